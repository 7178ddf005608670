"""People of one article: names, ranks, offices, and later mentions of a person already named."""
