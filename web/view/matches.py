"""Where a query matches in an article: the marked text with an anchor at each place, and the list that leads there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from search import FormMatcher, FormPatterns, Query, mark, spans
from web import template_filters as wording

MOST = 30
"""Places that are listed."""

_AROUND = 45
"""Characters shown on both sides of a place."""

_SPOT = re.compile(r"<mark>[^<]*</mark>(?:[\s,.–-]{0,3}<mark>[^<]*</mark>)*")


class Spot(NamedTuple):
    """One place: its anchor, and the words before, at and after it."""

    anchor: str
    before: str
    words: str
    after: str


@dataclass(slots=True)
class MatchMarker:
    """Marks one text of an article after the other; ``spots`` are the places met so far, the first MOST of them."""

    finder: FormMatcher | None
    spots: list[Spot] = field(default_factory=list)
    total: int = 0

    @classmethod
    def of(cls, query: Query | None) -> MatchMarker:
        """Return the marker of a query; of None, or of one without words, it marks nothing."""
        patterns = FormPatterns.of(query) if query else None
        return cls(FormMatcher(patterns) if patterns else None)

    def mark(self, text: str) -> Markup:
        """Return a text escaped, with <mark> around what the query matches and an anchor at each of the listed places."""
        if self.finder is None:
            return escape(text)
        marked = wording.marked(
            mark(text, spans(self.finder.find([text])[0]), syllables=self.finder.patterns.syllables)
        )
        return Markup(_SPOT.sub(self._anchor(marked), marked))  # noqa: S704 - escaped above; only an id is added

    def _anchor(self, marked: Markup) -> Callable[[re.Match[str]], str]:
        def add(found: re.Match[str]) -> str:
            self.total += 1
            if self.total > MOST:
                return found.group()
            anchor = f"m{self.total}"
            before, after = _plain(marked[: found.start()]), _plain(marked[found.end() :])
            cut = len(before) > _AROUND
            shown = before[-_AROUND:].partition(" ")[2] if cut else before
            rest = after if len(after) <= _AROUND else after[:_AROUND].rpartition(" ")[0] + "…"
            self.spots.append(Spot(anchor, ("…" if cut else "") + shown, _plain(found.group()), rest))
            return found.group().replace("<mark>", f'<mark id="{anchor}">', 1)

        return add


def _plain(marked: str) -> str:
    return Markup(re.sub(r"</?mark[^>]*>", "", marked)).unescape()  # noqa: S704 - unescaped, never written as markup
