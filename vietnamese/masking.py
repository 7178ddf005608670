"""Masks names in texts: every way of writing a hidden name that a search for it would find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar, cast

from vietnamese.spelling.tokens import Token, tokenize

MASK = "[tên đã ẩn]"


T = TypeVar("T")


class TextMasker(Protocol):
    """Masks names in a text."""

    def mask(self, text: str, /) -> str:
        """Return the text with its names masked; the same object when it has none."""


def mask_value(value: T, masker: TextMasker) -> T:
    """Return a frozen dataclass, tuple or text with every name masked; the same object when it has none."""
    if isinstance(value, str):
        return cast(T, masker.mask(value))
    if isinstance(value, tuple):
        parts = tuple(mask_value(part, masker) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else cast(T, parts)
    if is_dataclass(value) and not isinstance(value, type):
        new = {f.name: mask_value(getattr(value, f.name), masker) for f in fields(value)}
        changed = {name: part for name, part in new.items() if part is not getattr(value, name)}
        return cast(T, replace(cast(Any, value), **changed)) if changed else value
    return value


class Masker:
    """Masks some names: ``mask`` puts MASK in their place. A name matches with any tone placement and case, or typed without
    accents; its syllables stand side by side in one sentence."""

    def __init__(self, names: Iterable[str]) -> None:
        forms = [tuple(tokenize(name)) for name in names]
        self._by_first: dict[str, list[tuple[Token, ...]]] = {}
        for form in sorted((f for f in forms if f), key=len, reverse=True):
            self._by_first.setdefault(form[0].folded, []).append(form)
        self._run_together = {"".join(token.folded for token in form) for form in forms if len(form) > 1}

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

    def is_named_in(self, address: str) -> bool:
        """Tell whether the words of an address hold a name, also run together ("tranvanmau")."""
        if next(self.find_spans(address), None):
            return True
        return any(token.folded in self._run_together for token in tokenize(address))

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
