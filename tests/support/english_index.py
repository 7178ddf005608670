"""A small index in English for tests of ``columnar``: two fields, each indexed as written and by stem, a bag, labels and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from columnar import Document, Field, IndexReader, NumberedText, Schema
from columnar.files.narrow_ints import BREAK_CODE
from columnar.segment.reader import Segment
from columnar.segment.writer import write_segment

SCHEMA = Schema(
    fields=(
        Field("title", "title", "words"),
        Field("body", "body", "words"),
        Field("title_stem", "title", "stems"),
        Field("body_stem", "body", "stems"),
        Field("tags", "tags", "tags", positions=False),
        Field("names", "names", "words", positions=False),
    ),
    derived={"stems": "words"},
    labels=("source", "section", "kind"),
    days=("published", "held"),
    sort_column="published",
    bigrams=("title", "body"),
)
"""``tags`` is a bag with a vocabulary of its own, ``names`` one that shares that of the texts."""

PLAIN = Schema((Field("title", "title"), Field("body", "body")))
"""No more than two fields."""

WORDS = ["cats", "cat", "dog", "dogs", "emu", "café"]
"""Words of random documents; two pairs share a stem, and one is written in two bytes more than letters."""

Text = Sequence[str]
Pair = tuple[Sequence[str], Sequence[str]]
"""The words of a title and of a body, "." ending a sentence."""


def stem(word: str) -> str:
    """The derived term of these tests: no plural, no accents."""
    return word.removesuffix("s").replace("é", "e")


FOLDS: dict[str, Callable[[str], str]] = {"stems": stem}


def numbered(title: Text, body: Text) -> NumberedText:
    """Words of two streams, "." where no phrase shall cross."""
    streams = {"title": title, "body": body}
    return NumberedText.of({name: [None if w == "." else w for w in own] for name, own in streams.items()})


def document(key: int, title: Text, body: Text) -> Document:
    """A document with the labels and days that follow from its key; its title's words are its tags and names too.

    Tags of every fifth cut its body into texts (``columnar.query.plan.Split``).
    """
    days = {} if key % 3 == 0 else {"published": key, "held": -key}
    labels = {"source": f"s{key % 3}" if key % 3 else "", "section": "x"}
    cuts = ["at2", "at5"] if key % 5 == 0 else []
    tags = NumberedText.of({"tags": [*(f"{w}_tag" for w in title if w != "."), *cuts]})
    names = [w for w in title if w != "."]
    payload = ("titled",) if title else ()
    return Document(
        key, labels, days, {"words": numbered(title, body), "tags": tags}, {"names": names}, payload, kept_with(key)
    )


def kept_with(key: int) -> bytes:
    """What is stored with a document: nothing with some."""
    return b"\xff%d\n" % key * (key % 4)


def plain(key: int, title: str, body: str) -> Document:
    """A document of ``PLAIN``, words between blanks."""
    return Document(key, texts={"terms": NumberedText.of({"title": title.split(), "body": body.split()})})


def write(path: Path, documents: Iterable[Document], coded: int = BREAK_CODE) -> Segment:
    """Write documents of ``SCHEMA`` as a segment and open it; ``coded`` words at most have codes in the running text."""
    write_segment(path, documents, SCHEMA, FOLDS, coded)
    return Segment(path)


def reader_of(folder: Path, docs: Sequence[Pair], cuts: set[int], gone: set[int], variety: int = 0) -> IndexReader:
    """Documents with keys from 100 on, cut into segments before the numbers of ``cuts``; ``gone`` are deleted.

    ``variety`` sets how many words have codes in each segment.
    """
    edges = sorted({0, len(docs), *(c for c in cuts if c < len(docs))})
    segments, deleted = [], []
    for low, high in zip(edges, edges[1:], strict=False):
        own = (document(100 + i, *docs[i]) for i in range(low, high))
        segments.append(write(folder / f"{low}.seg", own, (BREAK_CODE, 1, 3)[variety % 3]))
        variety //= 3
        deleted.append(np.array(sorted(g - low for g in gone if low <= g < high), np.int32))
    return IndexReader(segments, deleted, SCHEMA)
