"""Papers of one dossier, whoever sent them, bound into one PDF with bookmarks."""
