"""Tests of crawler/visit."""
