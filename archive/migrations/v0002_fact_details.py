"""What is told beside an event and a figure: state and province, hedge, the number as written, months, the whole of a ratio."""

from alembic import op

revision = "archive_0002"
down_revision = "archive_0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE fact_events ADD COLUMN state VARCHAR NOT NULL DEFAULT 'held'",
    "ALTER TABLE fact_events ADD COLUMN province VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE events ADD COLUMN state VARCHAR NOT NULL DEFAULT 'held'",
    "ALTER TABLE fact_figures ADD COLUMN hedge VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE fact_figures ADD COLUMN text VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE fact_figures ADD COLUMN months INTEGER",
    "ALTER TABLE fact_figures ADD COLUMN total FLOAT",
)


def upgrade() -> None:
    """Add the columns; the facts are made again by the rules that fill them."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
