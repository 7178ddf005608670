"""Addresses of articles, texts of attached files, and reprints found by their signatures."""

from alembic import op
from sqlalchemy import text

from archive.addresses import address_key

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE addresses (
    "key" VARCHAR NOT NULL PRIMARY KEY,
    article INTEGER NOT NULL,
    url VARCHAR NOT NULL
)
    """,
    "CREATE INDEX ix_addresses_article ON addresses (article)",
    """
CREATE TABLE files (
    article INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    pages INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    sha256 VARCHAR NOT NULL DEFAULT '',
    fetched_at VARCHAR,
    PRIMARY KEY (article, url)
)
    """,
    "CREATE INDEX ix_files_url ON files (url)",
    """
CREATE TABLE signatures (
    article INTEGER NOT NULL PRIMARY KEY,
    source VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    packed BLOB NOT NULL
)
    """,
    """
CREATE TABLE bands (
    band INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, hash, article)
) WITHOUT ROWID
    """,
    "CREATE INDEX ix_bands_article ON bands (article)",
    """
CREATE TABLE reprints (
    article INTEGER NOT NULL PRIMARY KEY,
    original INTEGER NOT NULL,
    similarity FLOAT NOT NULL
)
    """,
    "CREATE INDEX ix_reprints_original ON reprints (original)",
)


def upgrade() -> None:
    """Make the tables; the addresses of the articles that are there are known at once."""
    for statement in _STATEMENTS:
        op.execute(statement)
    connection = op.get_bind()
    rows = connection.execute(text("SELECT id, url FROM articles WHERE url IS NOT NULL ORDER BY id")).all()
    insert = text('INSERT OR IGNORE INTO addresses ("key", article, url) VALUES (:key, :article, :url)')
    for row in rows:
        connection.execute(insert, {"key": address_key(row.url), "article": row.id, "url": row.url})


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
