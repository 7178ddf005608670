"""Postback pages in the frontier, each listing's rhythm, and what portals announce."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE frontier ADD COLUMN form TEXT",
    "ALTER TABLE frontier ADD COLUMN visited VARCHAR",
    "ALTER TABLE frontier ADD COLUMN news FLOAT NOT NULL DEFAULT 0",
    "ALTER TABLE frontier ADD COLUMN watched FLOAT NOT NULL DEFAULT 0",
    """
CREATE TABLE announced (
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    article INTEGER,
    PRIMARY KEY (url)
)
    """,
    "CREATE INDEX ix_announced_source ON announced (source)",
    """
CREATE TABLE claims (
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    total INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (source, url)
)
    """,
)


def upgrade() -> None:
    """Add the columns and tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Go back to the first tables."""
    op.execute("DROP TABLE claims")
    op.execute("DROP TABLE announced")
    for column in ("watched", "news", "visited", "form"):
        op.execute(f"ALTER TABLE frontier DROP COLUMN {column}")
