"""How fast and how gentle a crawl is."""
