"""Tests of vietnamese."""
