"""What leaves the site for other programs: citations, tables, feeds. Pure functions from articles to text."""
