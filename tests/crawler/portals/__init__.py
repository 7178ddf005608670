"""Tests of crawler/portals."""
