"""How a document is laid out and rendered: plain Python, no database."""
