"""On PostgreSQL change numbers come from a sequence, so that writers do not wait for each other."""

from alembic import op

revision = "archive_0008"
down_revision = "archive_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the sequence; SQLite keeps its counter."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE change_numbers MINVALUE 0 START 0")
        op.execute("SELECT nextval('change_numbers')")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
