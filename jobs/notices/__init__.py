"""Tells whoever looks after the site: finds what is wrong, and says so once by mail, webhook or both."""
