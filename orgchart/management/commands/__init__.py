"""Commands of the system administrator."""
