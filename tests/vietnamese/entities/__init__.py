"""Tests of vietnamese/entities."""
