"""Tests of archive/abbreviations."""
