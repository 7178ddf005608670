"""Tests of web/facts."""
