"""Figures of an article: value, unit, hedge and what is measured; sanctions, ratios and numbers in words."""
