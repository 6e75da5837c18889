"""The demo: one district, one town, one more commune, all persons made up, the same every time."""
