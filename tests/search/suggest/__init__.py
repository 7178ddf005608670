"""Tests of search/suggest."""
