"""What admins decided for single queries."""

from alembic import op

revision = "site_0006"
down_revision = "site_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its index."""
    op.execute(
        """
CREATE TABLE search_rules (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    "query" VARCHAR NOT NULL,
    article INTEGER NOT NULL,
    target VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    created VARCHAR NOT NULL
)
        """
    )
    op.execute("CREATE INDEX ix_search_rules_key ON search_rules (key)")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
