"""The articles of the sample portal, one module per year (``y2013`` and so on)."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sample.article import SampleArticle


@cache
def all_articles() -> tuple[SampleArticle, ...]:
    """Return every sample article, newest first; raises ValueError when a number or a slug is used twice."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("y"))
    found: list[SampleArticle] = []
    for name in names:
        found.extend(importlib.import_module(f"{__name__}.{name}").ARTICLES)
    for what in ("number", "slug"):
        values = [getattr(article, what) for article in found]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise ValueError(f"sample articles share a {what}: {sorted(twice)}")
    return tuple(sorted(found, key=lambda article: (article.published, article.number), reverse=True))
