"""Tests that go through several packages, and through the documents."""
