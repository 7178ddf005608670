"""Tests of columnar.segment."""
