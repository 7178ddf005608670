"""Writes out the article that a page keeps in its scripts: portals whose text only a browser puts together show none of it.

Read are the JSON-LD's ``articleBody`` and the data of Next.js, Nuxt and the like: the object whose title is the page's own.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from html import escape

from bs4 import BeautifulSoup

from crawler.html.elements import Elements
from crawler.html.metadata import NO_DATA, iter_json_ld, read_page_data, squeeze_blanks, unescape_text

_LEAST = 200  # characters of a text
_TITLE = 15
_ASSIGNED = re.compile(r"(?s)\s*window\.\w+\s*=\s*([{\[].*[}\]])\s*;?\s*")
_HELD = re.compile(r"articleBody|application/json|window\.\w+\s*=\s*[{\[]")
_TITLES = ("title", "headline", "name", "tieude", "postTitle")
_LEADS = (
    "summary",
    "sapo",
    "description",
    "excerpt",
    "lead",
    "intro",
    "shortDescription",
    "short_description",
    "tomtat",
)
_DAYS = ("publishedAt", "published_at", "publishDate", "publish_date", "publishedDate", "publishTime", "datePublished")
_DAYS_OF_ENTRY = ("createdAt", "created_at", "createdDate", "date", "ngaydang")
_AUTHORS = ("author", "authors", "authorName", "author_name", "byline", "tacgia")
_SECTIONS = ("category", "categories", "categoryName", "category_name", "section", "zone", "chuyenmuc")


def write_scripted_article(markup: str) -> str | None:
    """Return a page with the article of its scripts written at its end, as a browser would show it; None without one."""
    if not _HELD.search(markup):
        return None
    elements = Elements(BeautifulSoup(markup, "lxml"))
    titles = {t.lower() for t in (read_page_data(elements) or NO_DATA).titles if len(t) > _TITLE}
    for told in (*iter_json_ld(elements), *_iter_scripted(elements)):
        title = _text_at(told, _TITLES)
        text = max((v for v in told.values() if isinstance(v, str)), key=len, default="")
        if len(title) > _TITLE and _is_of(title.lower(), titles) and _count_shown(text) >= _LEAST:
            return f"{markup}{_write(told, title, text)}"
    return None


def _is_of(title: str, titles: set[str]) -> bool:
    return any(title in own or own in title for own in titles)


def _iter_scripted(elements: Elements) -> Iterator[dict[str, object]]:
    """Yield every object of the page's data, in the order in which it stands; Nuxt's numbers of places are followed."""
    for script in elements.by_name("script"):
        said = str(script.string or "")
        assigned = _ASSIGNED.fullmatch(said)
        if assigned is None and script.get("type") != "application/json":
            continue
        try:
            root: object = json.loads(assigned[1] if assigned else said, strict=False)
        except (ValueError, RecursionError):
            continue
        pending = deque([root])
        while pending:
            item = pending.popleft()
            if isinstance(item, dict):
                yield {key: _follow(value, root) for key, value in item.items()}
                pending += [value for value in item.values() if isinstance(value, list | dict)]
            elif isinstance(item, list):
                pending += [value for value in item if isinstance(value, list | dict)]


def _follow(value: object, root: object) -> object:
    """Return the text that a number means as a place in a list of everything, as Nuxt writes; else the value."""
    placed = isinstance(root, list) and type(value) is int and 0 < value < len(root)
    return root[value] if placed and isinstance(root, list) and isinstance(value, int) else value


def _text_at(told: Mapping[str, object], keys: tuple[str, ...]) -> str:
    """Return the text of the first of ``keys`` that has one, whatever its letters; of an object its name, of a list its first."""
    lower = {str(key).lower(): value for key, value in told.items()}
    for key in keys:
        value = lower.get(key.lower())
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str | int) and not isinstance(value, bool) and (said := unescape_text(str(value))):
            return said
    return ""


def _count_shown(text: str) -> int:
    return len(squeeze_blanks(re.sub(r"<[^>]*>", " ", text)))


def _write(told: Mapping[str, object], title: str, text: str) -> str:
    if not re.search(r"<(?:p|div|br)\b", text):
        text = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    day = _text_at(told, _DAYS) or _text_at(told, _DAYS_OF_ENTRY)
    lead = _text_at(told, _LEADS)
    return (
        f'<article><a class="category">{escape(_text_at(told, _SECTIONS))}</a><h1>{escape(title)}</h1><time datetime="{escape(day)}"></time>'
        f'<p class="sapo">{escape(lead) if _count_shown(lead) < len(text) else ""}</p><div itemprop="articleBody">{text}</div>'
        f'<p class="author">{escape(_text_at(told, _AUTHORS))}</p></article>'
    )
