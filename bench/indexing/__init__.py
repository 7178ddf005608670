"""How fast and how large an index is made."""
