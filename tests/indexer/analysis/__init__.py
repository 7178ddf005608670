"""Tests of indexer/analysis."""
