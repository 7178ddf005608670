"""Tests of search/filters."""
