"""Tests of vietnamese/encodings."""
