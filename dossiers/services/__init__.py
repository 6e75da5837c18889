"""Writers of dossiers, files, printed documents and submissions."""
