"""Reading all segments of an index together."""
