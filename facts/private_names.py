"""Masks the names of private persons in what pages of facts quote: "N.V.G." for the whole name."""

from __future__ import annotations

import re
from collections.abc import Sequence


def initials_of(name: str) -> str:
    """Return the initials that stand for a private name: "N.V.G."."""
    return "".join(f"{part[0].upper()}." for part in name.split())


def unmask(text: str, names: Sequence[str]) -> str:
    """Return a masked text with the names again, for comparing texts inside the writer: never shown, never kept."""
    for name in names:
        text = text.replace(initials_of(name), name)
    return text


class InitialsMasker:
    """Masks whole names by their initials; a name that another capitalised syllable goes on is another name."""

    def __init__(self, names: Sequence[str]) -> None:
        longest = sorted({form for name in names for form in (name, name.upper())}, key=len, reverse=True)
        pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
        self._names = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)(?! [^\W\d_a-zà-ỹđ][^\W\d_]*(?!\w))") if names else None

    def __bool__(self) -> bool:
        """Tell whether any name is known."""
        return self._names is not None

    def mask(self, text: str) -> str:
        """Return ``text`` with every name as initials; the same object when it has none."""
        if self._names is None or not self._names.search(text):
            return text
        return self._names.sub(lambda match: initials_of(match[0]), text)
