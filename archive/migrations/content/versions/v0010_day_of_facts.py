"""The articles of some days are found by an index: reports of one event are looked up for every event told."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.execute("CREATE INDEX ix_fact_articles_day ON fact_articles (day)")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
