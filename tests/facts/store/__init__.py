"""Tests of facts/store."""
