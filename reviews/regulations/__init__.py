"""Regulation sets: typed values with their sources, and the ledger of clauses that they quote; no Django here."""
