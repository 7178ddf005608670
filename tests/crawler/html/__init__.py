"""Tests of crawler/html."""
