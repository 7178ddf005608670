"""Decides what is visited next and when: frontier, revisit policy, crawl budget, traps."""
