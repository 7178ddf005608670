"""Portals of each family, served on loopback: markup after the public templates, articles invented for the project."""
