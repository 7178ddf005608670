"""The facts of articles, and the events and people they have in common."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE fact_articles (
    article INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    day VARCHAR,
    source VARCHAR NOT NULL,
    title TEXT NOT NULL,
    province VARCHAR NOT NULL,
    PRIMARY KEY (article)
)
    """,
    """
CREATE TABLE fact_sentences (
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, number)
)
    """,
    """
CREATE TABLE fact_events (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    event INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title TEXT NOT NULL,
    date VARCHAR,
    end_date VARCHAR,
    precision VARCHAR NOT NULL,
    place TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_events_event ON fact_events (event)
    """,
    """
CREATE TABLE fact_event_names (
    article INTEGER NOT NULL,
    event_position INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    PRIMARY KEY (article, event_position, part, position)
)
    """,
    """
CREATE INDEX ix_fact_event_names_key ON fact_event_names ("key")
    """,
    """
CREATE TABLE fact_people (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person INTEGER,
    name TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    rank VARCHAR NOT NULL,
    role TEXT NOT NULL,
    role_key VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_people_key ON fact_people ("key")
    """,
    """
CREATE INDEX ix_fact_people_person ON fact_people (person)
    """,
    """
CREATE INDEX ix_fact_people_role_key ON fact_people (role_key)
    """,
    """
CREATE TABLE fact_mentions (
    article INTEGER NOT NULL,
    person_position INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, person_position, sentence)
)
    """,
    """
CREATE TABLE fact_documents (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    type VARCHAR,
    title TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_documents_key ON fact_documents ("key")
    """,
    """
CREATE TABLE fact_figures (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value FLOAT NOT NULL,
    unit TEXT NOT NULL,
    what TEXT NOT NULL,
    measure VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_figures_measure ON fact_figures (measure)
    """,
    """
CREATE TABLE fact_agencies (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    abbreviation VARCHAR NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_agencies_key ON fact_agencies ("key")
    """,
    """
CREATE TABLE fact_periods (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    "begin" VARCHAR NOT NULL,
    "end" VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE TABLE fact_quotes (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    person INTEGER,
    text TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_quotes_person ON fact_quotes (person)
    """,
    """
CREATE TABLE fact_campaigns (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    "key" VARCHAR NOT NULL,
    "begin" VARCHAR,
    "end" VARCHAR,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, position)
)
    """,
    """
CREATE INDEX ix_fact_campaigns_key ON fact_campaigns ("key")
    """,
    """
CREATE TABLE events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    title TEXT NOT NULL,
    date VARCHAR,
    end_date VARCHAR,
    precision VARCHAR NOT NULL,
    place TEXT NOT NULL,
    province VARCHAR NOT NULL
)
    """,
    """
CREATE INDEX events_of_a_day ON events (kind, date)
    """,
    """
CREATE TABLE event_words (
    word VARCHAR NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (word, event)
)
    """,
    """
CREATE INDEX ix_event_words_event ON event_words (event)
    """,
    """
CREATE TABLE people (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    "key" VARCHAR NOT NULL
)
    """,
    """
CREATE INDEX ix_people_key ON people ("key")
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Facts are made again from the articles."""
    raise NotImplementedError
