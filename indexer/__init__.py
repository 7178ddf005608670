"""Archive to index to answers."""
