"""What pages show, worked out before a template places it: search parameters, hits, marks, histogram, forms."""
