"""Reads a page's metadata: JSON-LD, meta elements, the title element. Witnesses, never the whole truth."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape

from crawler.html.elements import Elements

# Other articles that a page's data may list; what it says of them is not said of the page.
_RELATED = (
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
_LISTS = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))
_HOME = frozenset(("trang chủ", "home", "trang nhất", "trang chu", "trang chính"))
_ACCOUNT = re.compile(
    r"(?i)(?:super ?user|(?:liferay |site |web ?)?admin(?:istrator)?s?\d*|admin[\w.@-]*|quản trị(?: viên| hệ thống| website| cổng)?|(?:ban )?quản trị"
    r"|quan ?tri(?: ?vien)?|webmaster|root|system(?: account)?|sharepoint\\\w+|editor\d*|user\d*|test\d*|(?:guest|anonymous|unknown)\d*|khách|bientap\w*)"
)
_SITE_AFTER = re.compile(r"\s+[|–—-]\s+")
_SITE_WORD = re.compile(
    r"(?i)\b(?:báo|tạp chí|online|điện tử|cổng thông tin|tòa soạn|ban biên tập|bao dien tu|bao (?:dien tu )?online)\b|\.(?:vn|com|net)\b"
)


@dataclass(frozen=True, slots=True)
class PageData:
    """Metadata of a page: ``titles``, ``descriptions`` and ``sections`` as declared, best first; "" is unknown. ``crumb`` is the
    section that its breadcrumb names.

    ``is_article``: the page declares itself an article; ``is_described``: its JSON-LD describes one of its title; ``is_list``:
    a collection, a search or a profile.
    """

    titles: tuple[str, ...]
    site: str
    descriptions: tuple[str, ...]
    sections: tuple[str, ...]
    crumb: str
    author: str
    is_article: bool
    is_described: bool
    is_list: bool


NO_DATA = PageData((), "", (), (), "", "", False, False, False)
"""The metadata of a page that says nothing of itself."""


def squeeze_blanks(text: str) -> str:
    """Return ``text`` with every run of blanks, line ends included, as one blank."""
    return " ".join(text.split())


def unescape_text(value: object) -> str:
    """Return a text of JSON-LD or of a meta element without entities, also those escaped twice; "" for no text."""
    return squeeze_blanks(unescape(unescape(value))) if isinstance(value, str) else ""


class MetaElements:
    """The meta elements of a page by name; of several with one name the first counts."""

    def __init__(self, elements: Elements) -> None:
        self._contents: dict[tuple[str, str], str] = {}
        for element in elements.by_name("meta"):
            for key in ("property", "name", "itemprop"):
                if name := element.get(key):
                    self._contents.setdefault((key, str(name)), unescape_text(element.get("content")))

    def content_of(self, name: str) -> str:
        """Return the content of the meta element of that property, name or itemprop that has any."""
        said = (self._contents.get((key, name), "") for key in ("property", "name", "itemprop"))
        return next((text for text in said if text), "")


def iter_json_ld(elements: Elements) -> Iterator[dict[str, object]]:
    """Yield every object of the page's JSON-LD, nested ones too; what is not JSON is passed over."""
    scripts = [s for s in elements.by_name("script") if s.get("type") == "application/ld+json"]
    for script in scripts[:20]:
        pending: deque[object] = deque([_parse_json(str(script.string or ""))])
        while pending:
            item = pending.popleft()
            if isinstance(item, list):
                pending += item
            elif isinstance(item, dict):
                yield item
                pending += [v for k, v in item.items() if isinstance(v, list | dict) and k not in _RELATED]


def _parse_json(text: str) -> object:
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


def read_page_data(elements: Elements) -> PageData:
    """Read the metadata of a page that is still whole."""
    items = list(iter_json_ld(elements))
    articles = [item for item in items if is_article(item)]
    metas = MetaElements(elements)
    site = metas.content_of("og:site_name")
    shown = next((squeeze_blanks(title.get_text()) for title in elements.by_name("title")), "")
    headlines = [unescape_text(item.get("headline") or item.get("name")) for item in articles]
    own = [n for n in (metas.content_of("og:title"), metas.content_of("twitter:title"), shown) if n and n != site]
    names = [*(h for h in headlines if not own or any(h in n or n in h for n in own)), *own]
    told = [unescape_text(item.get("description")) for item in articles]
    described = [metas.content_of("og:description"), metas.content_of("description"), *told]
    crumb = _find_crumb(items, {*headlines, *names})
    return PageData(
        titles=tuple(dict.fromkeys(n for n in names if n and n != site)),
        site=site,
        descriptions=tuple(dict.fromkeys(d for d in described if d)),
        sections=tuple(
            s
            for s in (
                metas.content_of("article:section"),
                crumb,
                _find_declared_section(articles),
                metas.content_of("articleSection"),
            )
            if s
        ),
        crumb=crumb,
        author=_find_author(metas, articles, site),
        is_article=metas.content_of("og:type") == "article" or bool(articles),
        is_described=any(h and any(h in n or n in h for n in own) for h in headlines),
        is_list=not articles
        and (metas.content_of("og:type") == "profile" or any(str(item.get("@type")) in _LISTS for item in items)),
    )


def _find_crumb(items: list[dict[str, object]], titles: Collection[str]) -> str:
    """Return the last crumb of a BreadcrumbList that is not the page itself, "" without one."""
    for item in items:
        if item.get("@type") == "BreadcrumbList":
            crumbs = [name for name in map(_crumb_name, _flatten(item.get("itemListElement"))) if name]
            told = {part for title in titles for part in (title, _SITE_AFTER.split(title)[0])}
            crumbs = [c for c in crumbs if c.lower() not in _HOME and c not in told and len(c) <= 60]
            if crumbs:
                return crumbs[-1]
    return ""


def _find_declared_section(articles: list[dict[str, object]]) -> str:
    sections = [s for a in articles for s in _flatten(a.get("articleSection")) if isinstance(s, str)]
    return unescape_text(sections[-1]) if sections else ""


def _flatten(value: object) -> list[object]:
    return [inner for v in value for inner in _flatten(v)] if isinstance(value, list) else [value]


def _crumb_name(entry: object) -> str:
    if not isinstance(entry, dict):
        return ""
    item = entry.get("item")
    return unescape_text(entry.get("name")) or (unescape_text(item.get("name")) if isinstance(item, dict) else "")


def _find_author(metas: MetaElements, articles: list[dict[str, object]], site: str) -> str:
    """Return the people named as authors; a name of the paper itself is no author."""
    people = [person for item in articles for person in _flatten(item.get("author"))]
    named = [unescape_text(p.get("name") if isinstance(p, dict) else p) for p in people]
    named = [n for n in dict.fromkeys(named) if is_author(n, site)]
    if named:
        return ", ".join(named)
    for key in ("article:author", "dable:author", "author"):
        if is_author(told := metas.content_of(key), site):
            return told.replace(";", " - ")
    return ""


def is_author(text: str, site: str) -> bool:
    """Return whether ``text`` may name a person: not the site, not an account, not an address, not a sentence."""
    same = text.lower().replace(" ", "") == site.lower().replace(" ", "")
    named = bool(text) and not same and "://" not in text and len(text) <= 80
    return named and not _SITE_WORD.search(text) and not is_account(text)


def is_account(text: str) -> bool:
    """Return whether ``text`` is what a system calls the account of whoever typed an article in, and nobody's name."""
    return bool(_ACCOUNT.fullmatch(text.strip()))
