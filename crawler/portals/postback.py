"""Finds the further pages of ASP.NET listings, which exist only as the response to a posted form (``__doPostBack``)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from archive.canonical_url import canonicalise
from crawler.html.links import Link
from crawler.html.page import Anchor, Page

_CALL = re.compile(r"__doPostBack\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]")
_OPTIONS = re.compile(r"WebForm_PostBackOptions\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]")
_NEXT = re.compile(r"(?i)^(?:trang sau|trang tiếp|tiếp|tiếp theo|sau|next(?: page)?|xem thêm|»|›|>)$")
_ARGUMENT = re.compile(r"(?i)^page\$(\d{1,5})$")
_WEB_PART = re.compile(r"g_[0-9a-f]{8}[0-9a-f_]+")
_KEY = re.compile(r"#(?:(.*),)?trang-(\d+)$")


def find_postbacks(page: Page) -> list[Link]:
    """Find the further pages that a page's pagers lead to, each with the fields a reader's click would send.

    A page is named by its number, so that the same one reached from two pages is queued once; ``page.key`` tells which
    one this is. Every list of a page (web part) counts for itself.
    """
    if "__doPostBack" not in page.text and "DoPostBack" not in page.text:
        return []
    found: dict[str, Link] = {}
    own = _KEY.search(page.key)
    for anchor in page.anchors():
        call = _CALL.search(anchor.raw) or _OPTIONS.search(anchor.raw)
        if call is None:
            continue
        target, argument = call.groups()
        part = _WEB_PART.search(target)
        list_name = part[0] if part else ""
        current = int(own[2]) if own and (own[1] or "") == list_name else 1
        number = _page_number(anchor, argument, current)
        if number is None or number <= current:
            continue
        key = f"{quote(list_name)},trang-{number}" if list_name else f"trang-{number}"
        form, action = _read_form(anchor.element, target, argument)
        if form is not None:
            address = canonicalise(action, page.base) or canonicalise(page.url)
            link = Link(f"{address}#{key}", "page", form=form)
            found.setdefault(link.url, link)
    return list(found.values())


def _page_number(anchor: Anchor, argument: str, current: int) -> int | None:
    """Return the number of the page that a pager's link leads to, None for a link that is no pager's."""
    if told := _ARGUMENT.match(argument):
        return int(told[1])
    if re.fullmatch(r"\d{1,5}", anchor.text):
        return int(anchor.text)
    if argument.lower() == "page$next" or _NEXT.match(anchor.text):
        return current + 1
    return None


def _read_form(element: Any, target: str, argument: str) -> tuple[dict[str, str] | None, str]:
    while element is not None and element.tag != "form":
        element = element.getparent()
    if element is None:
        return None, ""
    fields = {str(e.get("name")): str(e.get("value") or "") for e in element.iter("input") if _is_sent(e)}
    for select in element.iter("select"):
        chosen = select.xpath(".//option[@selected]/@value") or select.xpath(".//option[1]/@value")
        if select.get("name") and chosen:
            fields[str(select.get("name"))] = str(chosen[0])
    fields |= {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    return fields, str(element.get("action") or "")


def _is_sent(field: Any) -> bool:
    kind = str(field.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return bool(field.get("name")) and field.get("checked") is not None
    return bool(field.get("name")) and kind in ("hidden", "text", "search")
