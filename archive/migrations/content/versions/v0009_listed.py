"""What only the lists of a portal say of an article: its section and when it was published."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; the next visit of a list fills them."""
    op.execute("ALTER TABLE articles ADD COLUMN listed_section VARCHAR NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE articles ADD COLUMN listed_published VARCHAR NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE announced ADD COLUMN published VARCHAR NOT NULL DEFAULT ''")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
