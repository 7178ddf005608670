"""What was fetched and is known of it: articles with every version, the crawl's state, import and export. The one database
that cannot be made again.
"""
