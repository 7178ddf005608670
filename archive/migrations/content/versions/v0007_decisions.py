"""Decisions on abbreviations say who and how much they weigh, and every one is logged; definitions keep their article's day."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE decisions ADD COLUMN weight FLOAT NOT NULL DEFAULT 1",
    "ALTER TABLE decisions ADD COLUMN by VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE abbreviations ADD COLUMN day VARCHAR",
    """
CREATE TABLE decision_log (
    id INTEGER NOT NULL PRIMARY KEY,
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    weight FLOAT NOT NULL,
    by VARCHAR NOT NULL,
    at VARCHAR NOT NULL
)
    """,
)


def upgrade() -> None:
    """Apply."""
    for statement in _STATEMENTS:
        op.execute(statement)
