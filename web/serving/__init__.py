"""Serves the site over HTTP: a supervisor, its web processes, their server with deadlines, and what all processes count together."""
