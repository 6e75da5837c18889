"""Telling papers that bear a mark of secrecy from all others, by their name, first page and properties."""
