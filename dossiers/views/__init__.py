"""Pages of dossiers, documents and submissions."""
