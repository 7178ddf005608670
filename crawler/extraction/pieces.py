"""Splits the text of a page into pieces in page order: paragraphs, headings, tables, captions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bs4 import Comment, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from archive.model import BlockKind
from crawler.html.boilerplate import (
    BLOCKS,
    class_names,
    is_box,
    is_card,
    is_shorter,
)
from crawler.html.elements import find_above, find_below, iter_behind, iter_below
from crawler.html.leftover_words import is_label, is_leftover, is_topic
from crawler.html.metadata import squeeze_blanks

_CAPTION = re.compile(
    r"(?i)chu[-_]?thich|caption|image-?desc|photo-?note|pic-?desc|desc-?img|(?:^| )(?:Image|fig)(?= |$)|(?:^| )img-?text"
)
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)")
_LISTED_DAY = re.compile(
    r"\s*[(\[]\s*(?:\d{1,2}:\d{2}\D{1,3})?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[^)\]]{0,12}[)\]]"
    r"|\s*[-–,|]?\s*(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?:[\s,-]+\d{1,2}[:h]\d{2})?\s*$"
)
_NO_CAPTION = re.compile(r"(?i)\bảnh\s*\d+\.?$|^chú thích|\.(?:jpe?g|png|gif|webp)$|^\W*ảnh màn hình|[-–]\s*\d+$")
_PHOTO_CREDIT = re.compile(r"(?i)(?:^|[\s(.])ảnh(?: minh họa| tư liệu)?\s*:\s*[^:]{2,60}$")
_STAMP = re.compile(r"(?i)location|stamp|dateline")
_HOLDING = ("p", "div", "figure", "img", "table")
_PARTED = ("p", "span", "font")  # elements in which one <br> is a line, two are the end of a paragraph
_BOXES = 3  # elements round a picture that hold nothing else
_LEADS, _HEADLINE = 2, 40  # links in a row below a headline of theirs, and its characters
_WHOLE_CREDIT = re.compile(
    r"(?i)^\W*(?:tin|bài|nội dung|thực hiện|biên tập|tổng hợp|video|clip|đồ họa)(?: bài)?\s*(?:,|và|&|-|–|/|\+)\s*(?:video\s*(?:,|và|&|-|/)\s*)?ảnh\s*:"
)
"""Who wrote and who took the pictures, together: the last line of a text, whatever stands above it."""
_FRAME = 500  # characters in the table round a picture and its caption


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One piece of text; ``first`` is the node it begins with, ``linked`` counts the characters inside links."""

    kind: BlockKind
    text: str
    element: Tag
    first: PageElement
    bold: bool = False
    right: bool = False
    classes: str = ""
    linked: int = 0


def text_of(element: Tag, without: Collection[int] = ()) -> str:
    """Return what ``element`` says as a reader sees it: inline elements join their letters, blocks and <br> part them.

    A drop cap in an element of its own stays with its word; the place before a lead is set off from it. ``without`` are the
    ``id`` of elements below it that are left out.
    """
    said: list[str] = []
    last: object = None
    for node in element.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                said.append(" ")
        elif type(node) is NavigableString:
            if without and any(id(p) in without for p in node.parents):
                continue
            holder = next((p for p in node.parents if p is element or p.name in BLOCKS), element)
            said += [" ", str(node)] if last is not None and holder is not last else [str(node)]
            if node.parent is not element and node.parent is not None and _STAMP.search(class_names(node.parent)):
                said.append(" ")
            last = holder
    return squeeze_blanks("".join(said))


def split_pieces(main: Tag) -> list[Piece]:
    """Return the text pieces below ``main`` in page order; each caption once, related boxes left out."""
    found: list[Piece] = []
    captions: set[str] = set()
    for piece in _join_captions(_walk_pieces(main, main, 0)):
        if piece.text in captions:
            continue
        if piece.kind == "caption":
            captions.add(piece.text)
        found.append(piece)
    return found


def find_captions_between(heading: Tag, main: Tag) -> list[Piece]:
    """Return the captions of pictures that stand after the title and before the text."""
    found: list[Piece] = []
    above = {id(e) for e in main.parents}
    for element in iter_behind(heading, "figure", "table", "div"):
        if element is main:
            break
        if id(element) in above:
            continue
        pictured = element.name != "div" or bool(_CAPTION.search(class_names(element)))
        if not pictured and not is_shorter(element, _FRAME) or find_below(element, "img") is None:
            continue
        # In any other box a picture's own name may be that of a person, a button or another article.
        pieces = (
            split_pieces(element)
            if pictured
            else [p for p in _walk_pieces(element, element, 0) if p.element.name != "img"]
        )
        found += [p for p in pieces if p.kind == "caption" and p.text not in {f.text for f in found}]
    return found


def _join_captions(found: Iterator[Piece]) -> Iterator[Piece]:
    """Join the paragraphs of one figcaption: the sentence and who took the picture are one caption."""
    waiting: Piece | None = None
    for piece in found:
        holder = find_above(piece.element, "figcaption") if piece.kind == "caption" else None
        if waiting is not None and holder is not None and holder is find_above(waiting.element, "figcaption"):
            waiting = replace(waiting, text=f"{waiting.text} {piece.text}")
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def drop_related_links(found: list[Piece]) -> list[Piece]:
    """Leave out what only leads to other articles, with the label above it, and words of empty boxes."""
    kept: list[Piece] = []
    leads = 0  # pieces in a row, up to this one, that only led elsewhere
    for piece in found:
        if is_leftover(piece.text):
            continue
        size = len(_LISTED_DAY.sub("", piece.text))
        label = (is_label(piece.text) and (piece.linked > 0 or size <= 40)) or (
            piece.linked > 0 and is_topic(piece.text)
        )
        elsewhere = piece.kind != "caption" and (label or (size >= 12 and piece.linked >= size * 0.85))
        if elsewhere and not any(_FILE.search(str(a["href"])) for a in piece.element.find_all("a", href=True)):
            leads += _LEADS + 1 if label else 1  # below a headline that tells so there is no other one
            if leads == _LEADS and kept and _is_headline(kept[-1]):
                kept.pop()
            continue
        leads = 0
        kept.append(piece)
    return kept


def _is_headline(piece: Piece) -> bool:
    marked = piece.kind == "heading" or (piece.kind == "paragraph" and piece.bold and not piece.right)
    return marked and len(piece.text) <= _HEADLINE


def _has_caption(picture: Tag) -> bool:
    """Return whether a caption element belongs to ``picture``, so that its alt text would say it twice."""
    holder = find_above(picture, "figure", "table")
    if holder is not None and not is_shorter(holder, 1):
        return True
    # An element named a caption right behind the picture, or behind the box of nothing but the picture.
    for around in islice((picture, *picture.parents), _BOXES):
        if around is not picture and not is_shorter(around, 1):
            return False
        beside = around.find_next_sibling()
        if isinstance(beside, Tag) and _CAPTION.search(class_names(beside)) and not is_shorter(beside, 1):
            return True
    return False


def _alt_text(picture: Tag) -> str:
    """Return the alt text of a picture when it is written for readers; not a file name nor "title - Ảnh 1"."""
    alt = squeeze_blanks(str(picture.get("alt") or ""))
    written = len(alt.split()) >= 3 and len(alt) > 12 and not _NO_CAPTION.search(alt)
    return alt if written and not _has_caption(picture) else ""


def _walk_pieces(element: Tag, main: Tag, depth: int) -> Iterator[Piece]:
    if element is not main and (is_box(element) or is_card(element)):
        return
    if element.name == "table" and not find_below(element, "img") and len(list(iter_below(element, "tr"))) > 1:
        rows = [" | ".join(text_of(c) for c in iter_below(r, "td", "th")) for r in iter_below(element, "tr")]
        yield _make_piece("table", "\n".join(rows), element, element)
        return
    gathered: list[tuple[str, PageElement]] = []
    for child in element.children:
        if isinstance(child, Comment | PreformattedString):
            continue
        if isinstance(child, NavigableString):
            gathered.append((str(child), child))
        elif isinstance(child, Tag):
            if child.name == "br":
                if _is_inline(element) or element.name in _PARTED and not _is_break(child):
                    gathered.append((" ", child))
                else:
                    yield from _flush_piece(gathered, element)
            elif child.name in BLOCKS or (
                depth < 100 and (find_below(child, *_HOLDING) or _is_text_alone(child, gathered))
            ):
                yield from _flush_piece(gathered, element)
                if depth < 100:
                    yield from _walk_pieces(child, main, depth + 1)
            elif child.name == "img":
                yield from _flush_piece(gathered, element)
                if alt := _alt_text(child):
                    yield _make_piece("caption", alt, child, child)
            elif _CAPTION.search(class_names(child)):
                yield from _flush_piece(gathered, element)
                yield from _flush_piece([(text_of(child), child)], child)
            else:
                set_off = " " if _STAMP.search(class_names(child)) else ""
                gathered.append((_inline_text(child) + set_off, child))
    yield from _flush_piece(gathered, element)


def _is_text_alone(child: Tag, before: list[tuple[str, PageElement]]) -> bool:
    """Return whether an inline element is the whole of a text whose paragraphs are parted by two <br>, with nothing ``before`` it."""
    if child.name not in _PARTED or any(said.strip() for said, _ in before):
        return False
    return any(_is_break(br) for br in child.find_all("br", recursive=False))


def _is_break(br: Tag) -> bool:
    """Return whether a <br> inside a paragraph parts two of them: another follows, or a dash or a number begins a line."""
    for node in br.next_siblings:
        if isinstance(node, Tag):
            return node.name == "br" or bool(re.match(r"\s*[-–+•*]\s", node.get_text()))
        if isinstance(node, NavigableString) and str(node).strip():
            return bool(re.match(r"\s*[-–+•*]\s", str(node)))
    return True


def _inline_text(element: Tag) -> str:
    """Return the raw text of an inline element, <br> as a blank; outer blanks stay, for they part words."""
    said = [
        " " if isinstance(n, Tag) else str(n)
        for n in element.descendants
        if type(n) is NavigableString or (isinstance(n, Tag) and n.name == "br")
    ]
    return "".join(said)


def _is_inline(element: Tag) -> bool:
    return element.name in ("h1", "h2", "h3", "h4", "figcaption", "a", "strong", "b", "em", "i")


def _flush_piece(gathered: list[tuple[str, PageElement]], element: Tag) -> Iterator[Piece]:
    text = squeeze_blanks("".join(said for said, _ in gathered))
    nodes = [node for said, node in gathered if said.strip()]
    gathered.clear()
    if not text:
        return
    first = nodes[0] if nodes else element
    kind: BlockKind = "paragraph"
    if (
        element.name == "figcaption"
        or _is_named_caption(element)
        or _is_beside_picture(element)
        or is_under_picture(element)
        or _is_credited_below_picture(element, text)
        or _is_slanted_below_picture(nodes)
    ):
        kind = "caption"
    elif re.fullmatch(r"h[1-6]", element.name):
        kind = "heading"
    yield _make_piece(kind, text, element, first, nodes)


def _is_named_caption(element: Tag) -> bool:
    """Return whether ``element``, or the box that holds only it and a picture, is named a caption."""
    if _CAPTION.search(class_names(element)) or find_above(element, "figcaption") is not None:
        return True
    holder = element.parent
    return holder is not None and bool(_CAPTION.search(class_names(holder))) and len(list(iter_below(holder, "p"))) <= 2


def is_under_picture(element: Tag) -> bool:
    """Return whether ``element`` is a slanted line right below a picture: how editors without captions write them."""
    if not is_shorter(element, _FRAME):
        return False
    slanted = sum(len(squeeze_blanks(e.get_text(" "))) for e in iter_below(element, "em", "i"))
    if slanted < len(squeeze_blanks(element.get_text(" "))) * 0.9:
        return False
    above = element.find_previous_sibling()
    pictured = isinstance(above, Tag) and (above.name == "img" or find_below(above, "img") is not None)
    return find_below(element, "img") is not None or (
        pictured and above is not None and not squeeze_blanks(above.get_text(" "))
    )


def _is_credited_below_picture(element: Tag, text: str) -> bool:
    """Return whether ``element`` says at its end who took the picture that stands right above it."""
    if len(text) > _FRAME or not _PHOTO_CREDIT.search(text) or _WHOLE_CREDIT.match(text):
        return False
    above = element.find_previous_sibling()
    if not isinstance(above, Tag) or not is_shorter(above, 1):
        return False
    return above.name == "img" or find_below(above, "img") is not None


def _is_slanted_below_picture(nodes: list[PageElement]) -> bool:
    """Return whether a line is slanted and stands below a picture, parted from it by no more than a <br>."""
    if not nodes or any(not isinstance(n, Tag) or n.name not in ("em", "i") for n in nodes):
        return False
    breaks = 0
    for node in nodes[0].previous_siblings:
        if isinstance(node, Tag) and node.name != "br":
            return node.name == "img" or (
                find_below(node, "img") is not None and not squeeze_blanks(node.get_text(" "))
            )
        breaks += isinstance(node, Tag)
        if breaks > 1 or not isinstance(node, Tag) and str(node).strip():
            return False
    return False


def _is_beside_picture(element: Tag) -> bool:
    table = find_above(element, "table", "figure")
    if table is None:
        return False
    # Old portals lay out the whole page with tables: only one that holds little more than the picture is its frame.
    return (table.name == "figure" or is_shorter(table, _FRAME)) and find_below(table, "img") is not None


def _make_piece(
    kind: BlockKind, text: str, element: Tag, first: PageElement, nodes: list[PageElement] | None = None
) -> Piece:
    """Return a piece of ``element``; ``nodes`` are those of its children that say it when it is not the whole of it."""
    said = [n for n in nodes if isinstance(n, Tag)] if nodes is not None else [element]
    strong = sum(len(squeeze_blanks(e.get_text(" "))) for tag in said for e in _find_within(tag, ("strong", "b")))
    linked = sum(len(squeeze_blanks(e.get_text(" "))) for tag in said for e in _find_within(tag, ("a",)))
    style = f"{element.get('style') or ''} {element.get('align') or ''}"
    right = bool(re.search(r"(?i)text-align\s*:\s*right|\bright$", style.strip(" ;")))
    bold = strong >= len(text) * 0.9 or element.name in ("strong", "b")
    if element.name == "a" or find_above(element, "a") is not None:
        linked = len(text)
    return Piece(kind, text, element, first, bold, right, class_names(element), linked)


def _find_within(tag: Tag, names: tuple[str, ...]) -> list[Tag]:
    """Return the elements of ``names`` in ``tag``, or ``tag`` itself when it is one."""
    return [tag] if tag.name in names else list(iter_below(tag, *names))
