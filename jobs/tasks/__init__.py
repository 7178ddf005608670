"""The kinds of work: crawl, update the index, mail digests, purge, erase, back up."""
