"""Tests of search/spelling."""
