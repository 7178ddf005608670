"""Tests of columnar.generations."""
