"""The tables of site.sqlite3."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

site = MetaData()


users = Table(
    "users",
    site,
    Column("name", String, primary_key=True),
    Column("password_hash", String, nullable=False),
    Column("created", String, nullable=False),
    Column("role", String, nullable=False, server_default="admin", comment="reader, editor or admin"),
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
    Column("who", String, nullable=False, server_default="", comment="who asked, empty for the schedule"),
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
    UniqueConstraint("query", "article"),
    sqlite_autoincrement=True,
)


mail_asks = Table(
    "mail_asks",
    site,
    Column("id", Integer, primary_key=True),
    Column("address", String, nullable=False, index=True, comment="sha256: whom is not told"),
    Column("at", String, nullable=False),
)


sessions = Table(
    "sessions",
    site,
    Column("digest", String, primary_key=True, comment="sha256 of the token that the browser holds"),
    Column("user", String, nullable=False, index=True),
    Column("created", String, nullable=False),
    Column("used", String, nullable=False),
)


sign_in_attempts = Table(
    "sign_in_attempts",
    site,
    Column(
        "key", String, primary_key=True, comment="keyed hash of device, or of address and account: whom is not told"
    ),
    Column("failures", Integer, nullable=False),
    Column("failed", String, nullable=False, index=True),
    Column("locked", String, nullable=False, comment="until when, empty for not at all"),
)


invitations = Table(
    "invitations",
    site,
    Column("digest", String, primary_key=True, comment="sha256 of the link's token"),
    Column("name", String, nullable=False, comment="the account, empty when its holder chooses it"),
    Column("role", String, nullable=False, comment="of the account that it makes, empty when it gives a new password"),
    Column("expires", String, nullable=False),
    Column("used", String, nullable=False, comment="when it was used or ended, empty while it is open"),
)


audit = Table(
    "audit",
    site,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)


notices = Table(
    "notices",
    site,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("began", String, nullable=False),
    Column("ended", String, nullable=False, index=True, comment="empty while it goes on"),
    Column("told_began", Integer, nullable=False),
    Column("told_ended", Integer, nullable=False),
    sqlite_autoincrement=True,
)


search_rules = Table(
    "search_rules",
    site,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, comment="pin, block, means or never"),
    Column("key", String, nullable=False, index=True, comment="the query without accents, letter case and blanks"),
    Column("query", String, nullable=False),
    Column("article", Integer, nullable=False),
    Column("target", String, nullable=False),
    Column("who", String, nullable=False),
    Column("created", String, nullable=False),
    sqlite_autoincrement=True,
)
