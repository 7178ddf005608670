"""An article sent to OpenSearch and read back is the same, and its texts have a place for every term and break."""

from __future__ import annotations

from base64 import b64decode

import pytest

from archive.model import Article, Block
from columnar import NO_DAY
from indexer.analysis.analyzer import analyse_texts, zone_texts
from indexer.analysis.model import NO_WORDS
from indexer.builders.opensearch.layout import (
    BREAK_TERM,
    PACKED,
    document_of_article,
    index_body,
    month_of,
    read_article,
    term_text,
)
from indexer.documents import IndexedArticle
from indexer.schema import ARTICLE_SCHEMA


def an_article() -> IndexedArticle:
    article = Article(
        "s", "Hội nghị ANTQ", None, None, "Ngày 9/3.", (Block("paragraph", "Ma túy. Trật tự giao thông (TT)."),)
    )
    analysis = analyse_texts(zone_texts(article))
    labels = {"source": "s", "section": "", "event_kind": "hội nghị"}
    days = {"published_day": 19000, "event_day": NO_DAY}
    return IndexedArticle(7, labels, days, analysis, NO_WORDS, {"byline": ["lan"], "marks": ["@2022"]})


def test_what_is_sent_is_read_back() -> None:
    article, sent = an_article(), document_of_article(an_article())
    back = read_article(b64decode(sent[PACKED]))
    assert (back.number, back.labels, back.days, back.terms) == (7, article.labels, article.days, article.terms)
    assert back.analysis.vocabulary == article.analysis.vocabulary


def test_every_field_is_mapped_and_every_term_has_its_place() -> None:
    sent = document_of_article(an_article())
    mapped = index_body(1, "x")["mappings"]["properties"]
    assert set(sent) <= set(mapped)
    assert {field.name for field in ARTICLE_SCHEMA.fields} <= set(mapped)
    for zone in ("title", "lead", "body"):
        written, plain = sent[zone].split(" "), sent[f"{zone}_folded"].split(" ")
        assert len(written) == len(plain)
        assert [t == BREAK_TERM for t in written] == [t == BREAK_TERM for t in plain]
        assert sent["lengths"][zone] == sum(t != BREAK_TERM for t in written)


@pytest.mark.parametrize("term", ["ma", "s:tt=trật tự", "a\u2028b", "a\tb"])
def test_no_term_is_split(term: str) -> None:
    assert len(term_text(term).split(" ")) == 1
    assert not set(term_text(term)) & set(" \t\n\u2028\u2029")


@pytest.mark.parametrize(
    ("day", "month"),
    [(0, "1970-01"), (-719162, "1-01"), (-719163, ""), (NO_DAY, ""), (2932896, "9999-12"), (2932897, "")],
)
def test_months(day: int, month: str) -> None:
    assert month_of(day) == month
