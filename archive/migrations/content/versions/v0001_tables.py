"""The first tables."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE abbreviations (
    article INTEGER NOT NULL,
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    PRIMARY KEY (article, abbreviation, expansion)
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
    text_hash VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
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
CREATE TABLE counters (
    name VARCHAR NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name)
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
CREATE TABLE decisions (
    abbreviation VARCHAR NOT NULL,
    expansion VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (abbreviation, expansion)
)
    """,
    """
CREATE TABLE frontier (
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    depth INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    lease VARCHAR,
    tries INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    PRIMARY KEY (url)
)
    """,
    """
CREATE INDEX frontier_next ON frontier (source, state, due)
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
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """The first revision has nothing before it."""
    raise NotImplementedError
