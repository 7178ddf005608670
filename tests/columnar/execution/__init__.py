"""Tests of columnar.execution."""
