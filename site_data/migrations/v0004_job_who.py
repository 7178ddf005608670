"""Who asked for each job."""

from alembic import op

revision = "site_0004"
down_revision = "site_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE jobs ADD COLUMN who VARCHAR NOT NULL DEFAULT ''")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
