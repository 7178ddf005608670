"""Every table of archive.sqlite3; written by ``python tools/write_baseline.py``."""

from alembic import op

revision = "archive_0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE abbreviations (
    article INTEGER NOT NULL,
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    day VARCHAR,
    PRIMARY KEY (article, abbreviation, expansion)
)
    """,
    """
CREATE TABLE addresses (
    "key" VARCHAR NOT NULL,
    article INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    PRIMARY KEY ("key")
)
    """,
    """
CREATE INDEX ix_addresses_article ON addresses (article)
    """,
    """
CREATE TABLE announced (
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    article INTEGER,
    PRIMARY KEY (url)
)
    """,
    """
CREATE INDEX ix_announced_source ON announced (source)
    """,
    """
CREATE TABLE article_failures (
    article INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    error VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (article, step)
)
    """,
    """
CREATE TABLE articles (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    source VARCHAR NOT NULL,
    url VARCHAR,
    external_id VARCHAR,
    version INTEGER NOT NULL,
    change INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    text_hash VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    listed_section VARCHAR NOT NULL,
    listed_published VARCHAR NOT NULL,
    UNIQUE (source, external_id),
    UNIQUE (url),
    UNIQUE (change)
)
    """,
    """
CREATE INDEX ix_articles_source ON articles (source)
    """,
    """
CREATE INDEX ix_articles_text_hash ON articles (text_hash)
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
CREATE TABLE bands (
    band INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, hash, article)
)
 WITHOUT ROWID
    """,
    """
CREATE INDEX ix_bands_article ON bands (article)
    """,
    """
CREATE TABLE blocks (
    article INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, version, position)
)
    """,
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
    """
CREATE TABLE counters (
    name VARCHAR NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name)
)
    """,
    """
CREATE TABLE crawl_days (
    source VARCHAR NOT NULL,
    day VARCHAR NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (source, day)
)
    """,
    """
CREATE TABLE crawl_log (
    id INTEGER NOT NULL,
    job INTEGER,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE INDEX ix_crawl_log_at ON crawl_log (at)
    """,
    """
CREATE INDEX ix_crawl_log_source ON crawl_log (source)
    """,
    """
CREATE TABLE decision_log (
    id INTEGER NOT NULL,
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    weight FLOAT NOT NULL,
    "by" VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE decisions (
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    weight FLOAT DEFAULT '1' NOT NULL,
    "by" VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (abbreviation, expansion)
)
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
CREATE INDEX ix_fact_articles_day ON fact_articles (day)
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
CREATE TABLE fact_mentions (
    article INTEGER NOT NULL,
    person_position INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, person_position, sentence)
)
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
CREATE TABLE files (
    article INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    text TEXT NOT NULL,
    sha256 VARCHAR NOT NULL,
    fetched_at VARCHAR,
    PRIMARY KEY (article, url)
)
    """,
    """
CREATE INDEX ix_files_url ON files (url)
    """,
    """
CREATE TABLE frontier (
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    barren INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    lease VARCHAR,
    tries INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    form TEXT,
    visited VARCHAR,
    news FLOAT NOT NULL,
    watched FLOAT NOT NULL,
    PRIMARY KEY (source, url)
)
    """,
    """
CREATE INDEX frontier_next ON frontier (source, rank, due, depth, url)
    """,
    """
CREATE TABLE hidden_names (
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY ("key")
)
    """,
    """
CREATE TABLE hosts (
    host VARCHAR NOT NULL,
    asked_at VARCHAR NOT NULL,
    not_before VARCHAR NOT NULL,
    PRIMARY KEY (host)
)
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
    """
CREATE TABLE person_words (
    word VARCHAR NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (word, person)
)
    """,
    """
CREATE INDEX ix_person_words_person ON person_words (person)
    """,
    """
CREATE TABLE reprints (
    article INTEGER NOT NULL,
    original INTEGER NOT NULL,
    similarity FLOAT NOT NULL,
    PRIMARY KEY (article)
)
    """,
    """
CREATE INDEX ix_reprints_original ON reprints (original)
    """,
    """
CREATE TABLE responses (
    id INTEGER NOT NULL,
    article INTEGER,
    url VARCHAR NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    fetched_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(article) REFERENCES articles (id)
)
    """,
    """
CREATE INDEX ix_responses_article ON responses (article)
    """,
    """
CREATE TABLE robots (
    root VARCHAR NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    fetched_at VARCHAR NOT NULL,
    PRIMARY KEY (root)
)
    """,
    """
CREATE TABLE shapes (
    source VARCHAR NOT NULL,
    shape VARCHAR NOT NULL,
    useless INTEGER NOT NULL,
    PRIMARY KEY (source, shape)
)
    """,
    """
CREATE TABLE signatures (
    article INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (article)
)
    """,
    """
CREATE TABLE tombstones (
    article INTEGER NOT NULL,
    url VARCHAR,
    source VARCHAR NOT NULL,
    external_id VARCHAR,
    text_hash VARCHAR NOT NULL,
    purged INTEGER NOT NULL,
    PRIMARY KEY (article)
)
    """,
    """
CREATE INDEX ix_tombstones_text_hash ON tombstones (text_hash)
    """,
    """
CREATE INDEX ix_tombstones_url ON tombstones (url)
    """,
    """
CREATE TABLE versions (
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    recorded_at VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    head TEXT NOT NULL,
    PRIMARY KEY (article, number),
    FOREIGN KEY(article) REFERENCES articles (id)
)
    """,
)


def upgrade() -> None:
    """Make the tables and their indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
