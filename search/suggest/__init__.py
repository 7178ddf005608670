"""Typing help: what the archive has that begins as a person types; made after publication, read by each keystroke."""
