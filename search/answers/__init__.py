"""The answer above the hits: what a query asks of the facts, and the evidence that answers it."""
