"""How many articles tell of each person, counted as they are written; articles that are not shown are found by an index."""

from alembic import op

revision = "archive_0007"
down_revision = "archive_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the indexes."""
    op.execute("ALTER TABLE people ADD COLUMN articles INTEGER NOT NULL DEFAULT '0'")
    op.execute(
        "UPDATE people SET articles = (SELECT count(DISTINCT article) FROM fact_people WHERE fact_people.person = people.id)"
    )
    op.execute("CREATE INDEX people_by_articles ON people (held, articles DESC, id)")
    op.execute("DROP INDEX ix_fact_people_person")
    op.execute("CREATE INDEX fact_people_of_a_person ON fact_people (person, article, position)")
    op.execute("CREATE INDEX articles_left_out ON articles (id) WHERE gone != 0 OR hidden != 0")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
