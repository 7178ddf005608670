"""What a page says of itself in its data: JSON-LD, meta elements, the title element. Witnesses, never the whole truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from crawler.html.elements import Elements

# Other articles that a page's data may list; what it says of them is not said of the page.
_OTHERS = (
    "itemListElement",
    "hasPart",
    "mentions",
    "isPartOf",
    "comment",
    "citation",
    "isBasedOn",
    "video",
    "publisher",
)
_BROKEN = re.compile(r'"(@type|headline|datePublished)"\s*:\s*"([^"]*)"')
_HOME = frozenset(("trang chủ", "home", "trang nhất", "trang chu", "trang chính"))
_SITE_WORD = re.compile(
    r"(?i)\b(?:báo|tạp chí|online|điện tử|cổng thông tin|tòa soạn|ban biên tập)\b|\.(?:vn|com|net)\b"
)


@dataclass(frozen=True, slots=True)
class PageData:
    """What the page says of itself. ``names`` are its titles and ``descriptions`` its leads, best first; "" is unknown.

    ``typed``: the page calls itself an article.
    """

    names: tuple[str, ...]
    site: str
    descriptions: tuple[str, ...]
    section: str
    author: str
    typed: bool


def squeezed(text: str) -> str:
    """Return ``text`` with every run of blanks, line ends included, as one blank."""
    return " ".join(text.split())


def plain(value: object) -> str:
    """Return a text of JSON-LD or of a meta element without entities, also those escaped twice; "" for no text."""
    return squeezed(unescape(unescape(value))) if isinstance(value, str) else ""


class Metas:
    """The meta elements of a page, gone through once; of several with one name the first counts."""

    def __init__(self, elements: Elements) -> None:
        self._said: dict[tuple[str, str], str] = {}
        for element in elements.named("meta"):
            for key in ("property", "name", "itemprop"):
                if name := element.get(key):
                    self._said.setdefault((key, str(name)), plain(element.get("content")))

    def say(self, name: str) -> str:
        """Return the content of the meta element of that property, name or itemprop that has any."""
        said = (self._said.get((key, name), "") for key in ("property", "name", "itemprop"))
        return next((text for text in said if text), "")


def json_ld(elements: Elements) -> Iterator[dict[str, object]]:
    """Yield every object of the page's JSON-LD, nested ones too; what is not JSON is passed over."""
    scripts = [s for s in elements.named("script") if s.get("type") == "application/ld+json"]
    for script in scripts[:20]:
        pending: list[object] = [_parsed(str(script.string or ""))]
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending += item
            elif isinstance(item, dict):
                yield item
                pending += [v for k, v in item.items() if isinstance(v, list | dict) and k not in _OTHERS]


def _parsed(text: str) -> object:
    """Return the value of a JSON text, also escaped once or twice; of a broken one the type, headline and date."""
    for candidate in (text, unescape(text), unescape(unescape(text))):
        try:
            value: object = json.loads(candidate, strict=False)
            return json.loads(value, strict=False) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
    found = {m[1]: m[2] for m in reversed(list(_BROKEN.finditer(unescape(unescape(text)))))}
    return found if "Article" in found.get("@type", "") else None


def is_article(item: dict[str, object]) -> bool:
    """Return whether a JSON-LD object describes an article."""
    return "Article" in str(item.get("@type"))


def page_data(elements: Elements) -> PageData:
    """Return what a page, still whole, says of itself."""
    items = list(json_ld(elements))
    articles = [item for item in items if is_article(item)]
    metas = Metas(elements)
    site = metas.say("og:site_name")
    shown = next((squeezed(title.get_text()) for title in elements.named("title")), "")
    headlines = [plain(item.get("headline") or item.get("name")) for item in articles]
    own = [n for n in (metas.say("og:title"), metas.say("twitter:title"), shown) if n and n != site]
    names = [*(h for h in headlines if not own or any(h in n or n in h for n in own)), *own]
    told = [plain(item.get("description")) for item in articles]
    described = [metas.say("og:description"), metas.say("description"), *told]
    return PageData(
        names=tuple(dict.fromkeys(n for n in names if n and n != site)),
        site=site,
        descriptions=tuple(dict.fromkeys(d for d in described if d)),
        section=metas.say("article:section") or _section(items, articles) or metas.say("articleSection"),
        author=_author(metas, articles, site),
        typed=metas.say("og:type") == "article" or bool(articles),
    )


def _section(items: list[dict[str, object]], articles: list[dict[str, object]]) -> str:
    """Return the last crumb of a BreadcrumbList that is not the page itself, else the article's declared section."""
    for item in items:
        if item.get("@type") == "BreadcrumbList":
            crumbs = [name for name in map(_crumb, _flat(item.get("itemListElement"))) if name]
            titles = {plain(a.get("headline")) for a in articles}
            crumbs = [c for c in crumbs if c.lower() not in _HOME and c not in titles and len(c) <= 60]
            if crumbs:
                return crumbs[-1]
    sections = [s for a in articles for s in _flat(a.get("articleSection")) if isinstance(s, str)]
    return plain(sections[-1]).split(", ")[-1] if sections else ""


def _flat(value: object) -> list[object]:
    return [inner for v in value for inner in _flat(v)] if isinstance(value, list) else [value]


def _crumb(entry: object) -> str:
    if not isinstance(entry, dict):
        return ""
    item = entry.get("item")
    return plain(entry.get("name")) or (plain(item.get("name")) if isinstance(item, dict) else "")


def _author(metas: Metas, articles: list[dict[str, object]], site: str) -> str:
    """Return the people named as authors; a name of the paper itself is no author."""
    people = [person for item in articles for person in _flat(item.get("author"))]
    named = [plain(p.get("name") if isinstance(p, dict) else p) for p in people]
    named = [n for n in dict.fromkeys(named) if is_author(n, site)]
    if named:
        return ", ".join(named)
    for key in ("article:author", "dable:author", "author"):
        if is_author(told := metas.say(key), site):
            return told.replace(";", " - ")
    return ""


def is_author(text: str, site: str) -> bool:
    """Return whether ``text`` may name a person: not the site, not an address, not a sentence."""
    same = text.lower().replace(" ", "") == site.lower().replace(" ", "")
    return bool(text) and not same and "://" not in text and len(text) <= 80 and not _SITE_WORD.search(text)
