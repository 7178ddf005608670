"""Every table of site.sqlite3; written by ``python tools/write_baseline.py``."""

from alembic import op

revision = "site_0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE api_tokens (
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    per_minute INTEGER NOT NULL,
    created VARCHAR NOT NULL,
    PRIMARY KEY (name),
    UNIQUE (sha256)
)
    """,
    """
CREATE TABLE jobs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    args TEXT NOT NULL,
    state VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    started VARCHAR,
    finished VARCHAR,
    beat VARCHAR,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    message TEXT NOT NULL,
    result TEXT NOT NULL,
    worker VARCHAR NOT NULL,
    cancel INTEGER NOT NULL
)
    """,
    """
CREATE INDEX ix_jobs_state ON jobs (state)
    """,
    """
CREATE TABLE kept_queries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "query" VARCHAR NOT NULL,
    article INTEGER NOT NULL,
    top INTEGER NOT NULL,
    who VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    rank INTEGER,
    generation VARCHAR NOT NULL,
    checked VARCHAR,
    UNIQUE ("query", article)
)
    """,
    """
CREATE TABLE mail_asks (
    id INTEGER NOT NULL,
    address VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE INDEX ix_mail_asks_address ON mail_asks (address)
    """,
    """
CREATE TABLE queries (
    id INTEGER NOT NULL,
    "query" TEXT NOT NULL,
    total INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE INDEX ix_queries_at ON queries (at)
    """,
    """
CREATE TABLE saved_searches (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title VARCHAR NOT NULL,
    asked TEXT NOT NULL,
    seen INTEGER NOT NULL,
    created VARCHAR NOT NULL
)
    """,
    """
CREATE TABLE settings (
    name VARCHAR NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)
    """,
    """
CREATE TABLE users (
    name VARCHAR NOT NULL,
    password_hash VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    failed_at VARCHAR,
    created VARCHAR NOT NULL,
    PRIMARY KEY (name)
)
    """,
    """
CREATE TABLE alerts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    search INTEGER NOT NULL,
    email VARCHAR NOT NULL,
    every VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    confirmed VARCHAR,
    sent VARCHAR,
    seen_article INTEGER NOT NULL,
    seen_change INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    told VARCHAR NOT NULL,
    UNIQUE (search, email),
    FOREIGN KEY(search) REFERENCES saved_searches (id) ON DELETE CASCADE
)
    """,
    """
CREATE INDEX ix_alerts_state ON alerts (state)
    """,
    """
CREATE TABLE job_lines (
    id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(job) REFERENCES jobs (id)
)
    """,
    """
CREATE INDEX ix_job_lines_job ON job_lines (job)
    """,
)


def upgrade() -> None:
    """Make the tables and their indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
