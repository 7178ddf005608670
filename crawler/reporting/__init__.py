"""Reports what a crawl did: lines of progress, a file of outcomes, and how complete a source's archive is."""
