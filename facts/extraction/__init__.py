"""Facts of one article by pattern: events, agencies, documents, figures, periods, campaigns, quotes. Pure functions."""
