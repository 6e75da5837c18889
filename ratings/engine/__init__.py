"""From degrees, facts and ballots to a level, with reasons: plain Python, frozen dataclasses in and out."""
