"""What articles state: extracted from text, kept in tables with the sentence that proves it, linked over articles, read back."""
