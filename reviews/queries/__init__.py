"""Reading cycles, reviews and conferences; every function says what it returns, none writes."""
