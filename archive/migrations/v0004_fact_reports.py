"""What readers report as wrong in facts."""

from alembic import op

revision = "archive_0004"
down_revision = "archive_0003"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE fact_reports (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    text TEXT NOT NULL,
    closed_by VARCHAR NOT NULL
)
    """,
    "CREATE INDEX ix_fact_reports_closed_by ON fact_reports (closed_by)",
)


def upgrade() -> None:
    """Make the table and its index."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
