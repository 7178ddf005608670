"""Finds the one section that an article is filed under: its breadcrumb, what its metadata declare, a link beside the title."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, Tag

from crawler.html.boilerplate import class_names
from crawler.html.elements import Elements, find_above, iter_behind
from crawler.html.metadata import PageData, squeeze_blanks
from crawler.html.trail import LONGEST, is_home, is_trail, nearest_section
from vietnamese.spelling.normalise import fold

_CRUMB = re.compile(
    r"(?i)breadcrumb|duong[-_]?dan|bread-crumb|\bb?crumbs?\b|(?:^|[-_ ])bread(?:$|[-_ ])|đường dẫn|site[-_]?map[-_]?path|path[-_]?way"
)
_CATEGORY = re.compile(
    r"(?i)(?:^|[-_ ])(?:cat(?:e(?:gory)?)?(?:[-_](?:name|title|links?))?|chuyen[-_]?muc|(?:section|zone)[-_]name|terms-list(?:-item)?)\b|cate-name"
)
_CATEGORY_PATH = re.compile(r"(?i)/(?:category|categories|chuyen-?muc|danh-?muc)/")
_BESIDE = 3  # elements round a link that may stand beside the title
_TRAIL = re.compile(r"[\s»›>/→:]*[»›>/→][\s»›>/→:]*")
_LINKS = 12  # looked at on each side of the title
_CRUMBS = 5  # links of a trail that no class names

_LETTERS = re.compile(r"[a-z0-9]+")
_ENDING = re.compile(r"\.\w{2,5}$")
_BETWEEN = re.compile(r"\s*[,;|]\s*")


def find_section(elements: Elements, data: PageData) -> str:
    """Return the section that a page, still whole, names; "" without one. Of several names in one the last, the nearest.

    A breadcrumb that is read goes before a list of names, and a name that the page's own menu has is one name.
    """
    for told in data.sections:
        names = _split_names(told)
        if len(names) == 1:
            return told
        linked = {squeeze_blanks(a.get_text(" ")) for a in elements.by_name("a")}
        return told if told in linked else data.crumb or _find_crumb(elements, data) or names[-1]
    return _find_crumb(elements, data)


def _split_names(told: str) -> list[str]:
    """Return the names of a list of sections; "Văn hóa, thể thao" is one name, for the second begins small."""
    names = [name for name in _BETWEEN.split(told) if name]
    return names if all(name[0].isupper() for name in names) else [told]


def _find_crumb(elements: Elements, data: PageData) -> str:
    read = (nearest_section(element, data.titles) for element in elements.by_label(_CRUMB)[:4])
    return next((name for name in read if name), "")


def find_category(heading: Tag | None) -> str:
    """Return the link beside the title that is called the category, or ends the trail of links above it ("Tin tức » An ninh")."""
    if heading is None:
        return ""
    above = list(islice((e for e in heading.previous_elements if isinstance(e, Tag) and e.name == "a"), _LINKS))
    for link in [*above, *islice(iter_behind(heading, "a"), _LINKS)]:
        called = " ".join(
            f"{class_names(e)} {e.get('data-role') or ''}" for e in (link, link.parent) if isinstance(e, Tag)
        )
        told = _CATEGORY.search(called) or "category" in link.get_attribute_list("rel")
        # What a builder of pages makes has no name of its own, but leads to a category and stands beside the title.
        beside = any(e is heading.parent for e in islice(link.parents, _BESIDE))
        told = bool(told) or (beside and _CATEGORY_PATH.search(str(link.get("href") or "")) is not None)
        name = squeeze_blanks(link.get_text(" "))
        if told and 2 <= len(name) <= 40 and not is_home(name):
            return name
    return next((name for link in above if (name := _last_of_trail(link))), "")


def find_section_by_address(elements: Elements, url: str) -> str:
    """Return the text of the page's link whose address is the nearest folder above the page's own; "" without one.

    Else the heading whose words are the name of a folder ("Tin tức - Sự kiện" of /tin-tuc-su-kien/).
    """
    here = urlsplit(url)
    found: tuple[int, str] = (0, "")
    for link in elements.by_name("a"):
        address = str(link.get("href") or "#")
        if address[0] in "#?" or address.startswith(("javascript:", "mailto:", "tel:")):
            continue
        folder = _ENDING.sub("", address.partition("#")[0]).rstrip("/")
        if address[0] == "/" and address[1:2] != "/" and not here.path.startswith(folder):
            continue  # most links of a page: nothing above its own address
        above = urlsplit(urljoin(url, address))
        folder = _ENDING.sub("", above.path).rstrip("/")
        inside = here.path.startswith(f"{folder}/") and here.path.rstrip("/") != folder
        if len(folder) <= max(1, found[0]) or not inside or above.query or above.hostname != here.hostname:
            continue
        name = squeeze_blanks(link.get_text(" "))
        if 2 <= len(name) <= LONGEST and not is_home(name):
            found = len(folder), name
    if found[1]:
        return found[1]
    folders = here.path.lower().split("/")[1:-1]
    shown = (squeeze_blanks(e.get_text(" ")) for e in elements.by_name("h1", "h2", "h3", "a"))
    named = (s for s in shown if 2 <= len(s) <= LONGEST and not is_home(s))
    return next((s for s in named if "-".join(_LETTERS.findall(fold(s))) in folders), "")


def _last_of_trail(link: Tag) -> str:
    """Return the text of a link that ends a row of nothing but links parted by arrows or strokes; "" for any other.

    Without signs the addresses tell: each leads below the one before it.
    """
    row = link.parent
    links = row.find_all("a") if isinstance(row, Tag) else []
    if not isinstance(row, Tag) or not 1 < len(links) <= _CRUMBS or links[-1] is not link:
        return ""
    beside = "".join(
        s for s in row.find_all(string=True) if isinstance(s, NavigableString) and find_above(s, "a") is None
    )
    name = squeeze_blanks(link.get_text(" "))
    told = _TRAIL.fullmatch(beside) or (not beside.strip() and _lead_below(links))
    return name if told and 2 <= len(name) <= LONGEST and not is_home(name) else ""


def _lead_below(links: list[Tag]) -> bool:
    """Return whether each of some links, more than two, leads to a place below the one before it."""
    paths = [_ENDING.sub("", urlsplit(str(a.get("href") or "")).path).rstrip("/") for a in links]
    return len(paths) > 2 and all(b.startswith(f"{a}/") for a, b in pairwise(paths))


def read_named_section(element: Tag | None, data: PageData) -> str:
    """Return the section that a selector names: of a whole trail its nearest part, else the text."""
    if element is None:
        return ""
    return nearest_section(element, data.titles) if is_trail(element) else squeeze_blanks(element.get_text(" "))
