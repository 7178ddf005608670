"""Tests of crawler/scheduling."""
