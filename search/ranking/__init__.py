"""Query to plan to ranked documents, in three stages, with the weights. Specified in docs/ranking.md."""
