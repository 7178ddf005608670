"""Tests of facts/extraction."""
