"""What changed from one version of an article to the next, word by word, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from archive.model import Article

ChangeKind = Literal["same", "added", "removed"]
_WORD = re.compile(r"\S+\s*")
_MANY = 4000
"""Words of a paragraph above which it is shown as replaced whole: comparing takes the square of the number."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words; ``kind`` says whether both versions have it."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of an article (its title, lead, a block, or a label) with what is the same and what is not."""

    part: Literal["title", "lead", "text", "byline", "published", "section"]
    changes: tuple[Change, ...]

    @property
    def changed(self) -> bool:
        """Whether the two versions differ here."""
        return any(c.kind != "same" for c in self.changes)


def diff_articles(old: Article, new: Article) -> tuple[PartChange, ...]:
    """Return the parts of two versions in page order, those that are the same included; labels only when they differ."""
    parts = [PartChange("title", diff_words(old.title, new.title))]
    if old.lead or new.lead:
        parts.append(PartChange("lead", diff_words(old.lead, new.lead)))
    parts += (PartChange("text", changes) for changes in _diff_blocks(_parts_of(old), _parts_of(new)))
    labels: tuple[tuple[Literal["byline", "published", "section"], str, str], ...] = (
        ("byline", old.byline, new.byline),
        ("section", old.section, new.section),
        ("published", _published_text(old), _published_text(new)),
    )
    parts += (PartChange(name, diff_words(before, after)) for name, before, after in labels if before != after)
    return tuple(parts)


def _parts_of(article: Article) -> list[str]:
    return [b.text for b in article.blocks if b.kind not in ("byline", "attachment")]


def _published_text(article: Article) -> str:
    if article.published is None:
        return ""
    return f"{article.published:%d/%m/%Y}" + (f" {article.published:%H:%M}" if article.precision == "minute" else "")


def _diff_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Change, ...]]:
    """Yield the changes of each paragraph: the same, those rewritten side by side, then the removed and the added."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Change("same", text),) for text in old[a:b])
            continue
        paired = min(b - a, d - c)
        yield from (diff_words(old[a + at], new[c + at]) for at in range(paired))
        yield from ((Change("removed", text),) for text in old[a + paired : b])
        yield from ((Change("added", text),) for text in new[c + paired : d])


def diff_words(old: str, new: str) -> tuple[Change, ...]:
    """Return the runs of words that two texts share and do not share; removed before added."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MANY:
        runs = [Change("same", old)] if old == new else [Change("removed", old), Change("added", new)]
        return tuple(runs)
    found: list[Change] = []
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(after[c:d])))
        else:
            found += [Change("removed", "".join(before[a:b]))] if b > a else []
            found += [Change("added", "".join(after[c:d]))] if d > c else []
    return tuple(found)
