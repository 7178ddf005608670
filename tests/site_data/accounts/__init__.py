"""Accounts of the site."""
