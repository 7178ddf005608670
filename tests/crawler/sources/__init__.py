"""Tests of crawler/sources."""
