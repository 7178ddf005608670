"""Article -> Analysis: term numbers of each zone, underthesea's words and the definitions the text makes.

The only expensive step of indexing: done once per text and analyser version, in parallel, and kept by the archive.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from archive.model import Article
from indexer.model import BREAK, ZONES, Analysis
from vietnamese.abbreviations import find_definitions
from vietnamese.normalise import normalise
from vietnamese.tokens import tokenize

ANALYSER_VERSION = f"1-underthesea-{version('underthesea')}"
"""Kept analyses of another version are not read: raise the first number whenever tokens, words or definitions change."""

_IN_PROCESS = 48
"""Below this many articles, starting processes costs more than it saves."""

_CHUNK = 8

Texts = tuple[str, str, str, str]


def zone_texts(article: Article) -> Texts:
    """The text of each of ZONES, in their order."""
    return article.title, article.lead, article.body, article.captions


def words_of(text: str) -> list[str]:
    """Return underthesea's words of several syllables, normalised, lower case, joined with "_", in reading order."""
    # Imported late: half a second that reading commands need not pay.
    from underthesea import word_tokenize

    found: list[str] = []
    for line in normalise(text).split("\n"):
        if " " in line.strip():
            for word in word_tokenize(line):
                parts = str(word).lower().split()
                if len(parts) > 1 and all(part.isalpha() for part in parts):
                    found.append("_".join(parts))
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def analyse_texts(texts: Texts, *, words: bool = True) -> Analysis:
    """Analyse the texts of the four zones; ``words`` False leaves the words out (they cost 99 % of the time)."""
    numbers: dict[str, int] = {}
    runs: list[list[int]] = []
    for text in texts:
        run: list[int] = []
        sentence = -1
        for token in tokenize(text):
            if run and token.sentence != sentence:
                run.append(BREAK)
            sentence = token.sentence
            run.append(numbers.setdefault(token.text, len(numbers)))
        runs.append(run)
    vocabulary = tuple(sorted(numbers))
    renumber = np.full(len(vocabulary) + 1, BREAK, np.int32)
    renumber[[numbers[t] for t in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    zones = {zone: renumber[np.array(run, np.int64)] for zone, run in zip(ZONES, runs, strict=True)}
    whole = "\n".join(t for t in texts if t)
    pairs = dict.fromkeys((_one_line(d.abbreviation), _one_line(d.expansion)) for d in find_definitions(whole))
    return Analysis(vocabulary, zones, tuple(words_of(whole)) if words else (), tuple(pairs))


def analyse(article: Article) -> Analysis:
    """Analyse one article; the result depends on its text alone."""
    return analyse_texts(zone_texts(article))


def _analyse_packed(texts: Texts) -> bytes:
    return pack(analyse_texts(texts))


def analyse_many(articles: Iterable[Article], processes: int = 0) -> Iterator[Analysis]:
    """Yield the analysis of each article in order, in ``processes`` processes (0: one per processor)."""
    listed = [zone_texts(a) for a in articles]
    count = min(processes or len(os.sched_getaffinity(0)), -(-len(listed) // _CHUNK))
    if count <= 1 or len(listed) < _IN_PROCESS:
        yield from map(analyse_texts, listed)
        return
    # spawn: the caller may run threads (the site's worker), which a forked child must not inherit halfway.
    with get_context("spawn").Pool(count) as pool:
        for packed in pool.imap(_analyse_packed, listed, chunksize=_CHUNK):
            yield unpack(packed)


def _numbered(terms: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    distinct = sorted(set(terms))
    number = {t: i for i, t in enumerate(distinct)}
    return distinct, np.array([number[t] for t in terms], np.int32)


def pack(analysis: Analysis) -> bytes:
    """Pack an analysis into bytes: texts as one JSON line, then the arrays (16 bits where they fit), compressed."""
    distinct, running = _numbered(analysis.words)
    arrays = [*(analysis.zones[zone] for zone in ZONES), running]
    small = max(len(analysis.vocabulary), len(distinct)) < 2**15
    head = {
        "vocabulary": analysis.vocabulary,
        "words": distinct,
        "definitions": analysis.definitions,
        "sizes": [int(a.size) for a in arrays],
        "type": "<i2" if small else "<i4",
    }
    body = b"".join(a.astype(str(head["type"])).tobytes() for a in arrays)
    return zlib.compress(json.dumps(head, ensure_ascii=False).encode() + b"\n" + body, 6)


def unpack(data: bytes) -> Analysis:
    """Undo ``pack``. Raises ValueError when the bytes are damaged."""
    try:
        line, body = zlib.decompress(data).split(b"\n", 1)
        head = json.loads(line)
        flat = np.frombuffer(body, head["type"]).astype(np.int32)
        if flat.size != sum(head["sizes"]):
            raise ValueError("wrong size")
        arrays = np.split(flat, np.cumsum(head["sizes"])[:-1])
        distinct = head["words"]
        words = tuple(distinct[i] for i in arrays[-1].tolist())
        zones = dict(zip(ZONES, arrays[:-1], strict=True))
        pairs = tuple((str(a), str(b)) for a, b in head["definitions"])
        return Analysis(tuple(head["vocabulary"]), zones, words, pairs)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise ValueError(f"a kept analysis is damaged ({error})") from None
