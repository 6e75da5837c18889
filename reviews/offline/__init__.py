"""A review as a Word file to write in without a connection, and back into the same fields."""
