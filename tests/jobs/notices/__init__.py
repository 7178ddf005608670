"""Telling whoever looks after the site."""
