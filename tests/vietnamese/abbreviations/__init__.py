"""Tests of vietnamese/abbreviations."""
