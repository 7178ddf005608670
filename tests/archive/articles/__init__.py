"""Tests of archive/articles."""
