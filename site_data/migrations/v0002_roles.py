"""The role of each account. Accounts of before could do everything: they stay admins."""

from alembic import op

revision = "site_0002"
down_revision = "site_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE users ADD COLUMN role VARCHAR NOT NULL DEFAULT 'admin'")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
