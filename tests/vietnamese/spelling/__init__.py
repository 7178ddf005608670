"""Tests of vietnamese/spelling."""
