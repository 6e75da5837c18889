"""A province of made-up communes of any size, the same for the same seed: for measuring, not for showing."""
