"""What both Alembic environments do: run the migrations on the connection that the archive hands over."""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Run the migrations inside the connection of ``config.attributes["connection"]``."""
    context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
