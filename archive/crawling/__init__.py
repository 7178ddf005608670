"""The crawl's state, which outlives a crawl: the frontier, the state of each host, what portals announce, the log of visits."""
