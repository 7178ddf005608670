"""Tests of archive/exchange."""
