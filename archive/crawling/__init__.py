"""The crawl's state, which outlives a crawl: the frontier, what each host is owed, what portals announce, the log of visits."""
