"""One segment: gathered from documents, inverted, written, read, merged."""
