"""Decides what is visited next and when: revisit rhythm, budget, traps, and one crawl of a source at a time."""
