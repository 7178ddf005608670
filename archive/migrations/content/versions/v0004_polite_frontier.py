"""A frontier of its own for each source, and what the crawler owes each host."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "DROP INDEX frontier_next",
    "ALTER TABLE frontier RENAME TO frontier_old",
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
    news FLOAT NOT NULL DEFAULT 0,
    watched FLOAT NOT NULL DEFAULT 0,
    PRIMARY KEY (source, url)
)
    """,
    """
INSERT INTO frontier
SELECT source, url, kind, kind = 'article', depth, 0, 0, state, due, lease, tries, outcome, etag, last_modified,
    form, visited, news, watched
FROM frontier_old
    """,
    "DROP TABLE frontier_old",
    "CREATE INDEX frontier_next ON frontier (source, rank, due, depth, url)",
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
CREATE TABLE hosts (
    host VARCHAR NOT NULL,
    asked_at VARCHAR NOT NULL,
    not_before VARCHAR NOT NULL,
    PRIMARY KEY (host)
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
CREATE TABLE crawl_days (
    source VARCHAR NOT NULL,
    day VARCHAR NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (source, day)
)
    """,
)


def upgrade() -> None:
    """Make the tables; the addresses already queued stay queued."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Going back is a restore of the backup made before."""
    raise NotImplementedError
