"""What Alembic runs for every database (``database.migrate``)."""
