"""The block of a page that holds the article's text, found by text density, and its pieces in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PreformattedString

from archive.model import BlockKind
from crawler.noise import classes, is_box, is_label, is_leftover

_PARTS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "li",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figure",
        "figcaption",
        "blockquote",
        "dl",
        "dd",
        "dt",
        "center",
        "header",
        "pre",
        "body",
        "html",
    ]
)
_CAPTION = re.compile(r"(?i)chu-?thich|caption|image-?desc|photo-?note|pic-?desc|desc-?img")
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One piece of text; ``linked`` counts the characters inside links."""

    kind: BlockKind
    text: str
    element: Tag
    bold: bool = False
    right: bool = False
    classes: str = ""
    linked: int = 0


def squeezed(text: str) -> str:
    """Return ``text`` with every run of blanks, line ends included, as one blank."""
    return " ".join(text.split())


def _link_size(element: Tag) -> int:
    return sum(len(squeezed(a.get_text(" "))) for a in element.find_all("a"))


def _own_text(element: Tag) -> str:
    return squeezed("".join(s for s in element.find_all(string=True, recursive=False) if isinstance(s, str)))


def main_block(soup: BeautifulSoup) -> Tag | None:
    """Return the element whose paragraphs hold most of the unlinked text, None when there is hardly any."""
    scores: dict[int, float] = {}
    elements: dict[int, Tag] = {}
    for element in soup.find_all(["p", "div", "td", "li", "blockquote", "section", "article"]):
        text = squeezed(element.get_text(" ")) if element.name == "p" else _own_text(element)
        worth = len(text) - 2 * (_link_size(element) if element.name == "p" else 0)
        if worth < 25 or _outside(element):
            continue
        holder, share = (element.parent, 1.0) if element.name in ("p", "li") else (element, 1.0)
        while isinstance(holder, Tag) and share > 0.2 and holder.name not in ("html", "[document]"):
            elements[id(holder)] = holder
            scores[id(holder)] = scores.get(id(holder), 0.0) + worth * share
            holder, share = holder.parent, share * 0.5
    if not scores:
        return None
    best = max(scores, key=lambda key: scores[key])
    for named in soup.select("[itemprop=articleBody]"):
        if scores.get(id(named), 0.0) >= scores[best] * 0.5:
            return named
    return elements[best] if scores[best] >= 60 else None


def _outside(element: Tag) -> bool:
    return any(is_box(e) for e in (element, *list(element.parents)[:4]) if isinstance(e, Tag))


def pieces(main: Tag) -> list[Piece]:
    """Return the text pieces below ``main`` in page order; each caption once, related boxes left out."""
    found: list[Piece] = []
    captions: set[str] = set()
    for piece in _walk(main, main, 0):
        if piece.text in captions:
            continue
        if piece.kind == "caption":
            captions.add(piece.text)
        found.append(piece)
    return found


def without_links(found: list[Piece]) -> list[Piece]:
    """Leave out what only leads to other articles, with the label above it, and words of empty boxes."""
    kept: list[Piece] = []
    for piece in found:
        if is_leftover(piece.text):
            continue
        size = len(piece.text)
        to_file = any(_FILE.search(str(a["href"])) for a in piece.element.find_all("a", href=True))
        label = is_label(piece.text) and (piece.linked > 0 or size <= 40)
        if piece.kind != "caption" and not to_file and (label or (size >= 12 and piece.linked >= size * 0.85)):
            continue
        kept.append(piece)
    return kept


def _captioned(picture: Tag) -> bool:
    """Return whether a caption element belongs to ``picture``, so that its alt text would say it twice."""
    holder = picture.find_parent(["figure", "table"])
    return holder is not None and bool(squeezed(holder.get_text(" ")))


def _walk(element: Tag, main: Tag, depth: int) -> Iterator[Piece]:
    if element is not main and is_box(element):
        return
    if element.name == "table" and not element.find("img") and len(element.find_all("tr")) > 1:
        rows = [" | ".join(squeezed(c.get_text(" ")) for c in r.find_all(["td", "th"])) for r in element.find_all("tr")]
        yield _piece("table", "\n".join(rows), element)
        return
    gathered: list[str] = []
    for child in element.children:
        if isinstance(child, Comment | PreformattedString):
            continue
        if isinstance(child, NavigableString):
            gathered.append(str(child))
        elif isinstance(child, Tag):
            if child.name == "br" and not _inline(element):
                yield from _flushed(gathered, element)
            elif child.name in _PARTS or (depth < 100 and child.find(["p", "div", "figure", "img", "table"])):
                yield from _flushed(gathered, element)
                if depth < 100:
                    yield from _walk(child, main, depth + 1)
            elif child.name == "img":
                yield from _flushed(gathered, element)
                alt = squeezed(str(child.get("alt") or ""))
                if len(alt.split()) >= 3 and len(alt) > 12 and not _captioned(child):
                    yield _piece("caption", alt, child)
            elif _CAPTION.search(classes(child)):
                yield from _flushed(gathered, element)
                yield from _flushed([child.get_text(" ")], child)
            else:
                gathered.append(child.get_text(" " if child.name == "br" else ""))
    yield from _flushed(gathered, element)


def _inline(element: Tag) -> bool:
    return element.name in ("h1", "h2", "h3", "h4", "figcaption", "a", "span", "strong", "b", "em", "i")


def _flushed(gathered: list[str], element: Tag) -> Iterator[Piece]:
    text = squeezed("".join(gathered))
    gathered.clear()
    if not text:
        return
    kind: BlockKind = "paragraph"
    if element.name == "figcaption" or _names_caption(element) or _beside_picture(element) or _under_picture(element):
        kind = "caption"
    elif re.fullmatch(r"h[1-6]", element.name):
        kind = "heading"
    yield _piece(kind, text, element)


def _names_caption(element: Tag) -> bool:
    """Return whether ``element``, or the box that holds only it and a picture, is named a caption."""
    if _CAPTION.search(classes(element)):
        return True
    holder = element.parent
    return holder is not None and bool(_CAPTION.search(classes(holder))) and len(holder.find_all("p")) <= 2


def _under_picture(element: Tag) -> bool:
    """Return whether ``element`` is a slanted line right below a picture: how editors without captions write them."""
    slanted = sum(len(squeezed(e.get_text(" "))) for e in element.find_all(["em", "i"]))
    if slanted < len(squeezed(element.get_text(" "))) * 0.9:
        return False
    above = element.find_previous_sibling()
    pictured = isinstance(above, Tag) and (above.name == "img" or above.find("img") is not None)
    return element.find("img") is not None or (pictured and above is not None and not squeezed(above.get_text(" ")))


def _beside_picture(element: Tag) -> bool:
    table = element.find_parent(["table", "figure"])
    return table is not None and table.find("img") is not None


def _piece(kind: BlockKind, text: str, element: Tag) -> Piece:
    strong = sum(len(squeezed(e.get_text(" "))) for e in element.find_all(["strong", "b"]))
    style = f"{element.get('style') or ''} {element.get('align') or ''}"
    right = bool(re.search(r"(?i)text-align\s*:\s*right|\bright$", style.strip(" ;")))
    bold = strong >= len(text) * 0.9 or element.name in ("strong", "b")
    return Piece(kind, text, element, bold, right, classes(element), _link_size(element))
