"""Pages for readers: search, articles and their versions, exports, feeds, saved searches, help, health and policy."""
