"""Fetches one URL: robots.txt, delays, the SSRF guard, bounds of time and size, and why a portal did not answer."""
