"""A fetched page as link discovery reads it: decoded and parsed once, with lxml, many times faster than a soup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from archive.canonical_url import canonicalise
from vietnamese.encodings import repair as encodings
from vietnamese.encodings.composition import compose_markup

_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)")
_QUOTED = re.compile(
    r"""(?i)(?:location(?:\.href)?\s*=|open\w*\s*\(|go\w*\s*\(|window\.\w+\s*\()\s*['"]([^'"<>\s]+)['"]"""
)
_GENERATOR = re.compile(r"(?i)<meta\b[^>]*\bname\s*=\s*[\"']?generator\b[^>]*>")
_CONTENT = re.compile(r"(?i)\bcontent\s*=\s*[\"']?([^\"'>]*)")
_OPTION = re.compile(r"(?i)https?://|/|[\w./-]+\.(?:aspx?|html?|php)\b|\?")
_NO_SECTION = re.compile(
    r"(?i)(?:trang chủ|trang nhất|home|tin mới|tin tức(?: [-–] sự kiện)?$|tin tháng|tháng \d|lưu trữ|danh sách|kết quả|lỗi"
    r"|(?:cổng|trang) thông tin|công an (?:tỉnh|thành phố|tp))"
)
_LONG_TEXT = 300  # characters; what is longer is no item of a listing any more


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a page: ``raw`` as written, ``url`` canonical ("" when it is no address), ``text`` on one line."""

    raw: str
    url: str
    text: str
    rel: str
    element: Any


@dataclass(slots=True)
class Page:
    """A page of HTML. ``key`` is its address in the frontier, which for a posted page has a fragment."""

    url: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    root: Any = None
    _anchors: list[Anchor] | None = None
    _generator: str | None = None

    @classmethod
    def parse(cls, body: bytes, url: str, headers: Mapping[str, str] | None = None, key: str = "") -> Page:
        """Decode and parse ``body``; ``root`` is None for what is no HTML at all."""
        headers = headers or {}
        named = _CHARSET.search(headers.get("content-type", ""))
        text, encoding = encodings.decode_bytes(body, named[1] if named else None)
        if not encoding.lower().startswith("utf"):  # the section's name stands on the list, perhaps in a font's letters
            text = encodings.repair_markup(text)
        text = compose_markup(text)
        return cls(url, text, headers, key or url, _parse_html(text))

    @property
    def base(self) -> str:
        """The base URL of relative links."""
        bases = () if self.root is None else self.root.iter("base")
        told = next((element.get("href") for element in bases if element.get("href") is not None), None)
        return (canonicalise(told, self.url) if told is not None else "") or self.url

    def generator(self) -> str:
        """Return the page's generator tags, lower case; the page need not be parsed."""
        if self._generator is None:  # every family asks
            tags = _GENERATOR.findall(self.text[:200_000])
            self._generator = " ".join(m[1] for tag in tags if (m := _CONTENT.search(tag))).lower()
        return self._generator

    def anchors(self) -> list[Anchor]:
        """Return the links in page order: anchors, frames, jump menus, and addresses in scripts of links."""
        if self._anchors is None:
            base = self.base
            root = urljoin(base, "/")
            found = () if self.root is None else (_anchor_of(e, base, root) for e in self.root.iter(*_LINKING))
            self._anchors = [anchor for anchor in found if anchor is not None]
        return self._anchors

    def section(self) -> str:
        """Return the section whose list this is: the first h1, else the title up to a separator; "" for a front page."""
        names = () if self.root is None else (element_text(e) for e in self.root.iter("h1", "title"))
        name = re.split(r"\s+[|–—-]\s+|\s*\|\s*", next((n for n in names if n), ""))[0]
        return "" if len(name) > 60 or _NO_SECTION.match(name) else name


_LINKING = ("a", "area", "frame", "iframe", "option", "link")
_TEXT = etree.XPath("string()")


def whole_text(element: Any) -> str:
    """Return the text of an element as it stands, without its comments."""
    return str(_TEXT(element))


def element_text(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join(whole_text(element).split())


def item_text(element: Any) -> str:
    """Return the text of the listing item round a link: its nearest ancestors while they stay short."""
    text = ""
    for _ in range(4):
        element = element.getparent()
        if element is None or len(wider := element_text(element)) > _LONG_TEXT:
            break
        text = wider
    return text


def _parse_html(text: str) -> Any:
    # Not lxml.html's parser: its elements are looked up by class at every step over a page, and nobody asks for what they can.
    parser = etree.HTMLParser(encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


@lru_cache(maxsize=8192)
def _canonicalise_cached(raw: str, base: str) -> str:
    return canonicalise(raw, base)


def _anchor_of(element: Any, base: str, root: str) -> Anchor | None:
    """Return the link of an element, None when it leads nowhere. ``root`` is the front page of ``base``'s site."""
    rel = str(element.get("rel") or "").lower()
    if element.tag == "link" and "alternate" not in rel and "next" not in rel and "api.w.org" not in rel:
        return None
    raw = str(element.get("href") or element.get("src") or "").strip()
    if element.tag == "option":
        raw = str(element.get("value") or "").strip()
        if not _OPTION.match(raw):
            return None
    scripted = raw.lower().startswith("javascript:") or (raw in ("", "#") and element.get("onclick"))
    if scripted:
        found = _QUOTED.search(f"{raw} {element.get('onclick') or ''}")
        raw_url = found[1] if found and "__doPostBack" not in raw else ""
    else:
        raw_url = raw
    url = ""
    if raw_url and not raw_url.startswith("#"):
        # The same menu stands on every page: an address from the root is worked out once for all of them.
        url = _canonicalise_cached(raw_url, root if raw_url.startswith(("/", "http")) else base)
    if not url and "__doPostBack" not in raw and "DoPostBack" not in raw:
        return None
    return Anchor(raw, url, element_text(element) if element.tag in ("a", "area") else "", rel, element)
