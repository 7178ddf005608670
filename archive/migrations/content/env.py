"""Alembic's entry point."""

from archive.migrations.environment import run

run()
