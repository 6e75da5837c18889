"""The played year, one module for each part of it; tests/e2e/test_chain.py tells it from the beginning to the end."""
