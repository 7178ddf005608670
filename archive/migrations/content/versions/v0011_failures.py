"""The steps that failed for an article: it went on without them."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the next runs fill it."""
    op.execute(
        """
CREATE TABLE article_failures (
    article INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    error VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (article, step)
)
"""
    )


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
