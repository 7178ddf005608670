"""Tests of crawler/reporting."""
