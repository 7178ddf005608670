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
)

content = MetaData()
site = MetaData()
analysis = MetaData()

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
    Column("listed_section", String, nullable=False, default="", comment="archive.listed"),
    Column("listed_published", String, nullable=False, default="", comment="archive.listed.moment_of"),
    UniqueConstraint("source", "external_id"),
    sqlite_autoincrement=True,
)

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
    Column("article", ForeignKey("articles.id"), index=True),
    Column("url", String, nullable=False),
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

announced = Table(
    "announced",
    content,
    Column("url", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("section", String, nullable=False),
    Column("month", String, nullable=False, comment="2023-05, or empty"),
    Column("published", String, nullable=False, default="", comment="archive.listed.moment_of, or empty"),
    Column("by", String, nullable=False, comment="kind of the page that named it first"),
    Column("article", Integer),
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
)

users = Table(
    "users",
    site,
    Column("name", String, primary_key=True),
    Column("password_hash", String, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("failed_at", String),
    Column("created", String, nullable=False),
)

jobs = Table(
    "jobs",
    site,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("args", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("created", String, nullable=False),
    Column("started", String),
    Column("finished", String),
    Column("beat", String),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("message", Text, nullable=False, default=""),
    Column("result", Text, nullable=False, default=""),
    Column("worker", String, nullable=False, default=""),
    Column("cancel", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

job_lines = Table(
    "job_lines",
    site,
    Column("id", Integer, primary_key=True),
    Column("job", ForeignKey("jobs.id"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("text", Text, nullable=False),
)

queries = Table(
    "queries",
    site,
    Column("id", Integer, primary_key=True),
    Column("query", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("at", String, nullable=False, index=True),
)

values = Table("settings", site, Column("name", String, primary_key=True), Column("value", Text, nullable=False))


def _kept(name: str) -> Table:
    return Table(
        name,
        analysis,
        Column("text_hash", String, primary_key=True),
        Column("version", String, nullable=False),
        Column("packed", LargeBinary, nullable=False),
    )


kept_terms = _kept("terms")
kept_words = _kept("words")
kept_events = _kept("events")

saved_searches = Table(
    "saved_searches",
    site,
    Column("id", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("asked", Text, nullable=False, comment="the parameters of the results page, as JSON"),
    Column("seen", Integer, nullable=False, comment="newest article when the page was last marked as read"),
    Column("created", String, nullable=False),
    sqlite_autoincrement=True,
)

alerts = Table(
    "alerts",
    site,
    Column("id", Integer, primary_key=True),
    Column("search", ForeignKey("saved_searches.id", ondelete="CASCADE"), nullable=False),
    Column("email", String, nullable=False),
    Column("every", String, nullable=False, comment="index, day or week"),
    Column("state", String, nullable=False, index=True, comment="asked, pending, confirmed or ended"),
    Column("created", String, nullable=False),
    Column("confirmed", String),
    Column("sent", String),
    Column("seen_article", Integer, nullable=False),
    Column("seen_change", Integer, nullable=False),
    Column("trouble", Text, nullable=False, comment="why the query was not understood, empty when it was"),
    Column("told", String, nullable=False, comment="the trouble the reader was told of"),
    UniqueConstraint("search", "email"),
    sqlite_autoincrement=True,
)

api_tokens = Table(
    "api_tokens",
    site,
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False, unique=True),
    Column("per_minute", Integer, nullable=False),
    Column("created", String, nullable=False),
)

kept_queries = Table(
    "kept_queries",
    site,
    Column("id", Integer, primary_key=True),
    Column("query", String, nullable=False),
    Column("article", Integer, nullable=False),
    Column("top", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("created", String, nullable=False),
    Column("rank", Integer),
    Column("generation", String, nullable=False),
    Column("checked", String),
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

mail_asks = Table(
    "mail_asks",
    site,
    Column("id", Integer, primary_key=True),
    Column("address", String, nullable=False, index=True, comment="sha256: whom is not told"),
    Column("at", String, nullable=False),
)
