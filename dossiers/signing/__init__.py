"""Signatures in PDF files: made with the keys of bodies, and checked."""
