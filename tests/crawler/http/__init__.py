"""Tests of crawler/http."""
