"""The tables of the three databases (SQLAlchemy Core). Times are ISO 8601 text in UTC; migrations make the tables."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

content = MetaData()

articles = Table(
    "articles",
    content,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("url", String, unique=True),
    Column("external_id", String),
    Column("version", Integer, nullable=False),
    Column("change", Integer, nullable=False, unique=True),
    Column("gone", Integer, nullable=False, default=0),
    Column("hidden", Integer, nullable=False, default=0),
    Column("text_hash", String, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("listed_section", String, nullable=False, default="", comment="archive.articles.listing_metadata"),
    Column("listed_published", String, nullable=False, default="", comment="archive.articles.listed_moments.moment_of"),
    UniqueConstraint("source", "external_id"),
    sqlite_autoincrement=True,
)

LEFT_OUT = text("gone != 0 OR hidden != 0")
"""Condition on ``articles`` of those that are not shown, as their index has it: without parameters, else it is not used."""

Index("articles_left_out", articles.c.id, sqlite_where=LEFT_OUT, postgresql_where=LEFT_OUT)

versions = Table(
    "versions",
    content,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("recorded_at", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("head", Text, nullable=False, comment="everything but the blocks, as JSON"),
)

blocks = Table(
    "blocks",
    content,
    Column("article", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
)

responses = Table(
    "responses",
    content,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), index=True, comment="empty for a page that could not be read"),
    Column("url", String, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="zlib"),
    Column("fetched_at", String, nullable=False),
)

addresses = Table(
    "addresses",
    content,
    Column("key", String, primary_key=True, comment="archive.addresses.address_key"),
    Column("article", Integer, nullable=False, index=True),
    Column("url", String, nullable=False),
)

files = Table(
    "files",
    content,
    Column("article", Integer, primary_key=True),
    Column("url", String, primary_key=True, index=True),
    Column("state", String, nullable=False, comment="waiting, text, scanned, unreadable or too-large"),
    Column("pages", Integer, nullable=False, default=0),
    Column("text", Text, nullable=False, default=""),
    Column("sha256", String, nullable=False, default=""),
    Column("fetched_at", String),
)

signatures = Table(
    "signatures",
    content,
    Column("article", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("published", String, nullable=False, comment="ISO 8601, 9999 when unknown"),
    Column("packed", LargeBinary, nullable=False, comment="MinHash values, uint32"),
)

bands = Table(
    "bands",
    content,
    Column("band", Integer, primary_key=True),
    Column("hash", Integer, primary_key=True),
    Column("article", Integer, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

reprints = Table(
    "reprints",
    content,
    Column("article", Integer, primary_key=True),
    Column("original", Integer, nullable=False, index=True),
    Column("similarity", Float, nullable=False),
)

counters = Table(
    "counters", content, Column("name", String, primary_key=True), Column("value", Integer, nullable=False)
)


abbreviations = Table(
    "abbreviations",
    content,
    Column("article", Integer, primary_key=True),
    Column("abbreviation", String, primary_key=True),
    Column("expansion", String, primary_key=True),
    Column("day", String, comment="the day the article was published"),
)

decisions = Table(
    "decisions",
    content,
    Column("abbreviation", String, primary_key=True),
    Column("expansion", String, primary_key=True),
    Column("status", String, nullable=False, comment="accepted, rejected, or empty: only weighed"),
    Column("at", String, nullable=False),
    Column("weight", Float, nullable=False, server_default="1"),
    Column("by", String, nullable=False, server_default=""),
    Column(
        "kind", String, nullable=False, server_default="abbreviation", comment="or related: two words of one meaning"
    ),
)

decision_log = Table(
    "decision_log",
    content,
    Column("id", Integer, primary_key=True),
    Column("abbreviation", String, nullable=False),
    Column("expansion", String, nullable=False),
    Column("status", String, nullable=False),
    Column("weight", Float, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False, server_default="abbreviation"),
)

learned_words = Table(
    "learned_words",
    content,
    Column("word", String, primary_key=True),
    Column("other", String, primary_key=True, comment="a word that stands beside the same words"),
    Column("similarity", Float, nullable=False),
    Column("count", Integer, nullable=False, comment="occurrences of the rarer one"),
)


hidden_names = Table(
    "hidden_names", content, Column("key", String, primary_key=True), Column("name", String, nullable=False)
)

audit = Table(
    "audit",
    content,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

tombstones = Table(
    "tombstones",
    content,
    Column("article", Integer, primary_key=True),
    Column("url", String, index=True),
    Column("source", String, nullable=False),
    Column("external_id", String),
    Column("text_hash", String, nullable=False, index=True),
    Column("purged", Integer, nullable=False, comment="whether index and caches were made again without it"),
    Column("change", Integer, nullable=False, server_default="0", index=True),
)


announced = Table(
    "announced",
    content,
    Column("url", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("section", String, nullable=False),
    Column("month", String, nullable=False, comment="2023-05, or empty"),
    Column(
        "published", String, nullable=False, default="", comment="archive.articles.listed_moments.moment_of, or empty"
    ),
    Column("by", String, nullable=False, comment="kind of the page that named it first"),
    Column("article", Integer),
)

article_failures = Table(
    "article_failures",
    content,
    Column("article", Integer, primary_key=True),
    Column("step", String, primary_key=True, comment="archive.failures"),
    Column("version", String, nullable=False, comment="what the step ran with"),
    Column("error", String, nullable=False, comment="one line"),
    Column("at", String, nullable=False),
)
