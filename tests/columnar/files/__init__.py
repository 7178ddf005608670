"""Tests of columnar.reader."""
