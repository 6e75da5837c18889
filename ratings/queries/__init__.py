"""Reading cases, groups and boards, and turning rows into what the engine judges; nothing here writes."""
