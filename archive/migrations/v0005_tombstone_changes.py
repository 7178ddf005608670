"""Tombstones take a change number: who follows the archive learns what was erased. Kept responses of unread pages are found by address."""

from alembic import op

revision = "archive_0005"
down_revision = "archive_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the index."""
    op.execute("ALTER TABLE tombstones ADD COLUMN change INTEGER NOT NULL DEFAULT '0'")
    op.execute("CREATE INDEX ix_tombstones_change ON tombstones (change)")
    op.execute("CREATE INDEX ix_responses_url ON responses (url)")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
