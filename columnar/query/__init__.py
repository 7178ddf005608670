"""What is asked: plans, restrictions, BM25, and what comes back."""
