"""Tests of the sample articles: size, variety and originality."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict

import pytest

import sample.articles
from sample.article import SampleArticle


def _all() -> list[SampleArticle]:
    names = sorted(m.name for m in pkgutil.iter_modules(sample.articles.__path__) if re.fullmatch(r"y\d{4}", m.name))
    return [a for name in names for a in importlib.import_module(f"sample.articles.{name}").ARTICLES]


ARTICLES = _all()


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
