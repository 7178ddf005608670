"""The tables of facts: what each article states, and the events and people that articles have in common."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from archive.tables import content


def _fact_table(name: str, *columns: Column[object] | Index, added: Sequence[Column[object] | Index] = ()) -> Table:
    """Make a table of facts of articles, in the order the article states them; ``sentence`` numbers one of its sentences.

    ``added`` are the columns that a later migration appended.
    """
    return Table(
        name,
        content,
        Column("article", Integer, primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        Column("sentence", Integer, nullable=False),
        *added,
    )


def _text_column(name: str) -> Column[object]:
    return Column(name, Text, nullable=False)


def _key_column(name: str) -> Column[object]:
    return Column(name, String, nullable=False, index=True)


fact_articles = Table(
    "fact_articles",
    content,
    Column("article", Integer, primary_key=True),
    Column("key", String, nullable=False, comment="text hash, published day, precision and version of the rules"),
    Column("day", String, index=True, comment="published, YYYY-MM-DD"),
    Column("source", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("province", String, nullable=False),
)

fact_sentences = Table(
    "fact_sentences",
    content,
    Column("article", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("part", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text_column("text"),
)

fact_events = _fact_table(
    "fact_events",
    Column("event", Integer, nullable=False, index=True),
    Column("kind", String, nullable=False),
    _text_column("title"),
    Column("date", String),
    Column("end_date", String),
    Column("precision", String, nullable=False),
    _text_column("place"),
    added=[
        Column(
            "state", String, nullable=False, server_default="held", comment="announced, held, postponed or cancelled"
        ),
        Column("province", String, nullable=False, server_default=""),
    ],
)

fact_event_names = Table(
    "fact_event_names",
    content,
    Column("article", Integer, primary_key=True),
    Column("event_position", Integer, primary_key=True),
    Column("part", String, primary_key=True, comment="host or chair"),
    Column("position", Integer, primary_key=True),
    _text_column("name"),
    _key_column("key"),
)

fact_people = _fact_table(
    "fact_people",
    Column("person", Integer, comment="null when neither rank nor office tells who it is"),
    _text_column("name"),
    _key_column("key"),
    Column("rank", String, nullable=False),
    _text_column("role"),
    _key_column("role_key"),
    Column("place", String, nullable=False),
    added=(
        Column("day", String, comment="published, as in fact_articles"),
        Column("former", Integer, nullable=False, server_default="0"),
        Column("took_part", Integer, nullable=False, server_default="0"),
        Index("fact_people_of_an_office", "person", "role_key", "rank", "place", "day"),
        Index("fact_people_of_a_person", "person", "article", "position"),
    ),
)

fact_withheld = _fact_table(
    "fact_withheld",
    _text_column("name"),
    _key_column("key"),
    Column(
        "held", Integer, nullable=False, comment="1: an official told as accused; 0: a private person, to be masked"
    ),
    Column("rank", String, nullable=False),
    _text_column("role"),
    Column("role_key", String, nullable=False),
    Column("place", String, nullable=False),
    added=(
        Column("day", String, comment="published, as in fact_articles"),
        Index("fact_withheld_of_an_office", "key", "held", "role_key", "rank", "place", "day"),
    ),
)

fact_mentions = Table(
    "fact_mentions",
    content,
    Column("article", Integer, primary_key=True),
    Column("person_position", Integer, primary_key=True),
    Column("sentence", Integer, primary_key=True),
)

fact_documents = _fact_table(
    "fact_documents", _text_column("number"), _key_column("key"), Column("type", String), _text_column("title")
)

fact_figures = _fact_table(
    "fact_figures",
    Column("value", Float, nullable=False),
    _text_column("unit"),
    _text_column("what"),
    _key_column("measure"),
    added=[
        Column("hedge", String, nullable=False, server_default=""),
        Column("text", String, nullable=False, server_default="", comment="the number as written"),
        Column("months", Integer, comment="the whole of a term"),
        Column("total", Float, comment="the second number of a ratio"),
    ],
)

fact_agencies = Table(
    "fact_agencies",
    content,
    Column("article", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text_column("name"),
    _key_column("key"),
    Column("abbreviation", String, nullable=False),
)

fact_periods = _fact_table(
    "fact_periods", Column("begin", String, nullable=False), Column("end", String, nullable=False)
)

fact_quotes = _fact_table(
    "fact_quotes", _text_column("speaker"), Column("person", Integer, index=True), _text_column("text")
)

fact_campaigns = _fact_table(
    "fact_campaigns", _text_column("title"), _key_column("key"), Column("begin", String), Column("end", String)
)

events = Table(
    "events",
    content,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    _text_column("title"),
    Column("date", String),
    Column("end_date", String),
    Column("precision", String, nullable=False),
    _text_column("place"),
    Column("province", String, nullable=False),
    Column("state", String, nullable=False, server_default="held", comment="announced, held, postponed or cancelled"),
    Column("edited", Integer, nullable=False, server_default="0", comment="1: an editor corrected it"),
    Column("hosts", Text, comment="JSON list, where an editor corrected them"),
    Index("events_of_a_day", "kind", "date"),
    sqlite_autoincrement=True,
)

event_words = Table(
    "event_words",
    content,
    Column("word", String, primary_key=True),
    Column("event", Integer, primary_key=True, index=True),
)

people = Table(
    "people",
    content,
    Column("id", Integer, primary_key=True),
    _text_column("name"),
    _key_column("key"),
    Column("held", Integer, nullable=False, server_default="0", comment="1: not shown until an editor decides"),
    Column("articles", Integer, nullable=False, server_default="0", comment="that tell of the person, shown or not"),
    sqlite_autoincrement=True,
)
Index("people_by_articles", people.c.held, people.c.articles.desc(), people.c.id)

person_offices = Table(
    "person_offices",
    content,
    Column("key", String, primary_key=True, comment="of the name"),
    Column("person", Integer, primary_key=True, index=True, comment="0: told as accused (fact_withheld)"),
    Column("role_key", String, primary_key=True),
    Column("rank", String, primary_key=True),
    Column("place", String, primary_key=True),
    _text_column("role"),
    Column("first_day", String),
    Column("last_day", String),
)
"""Each rank and office of a person with the first and last day told: people are linked by these, not by their mentions."""

person_words = Table(
    "person_words",
    content,
    Column("word", String, primary_key=True, comment="folded, of names, ranks and offices"),
    Column("person", Integer, primary_key=True, index=True),
)

OF_ARTICLES = (
    fact_articles,
    fact_sentences,
    fact_events,
    fact_event_names,
    fact_people,
    fact_withheld,
    fact_mentions,
    fact_documents,
    fact_figures,
    fact_agencies,
    fact_periods,
    fact_quotes,
    fact_campaigns,
)
"""Every table that holds facts of articles, by its column ``article``."""

fact_decisions = Table(
    "fact_decisions",
    content,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False, comment="one of facts.store.decisions.ACTIONS"),
    Column("key", String, nullable=False, index=True, comment="what it is about: a name key, or ARTICLE:POSITION"),
    Column("value", Text, nullable=False, comment="JSON"),
    Column("reason", Text, nullable=False),
    Column("undone_at", String),
    Column("undone_by", String),
    Column("undone_reason", Text),
    sqlite_autoincrement=True,
)
"""What editors decided on facts; it outlives re-analysis, because the writer applies it to facts as they are made."""

fact_reports = Table(
    "fact_reports",
    content,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("path", String, nullable=False, comment="of the page of facts"),
    _text_column("text"),
    Column("closed_by", String, nullable=False, index=True, comment="the editor; empty while it waits"),
    sqlite_autoincrement=True,
)
"""What readers report as wrong; nothing is kept of who they are."""
