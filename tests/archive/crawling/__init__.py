"""Tests of archive/crawling."""
