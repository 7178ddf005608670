"""Mails of alerts: their words, their signed links, and SMTP."""
