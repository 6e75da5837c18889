"""Scanned papers: which page belongs to which document."""
