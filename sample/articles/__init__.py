"""The sample portal's articles, written for this project."""
