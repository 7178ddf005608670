"""WARC files that other programs read and replay."""
