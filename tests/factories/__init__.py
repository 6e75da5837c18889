"""Factories of rows, one module an app; each enters the scope of the row that it makes."""
