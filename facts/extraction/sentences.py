"""Splits an article into sentences, with the line breaks of badly split archives ("TP.\\nHà Nội") healed."""

from __future__ import annotations

import re

from archive.model import Article
from facts.model import Sentence
from vietnamese.spelling.normalise import compose

UPPER = "".join(
    c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper() and (ord(c) < 0x1B1 or ord(c) > 0x1E9F)
)

# Where a sentence ends: not after "TP.", an initial, a degree.
_END = re.compile(
    r"(?:(?<![\s.][A-ZĐ])(?<!TP)(?<!Tp)(?<!\sTX)(?<!ThS)(?<!TS)(?<!BS)(?<!LS)(?<!PGS)(?<!GS)(?<!Ths)[.]|[!?…])[\"”’')\]]*"
    rf"(?:\s+(?=[\"“‘'(\[\-–•*]?\s?[{UPPER}0-9])|\s*\n\s*|\s*$)|(?<=[^.,\s])\s*\n\s*(?=\S)"
)
_BLANKS = re.compile(r"\s+")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of ``text`` begin and end, blanks around them left out."""
    ends = [match.end() for match in _END.finditer(text)]
    found = []
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        part = text[begin:end]
        if kept := part.strip():
            start = begin + len(part) - len(part.lstrip())
            found.append((start, start + len(kept)))
    return found


def split_sentences(text: str) -> list[str]:
    """Split ``text`` into sentences, blanks made single."""
    return [_BLANKS.sub(" ", text[start:end]) for start, end in sentence_spans(text)]


def sentences_of(article: Article) -> list[Sentence]:
    """Return every sentence of title, lead, body and captions once each, in that order."""
    seen: dict[str, Sentence] = {}
    for part, text in (
        ("title", article.title),
        ("lead", article.lead),
        ("body", article.body),
        ("caption", article.captions),
    ):
        clean, offsets = compose(text)
        for start, end in sentence_spans(clean):
            line = _BLANKS.sub(" ", clean[start:end])
            if line not in seen:
                at, to = (offsets[start], offsets[end]) if offsets else (start, end)
                seen[line] = Sentence(line, part, at, to)
    return list(seen.values())
