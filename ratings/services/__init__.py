"""The only writers of the app: right, state, write, audit record."""
