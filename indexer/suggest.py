"""Typing help from the index's own vocabulary: raw Telex and VNI words, and spelling ("Ý bạn là")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from indexer.model import Engine, Understood
from vietnamese.normalise import fold, normalise
from vietnamese.telex import compose_telex, compose_vni, is_syllable
from vietnamese.tokens import Token, tokenize

_LETTERS = "abcdeghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_ENOUGH = 3
"""Articles a word must be in before it is offered."""


def frequency(engine: Engine, term: str, *, folded: bool = False) -> int:
    """Most articles that hold a term in a zone of text."""
    end = "_folded" if folded else ""
    return max(engine.postings(zone + end, term).docs.size for zone in ("title", "lead", "body"))


def _compose(engine: Engine, raw: str) -> str | None:
    """The word that raw keys stand for, when the archive has it and hardly has the keys as a word."""
    lower = raw.lower()
    if not re.fullmatch(r"[A-Za-z]+[0-9A-Za-z]*", raw) or len(raw) < 3 or is_syllable(lower):
        return None
    seen = frequency(engine, lower, folded=True)
    for word in (compose_telex(lower), compose_vni(lower)):
        if word and word != lower and frequency(engine, normalise(word)) > 20 * seen:
            return word
    return None


def composed(engine: Engine, text: str) -> tuple[str, tuple[Understood, ...]]:
    """Return the text with words in raw Telex or VNI keys composed, and what was understood."""
    notes: list[Understood] = []

    def replace(match: re.Match[str]) -> str:
        word = _compose(engine, match.group())
        if word is None:
            return match.group()
        notes.append(Understood("telex", match.group(), f"“{match.group()}” được hiểu là “{word}”"))
        return word

    return re.sub(r"(?<![\w+/\-\"])[A-Za-z][A-Za-z0-9]{2,9}(?![\w/:*])", replace, text), tuple(notes)


@lru_cache(maxsize=4096)
def _edits(word: str) -> frozenset[str]:
    letters = _PLAIN if word.isascii() else _LETTERS
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    out |= {a + c + b[1:] for a, b in cuts if b for c in letters}
    out |= {a + c + b for a, b in cuts for c in letters}
    return frozenset(out - {word, ""})


def _candidates(word: Token, counts: Mapping[str, int], *, folded: bool) -> list[str]:
    own = word.folded if folded else word.text
    near = {c for c in _edits(own) if counts.get(c, 0) >= _ENOUGH}
    if not near and 4 < len(own) < 10 and own.isascii():
        near = {c for e in _edits(own) for c in _edits(e) if counts.get(c, 0) >= _ENOUGH}
    return sorted(near, key=lambda c: -counts[c])[:40]


def suggestion(engine: Engine, text: str) -> str | None:
    """Return the query with each misspelt word replaced by the archive's own, judged by its neighbours; None if fine."""
    tokens = [t for t in tokenize(text) if t.kind == "word"]
    if not tokens or len(tokens) > 24:
        return None
    folded = all(t.text == t.folded for t in tokens)
    end = "_folded" if folded else ""
    counts = engine.vocabulary(f"body{end}") or engine.vocabulary(f"title{end}")

    def spelt(token: Token) -> str:
        return token.folded if folded else token.text

    def pairs(before: str | None, word: str, after: str | None) -> int:
        found = 0
        for pair in ((before, word), (word, after)):
            if all(pair):
                found += sum(engine.phrase(z + end, [p for p in pair if p]).docs.size for z in ("title", "body"))
        return found

    words = [spelt(t) for t in tokens]
    out, changed = text, False
    for i in reversed(range(len(tokens))):
        own = counts.get(words[i], 0)
        if own >= _ENOUGH or any(c.isdigit() for c in words[i]) or not 2 <= len(words[i]) <= 16:
            continue
        before, after = (words[i - 1] if i else None), (words[i + 1] if i + 1 < len(words) else None)
        near = _candidates(tokens[i], counts, folded=folded)
        if not near:
            continue
        best = max(near, key=lambda c: (pairs(before, c, after), counts[c]))
        if counts[best] <= 10 * own or (len(tokens) > 1 and not pairs(before, best, after) and len(words[i]) < 4):
            continue
        words[i] = best
        out = out[: tokens[i].start] + best + out[tokens[i].end :]
        changed = True
    return out if changed and fold(out) != "" else None
