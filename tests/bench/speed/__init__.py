"""Tests of bench/speed."""
