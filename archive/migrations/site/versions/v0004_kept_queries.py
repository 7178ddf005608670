"""Queries whose answer is known."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
CREATE TABLE kept_queries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    query VARCHAR NOT NULL,
    article INTEGER NOT NULL,
    top INTEGER NOT NULL,
    who VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    rank INTEGER,
    generation VARCHAR NOT NULL,
    checked VARCHAR,
    UNIQUE (query, article)
)
        """
    )


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
