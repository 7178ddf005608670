"""The tables of a crawl's state in archive.sqlite3."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from archive.tables import content

frontier = Table(
    "frontier",
    content,
    Column("source", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("rank", Integer, nullable=False, comment="0 for pages of links, which go first, 1 for the rest"),
    Column("depth", Integer, nullable=False),
    Column("barren", Integer, nullable=False, default=0, comment="listing pages in a row that showed nothing new"),
    Column("listed", Integer, nullable=False, default=0, comment="a listing page has shown this article"),
    Column("state", String, nullable=False, comment="due, taken, done or failed"),
    Column("due", String, nullable=False),
    Column("lease", String),
    Column("tries", Integer, nullable=False, default=0),
    Column("outcome", String, nullable=False, default=""),
    Column("etag", String),
    Column("last_modified", String),
    Column("form", Text, comment="fields to post, as JSON; the address then has a fragment that names the page"),
    Column("visited", String),
    Column(
        "news", Float, nullable=False, default=0.0, comment="visits that brought something new, the old ones fading"
    ),
    Column("watched", Float, nullable=False, default=0.0, comment="seconds looked after, the old ones fading"),
    Index("frontier_next", "source", "rank", "due", "depth", "url"),
)


robots = Table(
    "robots",
    content,
    Column("root", String, primary_key=True, comment="scheme://host:port"),
    Column("status", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("fetched_at", String, nullable=False),
)


hosts = Table(
    "hosts",
    content,
    Column("host", String, primary_key=True),
    Column("asked_at", String, nullable=False, comment="the newest request"),
    Column("not_before", String, nullable=False, default="", comment="asked for by Retry-After"),
)


host_claims = Table(
    "host_claims",
    content,
    Column("host", String, primary_key=True),
    Column("worker", String, nullable=False, comment="who crawls it, empty for nobody"),
    Column("until", Float, nullable=False, comment="end of the lease, in seconds since 1970 by the database's clock"),
    Column("done", Float, nullable=False, comment="when its last crawl was over"),
)


crawl_days = Table(
    "crawl_days",
    content,
    Column("source", String, primary_key=True),
    Column("day", String, primary_key=True, comment="in Vietnam"),
    Column("requests", Integer, nullable=False),
)


shapes = Table(
    "shapes",
    content,
    Column("source", String, primary_key=True),
    Column("shape", String, primary_key=True, comment="an address without its numbers and words"),
    Column("useless", Integer, nullable=False, comment="first visits in a row that brought nothing"),
)


claims = Table(
    "claims",
    content,
    Column("source", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("section", String, nullable=False),
    Column("total", Integer, nullable=False),
    Column("at", String, nullable=False),
)


crawl_log = Table(
    "crawl_log",
    content,
    Column("id", Integer, primary_key=True),
    Column("job", Integer),
    Column("source", String, nullable=False, index=True),
    Column("url", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", String, nullable=False, index=True),
)
