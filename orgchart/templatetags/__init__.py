"""Template tags and filters for the Vietnamese interface."""
