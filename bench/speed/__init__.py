"""How fast queries, searches and starts are."""
