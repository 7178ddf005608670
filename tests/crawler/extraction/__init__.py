"""Tests of crawler/extraction."""
