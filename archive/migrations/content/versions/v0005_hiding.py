"""Hidden articles and names, their audit trail, and tombstones of erased articles."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE articles ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
    """
CREATE TABLE hidden_names (
    "key" VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL
)
    """,
    """
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    reason TEXT NOT NULL
)
    """,
    """
CREATE TABLE tombstones (
    article INTEGER NOT NULL PRIMARY KEY,
    url VARCHAR,
    source VARCHAR NOT NULL,
    external_id VARCHAR,
    text_hash VARCHAR NOT NULL,
    purged INTEGER NOT NULL
)
    """,
    "CREATE INDEX ix_tombstones_url ON tombstones (url)",
    "CREATE INDEX ix_tombstones_text_hash ON tombstones (text_hash)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
