"""Load, ask, call one service or query, answer."""
