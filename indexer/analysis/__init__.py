"""Text to terms: zones, words, entity terms and the main event, made once a text and kept in a cache."""
