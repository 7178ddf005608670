"""Real pages broken as real pages are: boxes in boxes, labels twice, unclosed, empty and lost elements, deep nests, odd attributes.

Pages are changed as text, tag by tag, so that what a parser makes of them is the parser's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from tests.portals.catalogue import PORTALS
from tests.portals.material import articles
from tests.support.paper_pages import PAPERS
from tests.support.paths import DATA, texts_folder

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_BOXES = (
    "<div class='tin-lien-quan'>{}</div>",
    "<div class='box-social share tags'>{}</div>",
    "<aside>{}</aside>",
    "<nav><ul><li>{}</li></ul></nav>",
    "<form action='http://[x'>{}</form>",
    "<table><tr><td>{}</td></tr></table>",
    "<div hidden style='display:none'>{}</div>",
    "<figure><figcaption>{}</figcaption></figure>",
    "<a href='/bai-khac-{0}.html'>{}</a>",
    "<div class='quang-cao'><div class='quang-cao'>{}</div></div>",
)
_LABELS = ("Tin liên quan", "Xem thêm", "Đọc thêm:", "Tin mới", "Từ khóa:", "Bình luận (0)", "Theo Báo Mẫu", "Tác giả:")
_VALUES = (
    "", " ", "]]>", "http://[", "//", "javascript:void(0)", "?=&=", "%", "\x00", "99/99/9999 99:99", "2025-02-31T25:61:00+99:99",
    "{", "[[[", "&#x110000;", "&#xD800;", "1e400", "a" * 3000, "tin-lien-quan noi-dung", "datePublished", "NaN", "-1",
)  # fmt: skip
_NAMES = (
    "class",
    "id",
    "href",
    "itemprop",
    "content",
    "datetime",
    "rel",
    "style",
    "align",
    "src",
    "alt",
    "name",
    "type",
    "property",
)

Mutation = Callable[[str, Random], str]


def _tags(page: str) -> list[re.Match[str]]:
    return list(_TAG.finditer(page))


def _at(page: str, random: Random, opening: bool | None = None) -> re.Match[str] | None:
    found = [t for t in _tags(page) if opening is None or (not t[1]) is opening]
    return random.choice(found) if found else None


def _cut(page: str, tag: re.Match[str] | None, instead: str = "") -> str:
    return page if tag is None else page[: tag.start()] + instead + page[tag.end() :]


def box_in_box(page: str, random: Random) -> str:
    """Wrap what stands between two tags in boxes."""
    tags = _tags(page)
    if len(tags) < 2:
        return page
    start = random.randrange(len(tags) - 1)
    end = min(len(tags) - 1, start + random.choice((1, 2, 6, 30, len(tags))))
    inside = page[tags[start].end() : tags[end].start()]
    for box in random.choices(_BOXES, k=random.randint(1, 3)):
        inside = box.replace("{}", "\0").replace("{0}", "7").replace("\0", inside)
    return page[: tags[start].end()] + inside + page[tags[end].start() :]


def label_twice(page: str, random: Random) -> str:
    """Put a headline of a box somewhere, twice, with a link."""
    tag, label = _at(page, random), random.choice(_LABELS)
    shown = f"<b>{label}</b><a href='/bai-{random.randrange(99999)}.html'>{label}</a>"
    return page if tag is None else page[: tag.end()] + shown + f"<h3>{label}</h3>" + page[tag.end() :]


def unclosed(page: str, random: Random) -> str:
    """Leave out an end tag."""
    return _cut(page, _at(page, random, opening=False))


def lost_parent(page: str, random: Random) -> str:
    """Leave out a start tag."""
    return _cut(page, _at(page, random, opening=True))


def emptied(page: str, random: Random) -> str:
    """Empty an element: what stands between its tag and the next of its name is gone."""
    tag = _at(page, random, opening=True)
    if tag is None:
        return page
    end = page.find(f"</{tag[2]}", tag.end())
    return page if end < 0 else page[: tag.end()] + page[end:]


def doubled(page: str, random: Random) -> str:
    """Say an element twice."""
    tag = _at(page, random, opening=True)
    if tag is None:
        return page
    end = page.find(f"</{tag[2]}", tag.end())
    return page if end < 0 else page[:end] + page[tag.start() : end] + page[end:]


def nested(page: str, random: Random) -> str:
    """Put a place of the page into many elements."""
    tag, count = _at(page, random), random.choice((20, 120, 600))
    name = random.choice(("div", "span", "b", "ul><li", "table><tr><td", "a href='#'", "blockquote"))
    return page if tag is None else page[: tag.end()] + f"<{name}>" * count + page[tag.end() :]


def odd_attribute(page: str, random: Random) -> str:
    """Give an element an attribute with a value that nobody expects, or write one it has anew."""
    tag = _at(page, random, opening=True)
    if tag is None:
        return page
    name, value = random.choice(_NAMES), random.choice(_VALUES)
    kept = re.sub(rf"\s{name}\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", "", tag[3])
    return _cut(page, tag, f'<{tag[2]} {name}="{value}"{kept}>')


def no_attributes(page: str, random: Random) -> str:
    """Take every attribute of one name off the page."""
    return re.sub(rf"\s{random.choice(_NAMES)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", page)


def other_element(page: str, random: Random) -> str:
    """Call an element something else at one end."""
    tag = _at(page, random)
    name = random.choice(
        ("h1", "p", "template", "svg", "math", "title", "frameset", "x-y", "noscript", "select", "body")
    )
    return page if tag is None else _cut(page, tag, f"<{tag[1]}{name}{tag[3]}>")


def cut_off(page: str, random: Random) -> str:
    """End the page somewhere, as a broken transfer does."""
    return page[: random.randrange(max(1, len(page)))]


MUTATIONS: tuple[Mutation, ...] = (
    box_in_box, label_twice, unclosed, lost_parent, emptied, doubled, nested, odd_attribute, no_attributes, other_element, cut_off,
)  # fmt: skip


@cache
def real_pages() -> tuple[str, ...]:
    """Return the sample pages: of papers, portals, press pages, and the shared ones that failed."""
    return tuple(_iter_pages())


def _iter_pages() -> Iterator[str]:
    yield from (paper.html for paper in PAPERS)
    for folder in (DATA / "pages", texts_folder() / "cases" / "pages"):
        yield from (path.read_text("utf-8") for path in sorted(folder.glob("*.html")) if path.stat().st_size < 60_000)
    for made in PORTALS.values():
        portal = made(articles(30))
        yield portal.article(portal.truths[3]).decode("utf-8", "replace")


def broken_page(seed: int) -> str:
    """Return one real page with one to six mutations; the same seed always gives the same page."""
    random = Random(seed)
    page = random.choice(real_pages())
    for mutate in random.choices(MUTATIONS, k=random.randint(1, 6)):
        page = mutate(page, random)
    return page
