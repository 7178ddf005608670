"""People over articles: the offices each holds, who is held back, and what editors decided."""

from alembic import op

revision = "archive_0003"
down_revision = "archive_0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE fact_people ADD COLUMN day VARCHAR",
    "ALTER TABLE fact_people ADD COLUMN former INTEGER NOT NULL DEFAULT '0'",
    "ALTER TABLE fact_people ADD COLUMN took_part INTEGER NOT NULL DEFAULT '0'",
    "UPDATE fact_people SET day = (SELECT day FROM fact_articles WHERE fact_articles.article = fact_people.article)",
    "CREATE INDEX fact_people_of_an_office ON fact_people (person, role_key, rank, place, day)",
    "ALTER TABLE people ADD COLUMN held INTEGER NOT NULL DEFAULT '0'",
    "ALTER TABLE events ADD COLUMN edited INTEGER NOT NULL DEFAULT '0'",
    "ALTER TABLE events ADD COLUMN hosts TEXT",
    """
CREATE TABLE fact_withheld (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    held INTEGER NOT NULL,
    rank VARCHAR NOT NULL,
    role TEXT NOT NULL,
    role_key VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    day VARCHAR,
    PRIMARY KEY (article, position)
)
    """,
    'CREATE INDEX ix_fact_withheld_key ON fact_withheld ("key")',
    'CREATE INDEX fact_withheld_of_an_office ON fact_withheld ("key", held, role_key, rank, place, day)',
    """
CREATE TABLE person_offices (
    "key" VARCHAR NOT NULL,
    person INTEGER NOT NULL,
    role_key VARCHAR NOT NULL,
    rank VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    role TEXT NOT NULL,
    first_day VARCHAR,
    last_day VARCHAR,
    PRIMARY KEY ("key", person, role_key, rank, place)
)
    """,
    "CREATE INDEX ix_person_offices_person ON person_offices (person)",
    """
INSERT INTO person_offices
SELECT "key", person, role_key, rank, place, max(role), min(day), max(day)
FROM fact_people WHERE person IS NOT NULL GROUP BY "key", person, role_key, rank, place
    """,
    """
CREATE TABLE fact_decisions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    undone_at VARCHAR,
    undone_by VARCHAR,
    undone_reason TEXT
)
    """,
    'CREATE INDEX ix_fact_decisions_key ON fact_decisions ("key")',
)


def upgrade() -> None:
    """Add the columns and tables, and fill the offices from the mentions there are."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
