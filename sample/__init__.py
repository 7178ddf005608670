"""A small provincial police portal of the project's own, for loopback."""
