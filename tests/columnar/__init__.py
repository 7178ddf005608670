"""Tests of columnar."""
