"""Tests of vietnamese/related_words."""
