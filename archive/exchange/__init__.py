"""How articles enter and leave in bulk: JSON Lines, CSV and WARC."""
