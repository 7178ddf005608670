"""Commands of those who look after a site."""
