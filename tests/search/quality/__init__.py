"""Tests of search/quality."""
