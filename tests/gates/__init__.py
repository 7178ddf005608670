"""Gates: quality on the shared texts, and the shape of the house."""
