"""Alembic migrations of the archive and site databases."""
