"""Cursors of result lists: where the next page begins, and which state of the archive the page before came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEEPEST = 10_000
"""Results beyond this are fetched by narrowing the search or as an export."""

PATTERN = r"^((10000|[0-9]{1,4})-[0-9]{1,15})?$(?!\n)"
"""What a cursor looks like; empty is the first page. Python's ``$`` lets a line break pass, which JSON Schema's does not."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """``offset`` of the next hit; ``change``: the newest change the index held when the page before was made."""

    offset: int
    change: int

    def text(self) -> str:
        """Return the cursor as one word for an address."""
        return f"{self.offset}-{self.change}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """Read a cursor that fits PATTERN; None for the first page."""
        match = re.fullmatch(PATTERN, text, re.ASCII)
        if match is None or not match.group(1):
            return None
        offset, change = (int(part) for part in text.split("-"))
        return cls(offset, change)
