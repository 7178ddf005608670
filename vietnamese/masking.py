"""Masks names in texts: every way of writing a hidden name that a search for it would find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vietnamese.spelling.tokens import Token, tokenize

MASK = "[tên đã ẩn]"


class Masker:
    """Masks some names: ``mask`` puts MASK in their place. A name matches with any tone placement and case, or typed without
    accents; its syllables stand side by side in one sentence."""

    def __init__(self, names: Iterable[str]) -> None:
        forms = [tuple(tokenize(name)) for name in names]
        self._by_first: dict[str, list[tuple[Token, ...]]] = {}
        for form in sorted((f for f in forms if f), key=len, reverse=True):
            self._by_first.setdefault(form[0].folded, []).append(form)

    def __bool__(self) -> bool:
        """Tell whether any name is known."""
        return bool(self._by_first)

    def find_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names begin and end, in order, never overlapping."""
        tokens = tokenize(text) if self._by_first else []
        at = 0
        while at < len(tokens):
            size = next((len(f) for f in self._by_first.get(tokens[at].folded, ()) if _is_name_at(f, tokens, at)), 0)
            if size:
                yield tokens[at].start, tokens[at + size - 1].end
            at += size or 1

    def mask(self, text: str, mask: str = MASK) -> str:
        """Return the text with ``mask`` for every name; the same object when it has none."""
        parts: list[str] = []
        done = 0
        for start, end in self.find_spans(text):
            parts += (text[done:start], mask)
            done = end
        return "".join((*parts, text[done:])) if parts else text


def _is_name_at(form: tuple[Token, ...], tokens: list[Token], at: int) -> bool:
    part = tokens[at : at + len(form)]
    if len(part) < len(form) or part[0].sentence != part[-1].sentence:
        return False
    plain = all(token.text == token.folded for token in part)
    return all(a.folded == b.folded if plain else a.text == b.text for a, b in zip(part, form, strict=True))
