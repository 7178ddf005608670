"""Tests of the sample articles: size, variety and originality."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import defaultdict
from importlib import resources

import pytest

from sample.article import SampleArticle
from sample.articles import load_articles, read_article

ARTICLES = sorted(load_articles(), key=lambda article: article.number)
LINES = [
    (file.name, line)
    for file in resources.files("sample.articles.years").iterdir()
    if file.name.endswith(".jsonl")
    for line in file.read_bytes().splitlines()
]


def _canonical(article: SampleArticle) -> str:
    """The one way to write an article: keys in the order of the fields, defaults left out, UTF-8 unescaped."""
    fields = ((field, getattr(article, field.name)) for field in dataclasses.fields(article))
    return json.dumps({f.name: value for f, value in fields if value != f.default}, ensure_ascii=False)


def test_every_line_is_written_the_one_way_in_the_file_of_its_year() -> None:
    assert len(LINES) == len(ARTICLES)
    for name, line in LINES:
        article = read_article(line, name)
        assert line.decode() == _canonical(article)
        assert name == f"{article.day.year}.jsonl"


def test_every_field_has_its_type() -> None:
    for article in ARTICLES:
        values = dataclasses.asdict(article)
        lists = (values.pop("paragraphs"), values.pop("captions"))
        assert type(values.pop("number")) is int
        assert {type(value) for value in values.values()} == {str}
        assert all(type(texts) is tuple and all(type(text) is str for text in texts) for texts in lists)


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"\xff", b'{"number": 1}', b'{"numbers": 1}', _canonical(ARTICLES[0]).replace("-", "/").encode()],
)
def test_a_bad_line_is_named(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"^2013\.jsonl:7: not a sample article"):
        read_article(line, "2013.jsonl:7")


def _body(article: SampleArticle) -> str:
    return "\n".join((article.lead, *article.paragraphs))


def _conferences() -> list[SampleArticle]:
    return [a for a in ARTICLES if "hội nghị" in f"{a.title} {a.lead}".lower()]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: str(a.number))
def test_article_has_between_80_and_250_words(article: SampleArticle) -> None:
    assert 80 <= article.words <= 250


def test_numbers_and_slugs_are_unique() -> None:
    assert len({a.number for a in ARTICLES}) == len(ARTICLES)
    assert len({a.slug for a in ARTICLES}) == len(ARTICLES)


def test_there_are_at_least_150_articles() -> None:
    assert len(ARTICLES) >= 150


def test_there_are_at_least_40_conferences() -> None:
    assert len(_conferences()) >= 40


def test_at_least_10_conferences_recur_in_another_year() -> None:
    years: dict[str, set[str]] = defaultdict(set)
    for article in _conferences():
        years[re.sub(r"[\d\W]+", " ", article.title.lower()).strip()].add(article.published[:4])
    assert sum(len(met) > 1 for met in years.values()) >= 10


def test_abbreviations_are_used_at_least_50_times() -> None:
    text = "\n".join(f"{a.title}\n{_body(a)}" for a in ARTICLES)
    assert len(re.findall(r"\b(?:ANTQ|ANTT|CTr)\b", text)) >= 50


def test_no_sentence_of_8_words_is_shared_by_two_articles() -> None:
    seen: dict[str, int] = {}
    for article in ARTICLES:
        for sentence in re.split(r"(?<=[.!?])\s+", _body(article)):
            if len(sentence.split()) >= 8:
                assert seen.setdefault(sentence, article.number) == article.number, sentence
