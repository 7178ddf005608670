"""One visit from address to archive: download, extract, store, enqueue; and the crawl of a source made of visits."""
