"""Pages of the long lists of the administration: which part is shown and where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from web.view.search_params import page_number

SIZE = 50
"""Lines of a page."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Page ``number`` (from 1) of ``last``; ``before`` and ``after`` are addresses, "" where there is none."""

    number: int
    last: int
    size: int
    total: int
    before: str
    after: str

    @property
    def offset(self) -> int:
        """How many lines come before this page."""
        return (self.number - 1) * self.size


def read_list_page(total: int, size: int = SIZE) -> ListPage:
    """Return the page of a list of ``total`` lines that the present request asks for; the last one when it asks for more."""
    last = max(1, -(-total // size))
    number = min(page_number(request.args), last)
    return ListPage(
        number,
        last,
        size,
        total,
        _address_of(number - 1) if number > 1 else "",
        _address_of(number + 1) if number < last else "",
    )


def _address_of(number: int) -> str:
    values = {name: value for name, value in request.args.items() if name != "trang" and value}
    if number > 1:
        values["trang"] = str(number)
    return f"{request.script_root}{request.path}" + (f"?{urlencode(values)}" if values else "")
