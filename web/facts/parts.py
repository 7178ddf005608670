"""Pages of facts in parts: a page begins each of its long lists, an address of its own goes on with one (``?phan=bai&trang=2``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, request

from facts.reading.views import Window
from web.view.search_params import page_number

FIRST = 10
"""Items of each list on the page itself."""
SIZE = 25
"""Items on a page of one list."""

SLUGS: Mapping[str, str] = {
    "holdings": "chuc-vu",
    "events": "su-kien",
    "quotes": "phat-bieu",
    "mentions": "bai",
    "citations": "cau",
    "coverage": "bai-dua-tin",
    "came": "nguoi-du",
    "named": "duoc-nhac",
    "documents": "van-ban",
    "measures": "qua-cac-nam",
    "figures": "so-lieu",
    "captions": "anh",
}
"""List of a page -> its word in addresses."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """What of a page's lists is shown: ``window`` is read; ``number`` is the page of the one list, 1 of the whole."""

    window: Window
    number: int

    @property
    def whole(self) -> bool:
        """Tell whether the page begins every list."""
        return not self.window.part

    def goes_on(self, part: str, total: int) -> bool:
        """Tell whether a page that begins a list of ``total`` items leaves some out."""
        return self.whole and total > FIRST

    def last_of(self, total: int) -> int:
        """Return the last page of a list of ``total`` items."""
        return max(1, -(-total // SIZE))

    def address(self, part: str, number: int = 1) -> str:
        """Return the address of a page of one list."""
        asked = {"phan": SLUGS[part]} | ({"trang": str(number)} if number > 1 else {})
        return f"{request.script_root}{request.path}?{urlencode(asked)}"


def read_parts() -> PageParts:
    """Return what the present request asks for; an unknown list is not found."""
    asked = request.args.get("phan", "")
    part = next((name for name, slug in SLUGS.items() if slug == asked), "")
    if asked and not part:
        abort(404)
    number = page_number(request.args) if part else 1
    return PageParts(Window(part, (number - 1) * SIZE, SIZE if part else FIRST), number)
