"""Why articles that are known already match a query: what files say of them that a page of results would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Article
from search.highlight.explanation import Explainer, asked_units
from search.highlight.matcher import FormMatcher, FormPatterns
from search.highlight.snippets import MatchedArticle, snippet
from search.query.tree import Query
from search.results import Explanation


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The snippet (HTML: escaped text with <mark> around what matched) and the reasons."""

    snippet: str
    why: tuple[Explanation, ...]


def make_excerpts(query: Query, typed: str, articles: Sequence[Article]) -> list[Excerpt]:
    """Return an excerpt of each article, as readers may see it; ``typed`` is the query as it was written."""
    patterns = FormPatterns.of(query)
    reasons = Explainer(asked_units(query, typed), patterns)
    read = MatchedArticle.all(list(articles), FormMatcher(patterns))
    return [
        Excerpt(snippet(own), reasons.why(own, article.published_day, None))
        for article, own in zip(articles, read, strict=True)
    ]
