"""The first tables."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
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
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """The first revision has nothing before it."""
    raise NotImplementedError
