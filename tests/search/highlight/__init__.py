"""Tests of search/highlight."""
