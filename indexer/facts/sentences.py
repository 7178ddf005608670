"""Sentences of an article, with the line breaks of badly split archives ("TP.\\nHà Nội") healed."""

from __future__ import annotations

import re

from archive.model import Article
from indexer.facts.model import Sentence
from vietnamese.normalise import composed

UPPER = "".join(
    c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper() and (ord(c) < 0x1B1 or ord(c) > 0x1E9F)
)
LOWER = "".join(
    c for c in map(chr, range(0x61, 0x1EFA)) if c.isalpha() and c.islower() and (ord(c) < 0x1B1 or ord(c) > 0x1E9F)
)

# Where a sentence ends: not after "TP.", an initial, a degree.
_END = re.compile(
    r"(?:(?<![\s.][A-ZĐ])(?<!TP)(?<!Tp)(?<!\sTX)(?<!ThS)(?<!TS)(?<!BS)(?<!LS)(?<!PGS)(?<!GS)(?<!Ths)[.]|[!?…])[\"”’')\]]*"
    rf"(?:\s+(?=[\"“‘'(\[\-–•*]?\s?[{UPPER}0-9])|\s*\n\s*|\s*$)|(?<=[^.,\s])\s*\n\s*(?=\S)"
)
_BLANKS = re.compile(r"\s+")


def split(text: str) -> list[str]:
    """Return the sentences of ``text``, blanks made single."""
    parts: list[str] = []
    at = 0
    for match in _END.finditer(text):
        parts.append(text[at : match.end()])
        at = match.end()
    parts.append(text[at:])
    return [made for part in parts if (made := _BLANKS.sub(" ", part).strip())]


def sentences_of(article: Article) -> list[Sentence]:
    """Return every sentence of title, lead, body and captions once each, in that order."""
    seen: dict[str, Sentence] = {}
    for part, text in (
        ("title", article.title),
        ("lead", article.lead),
        ("body", article.body),
        ("caption", article.captions),
    ):
        clean, _ = composed(text)
        for sentence in split(clean):
            seen.setdefault(sentence, Sentence(sentence, part))
    return list(seen.values())
