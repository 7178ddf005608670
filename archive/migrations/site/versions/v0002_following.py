"""Saved searches and e-mail alerts."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE saved_searches (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title VARCHAR NOT NULL,
    asked TEXT NOT NULL,
    seen INTEGER NOT NULL,
    created VARCHAR NOT NULL
)
    """,
    """
CREATE TABLE alerts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    search INTEGER NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
    email VARCHAR NOT NULL,
    every VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    confirmed VARCHAR,
    sent VARCHAR,
    seen_article INTEGER NOT NULL,
    seen_change INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    told VARCHAR NOT NULL,
    UNIQUE (search, email)
)
    """,
    """
CREATE INDEX ix_alerts_state ON alerts (state)
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
