"""How an article lies in OpenSearch: settings and mapping, the document made of it, and the article read back from one.

The engine cuts nothing into words: each zone comes as our terms with blanks between them, BREAK between sentences, in both
streams (as written and without accents), and is split at the blanks alone. What ranks and shows an article in our processes, its
analysis, comes back with it as it was packed.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import date, timedelta
from typing import Any
from zlib import compress

from columnar import NO_DAY
from indexer.analysis.model import Analysis
from indexer.analysis.round_ups import ITEM
from indexer.analysis.serialization import pack, pack_words, unpack, unpack_words
from indexer.documents import IndexedArticle
from indexer.schema import (
    ARTICLE_SCHEMA,
    BYLINE,
    COLUMNS,
    EVENT_DAY,
    FOLDED,
    MARKS,
    PUBLISHED,
    TEXT_ZONES,
    WORDS,
    ZONES,
)
from vietnamese.spelling.normalise import fold

LAYOUT = 4
"""Changes with the mapping and with what a document holds: an index of another one is built afresh."""

BREAK_TERM = "\u0001"
"""Stands between sentences and takes one place, as BREAK does."""

PACKED = "packed"
"""All of an article that ranking reads, in one column of the engine: a thousand of them come in a fifth of the time that their sources take."""

STORED = "stored"
"""What a page of hits shows of an article, compressed: read for those hits alone."""

_BLANK = re.compile(r"\s")
_LONGEST_LABEL = 8000


def term_text(term: str) -> str:
    """Return a term as it is sent: what would split it is a no-break space there."""
    return _BLANK.sub("\u00a0", term)


def index_body(shards: int, made_by: str) -> dict[str, Any]:
    """Return settings and mapping of a new index."""
    text = {"type": "text", "analyzer": "terms"}
    fields: dict[str, Any] = {
        one.name: text | ({} if one.positions else {"index_options": "freqs"}) for one in ARTICLE_SCHEMA.fields
    }
    fields |= {name: {"type": "keyword", "ignore_above": _LONGEST_LABEL} for name in (*COLUMNS, "definitions", "month")}
    fields |= {name: {"type": "integer"} for name in (PUBLISHED, EVENT_DAY)}
    fields |= {
        "number": {"type": "long"},
        "round_up": {"type": "boolean"},
        "lengths": {"properties": {stream: {"type": "integer"} for stream in ARTICLE_SCHEMA.streams}},
        PACKED: {"type": "binary", "doc_values": True},
        STORED: {"type": "binary"},
    }
    tokenizer = {"type": "whitespace", "max_token_length": 8000}
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            # What was sent is found when it is published, all of it at once.
            "refresh_interval": "-1",
            "max_result_window": 10_000,
            "analysis": {
                "tokenizer": {"terms": tokenizer},
                "analyzer": {"terms": {"type": "custom", "tokenizer": "terms"}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"layout": LAYOUT, "made_by": made_by, "change": -1},
            "_source": {"includes": [STORED]},
            "properties": fields,
        },
    }


def document_of_article(article: IndexedArticle) -> dict[str, Any]:
    """Return what is sent of an article."""
    analysis, words = article.analysis, article.words
    sent: dict[str, Any] = {
        "number": article.number,
        PACKED: b64encode(pack_article(article)).decode(),
        STORED: b64encode(compress(article.stored)).decode(),
        "definitions": [f"{short}\t{long}" for short, long in analysis.definitions],
        **{name: label for name, label in article.labels.items() if label},
        **{name: day for name, day in article.days.items() if day != NO_DAY},
    }
    written, plain = _texts(analysis)
    lengths = {}
    for zone in (*ZONES, BYLINE):
        numbers = analysis.zones[zone].tolist() if zone in TEXT_ZONES else []
        more = [term_text(term) for term in article.terms.get(zone, ())]
        sent[zone] = " ".join([*(written[n] for n in numbers), *more])
        sent[f"{zone}_{FOLDED}"] = " ".join([*(plain[n] for n in numbers), *map(fold, more)])
        lengths[zone] = sum(n >= 0 for n in numbers) + len(more)
    marks = [written[n] for n in analysis.zones[MARKS].tolist()] + [term_text(t) for t in article.terms.get(MARKS, ())]
    own = words.vocabulary.texts()
    spoken = [term_text(own[n]) for n in words.numbers.tolist()] + [term_text(t) for t in article.terms.get(WORDS, ())]
    bags = {MARKS: marks, WORDS: spoken}
    sent |= {name: " ".join(terms) for name, terms in bags.items()}
    sent["lengths"] = lengths | {name: len(terms) for name, terms in bags.items()}
    if month := month_of(article.days.get(PUBLISHED, NO_DAY)):
        sent["month"] = month
    sent["round_up"] = any(mark.startswith(ITEM) for mark in marks)
    return sent


def _texts(analysis: Analysis) -> tuple[list[str], list[str]]:
    """Return the terms by number as they are sent, as written and without accents; the last one is what -1 means."""
    terms = analysis.vocabulary.texts()
    return [*map(term_text, terms), BREAK_TERM], [*(term_text(fold(term)) for term in terms), BREAK_TERM]


def month_of(day: int) -> str:
    """Return "year-month" of a day since 1970-01-01, "" where it is absent or outside the years 1 to 9999."""
    try:
        found = date(1970, 1, 1) + timedelta(day)
    except OverflowError:
        return ""
    return f"{found.year}-{found.month:02}"


def pack_article(article: IndexedArticle) -> bytes:
    """Pack an article without what is stored of it: one JSON line, then its analysis and its words."""
    analysis, words = pack(article.analysis), pack_words(article.words)
    head = {
        "number": article.number,
        "labels": dict(article.labels),
        "days": dict(article.days),
        "terms": {zone: list(terms) for zone, terms in article.terms.items()},
        "analysis": len(analysis),
    }
    return b"".join((json.dumps(head, ensure_ascii=False).encode(), b"\n", analysis, words))


def read_article(packed: bytes) -> IndexedArticle:
    """Undo ``pack_article``. Raises KeyError, ValueError when it is not one of ours."""
    at = packed.index(b"\n") + 1
    head = json.loads(packed[:at])
    border = at + head["analysis"]
    analysis, words = unpack(packed[at:border]), unpack_words(packed[border:])
    return IndexedArticle(head["number"], head["labels"], head["days"], analysis, words, head["terms"])
