"""Tests of site_data."""
