"""The articles of the sample portal, read from ``years`` (one JSON Lines file a year)."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from sample.article import SampleArticle


@cache
def load_articles() -> tuple[SampleArticle, ...]:
    """Load every sample article, newest first; raises ValueError for a bad line or a number or slug used twice."""
    years = [file for file in resources.files("sample.articles.years").iterdir() if file.name.endswith(".jsonl")]
    found = [
        read_article(line, f"{file.name}:{number}")
        for file in sorted(years, key=lambda file: file.name)
        for number, line in enumerate(file.read_bytes().splitlines(), 1)
    ]
    for what in ("number", "slug"):
        values = [getattr(article, what) for article in found]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise ValueError(f"sample articles share a {what}: {sorted(twice)}")
    return tuple(sorted(found, key=lambda article: (article.published, article.number), reverse=True))


def read_article(line: bytes, place: str) -> SampleArticle:
    """Read one line; ``place`` ("2013.jsonl:4") names it in errors. Raises ValueError."""
    try:
        fields: dict[str, Any] = json.loads(line)
        lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
        return SampleArticle(**{**fields, **lists})
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"{place}: not a sample article: {error}") from error
