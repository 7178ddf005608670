"""Work that is killed while readers search."""
