"""Migrations of site.sqlite3, one line of history that begins with a baseline."""

from pathlib import Path

FOLDER = Path(__file__).parent
