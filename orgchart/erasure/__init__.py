"""Erasing one person: how names are found in texts, where they are looked for, and what apps add to it."""
