"""What a person typed as a tree: operators, phrases, abbreviations, numbers and days, places, question words."""
