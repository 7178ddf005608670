"""Tests of columnar.whoosh_compat."""
