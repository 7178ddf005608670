"""Recognises the boilerplate of a page by names and build: related boxes, sharing, comments, advertisements, cards, teasers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice

from bs4 import Tag
from bs4.element import NavigableString

from crawler.html.elements import find_above, find_below, iter_below
from crawler.html.leftover_words import is_related_heading
from crawler.html.metadata import squeeze_blanks

# Lists of other articles, and what readers wrote: their dates are never the page's.
_RELATED = re.compile(
    r"(?i)lien[-_]?quan|(?<!has-)(?<!no-)(?<!with-)relat(?:ed|ion)|relate(?=[-_s]|news|container|one)|(?<=[-_])relate\b|\brelate\b"
    r"|tin[-_]?lq\b|\btlq\b|tin[-_]?khac|cung[-_]?(?:chuyen[-_]?)?muc|xem[-_]?them|doc[-_]?them|other[-_]?news|more[-_]?news|list[-_]?news"
    r"|list[-_]title\b|article[-_]+story|(?:^| )story(?=__| |$)|\bcontref\b|inner-article|link-content-footer|suggest|recommend"
    r"|popular|most[-_]?(?:read|view)|doc[-_]?nhieu|tin[-_]?moi|la(?:te)?st[-_]?news|binh[-_]?luan|comment|goi[-_]?y|newsinbox|kbwscwl"
)
_BOX = re.compile(
    r"(?i)share|chia[-_]?se|social|\btags?\b|[-_]tags?(?:[-_]|\b)|key[-_]?s?words?\b|tu[-_]?khoa|phan[-_]trang|pagina|rating|danh[-_]gia"
    r"|newslett|author[-_]?box|box[-_]?author|author[-_]?info\b|quang[-_]?cao|\bads?[-_]|adzone|adsby|[-_]adv\b|advert|\bsda_|banner"
    r"|video[-_]?(?:box|stream|player|cms)|survey|\bpolls?\b|[-_]polls?\b|binh[-_]?chon|\bvote|\btoc\b|[-_]toc\b|muc[-_]?luc"
    r"|audio|text-to-speech|\btts\b|\blisten(?:ing)?\b|nghe[-_]?(?:bai|doc|tin)\b|\bdoc[-_]?bai\b|giong[-_]?doc|read[-_]?(?:aloud|speaker)|podcast|player|topbar|sticky[-_]?(?:bar|nav)|pinbar|google[-_]?news|gg_?news|follow"
    r"|member(?:ship)?[-_]?(?:box|only|wall)|paywall[-_](?:box|notice|message|cta)|\bcta\b|\bvjs\b|vjs-no-js|subscri|donat|reac(?:t|tion)?(?:info|detail|-)|like[-_]?fb|fb[-_]?like|breadcrumb|bread-crumb|weather|thoi[-_]?tiet"
    r"|pop[-_]?up|\bmodal\b|overlay"
)
_SIDE = re.compile(
    r"(?i)side[-_]?bar|widget|(?:^|[-_ ])(?:right|aside|footer|menu)(?:$|[-_ ])|lien[-_]?quan|\brelated|cung[-_]?(?:chuyen[-_]?)?muc|tin[-_]?khac"
)
_ALWAYS = re.compile(
    r"(?i)(?<!no-)(?<!no)(?<!hide-)(?<!has-)(?<!with-)(?<!allow-)comments?(?![-_]?(?:off|none|no|closed|disabled?|status|open|free)(?![a-z]))|binh[-_]?luan"
)
_SENTENCE = 60  # characters: pieces of a text are longer
BLOCKS = frozenset(
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
        "thead",
        "tfoot",
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
        "picture",
        "address",
        "details",
        "summary",
    ]
)
"""Elements that part texts."""
_SENTENCES = frozenset(("p", "li", "td", "h2"))
_INLINE = ("a", "span", "b", "strong", "em", "i", "u", "font", "mark")
_BODY = (("itemprop", "articleBody"), ("data-role", "content"), ("data-slot", "content"))
_LABELS = ("h2", "h3", "h4", "div", "span", "p")
_CARDS = ("article", "div", "li", "section", "table", "figure", "td", "blockquote")
_CARD_SIZE = 1200  # characters: two or three teasers side by side
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)")
_DATA = ("data-role", "data-slot", "data-type", "data-module", "data-content-name", "type")


def class_names(element: Tag) -> str:
    """Return the class names and the id of ``element`` as one text."""
    attributes = element.attrs
    if not attributes:
        return ""
    names = attributes.get("class") or ""
    said = names if isinstance(names, str) else " ".join(map(str, names))
    return f"{said} {attributes.get('id') or ''}".strip()


def element_labels(element: Tag) -> str:
    """Return every name by which a page's own scripts and styles know ``element``: class, id, and its data attributes."""
    attributes = element.attrs
    if not attributes:
        return ""
    if element.name in ("script", "input", "meta", "link"):
        return class_names(element)
    return " ".join([class_names(element), *(str(attributes[key]) for key in _DATA if attributes.get(key))])


def count_linked(element: Tag) -> int:
    """Return how many characters of ``element`` stand inside links."""
    return sum(len(squeeze_blanks(a.get_text(" "))) for a in iter_below(element, "a"))


def count_unlinked(element: Tag) -> int:
    """Return how many characters of ``element`` stand outside links."""
    return max(0, len(squeeze_blanks(element.get_text(" "))) - count_linked(element))


def is_shorter(element: Tag, size: int) -> bool:
    """Return whether ``element`` has fewer than ``size`` characters without blanks round lines; no more is read of it."""
    for string in element.strings:
        size -= len(string.strip())
        if size <= 0:
            return False
    return True


def is_related_list(element: Tag) -> bool:
    """Return whether ``element`` is by its names a list of other articles or of comments."""
    called = _names_of(element)
    return bool(called) and _is_related_name(called) and _is_apart(element, called)


def is_in_related_list(element: Tag) -> bool:
    """Return whether ``element`` stands in a list of other articles or of comments."""
    return any(is_related_list(e) for e in (element, *islice(element.parents, 8)) if isinstance(e, Tag))


def is_in_sidebar(element: Tag) -> bool:
    """Return whether ``element`` stands beside the page's own matter: in a menu, a sidebar, a footer, or below a label of other articles."""
    for around in islice(element.parents, 12):
        if around.name in ("aside", "nav", "footer", "header") or (
            around.attrs and _SIDE.search(element_labels(around))
        ):
            return True
        before = around.previous_siblings if around.name in _CARDS or around.name == "ul" else ()
        label = next((e for e in before if isinstance(e, Tag) and e.name in _LABELS), None)
        if label is not None and is_shorter(label, 60) and is_related_heading(label.get_text(" ")):
            return True
    return False


def is_box(element: Tag) -> bool:
    """Return whether ``element`` is by its names a box beside the text; what holds the title or the text is none."""
    called = _names_of(element)
    return bool(called) and (_is_related_name(called) or _is_box_name(called)) and _is_apart(element, called)


def is_card(element: Tag) -> bool:
    """Return whether an element inside the text is by its build a card of another article, or a row of them.

    Picture and title lead to the same page, or it is an <article> that leads elsewhere; beside each title stands at most a
    teaser.
    """
    if element.name not in _CARDS or not is_shorter(element, _CARD_SIZE) or has_body(element):
        return False
    links = [a for a in iter_below(element, "a") if "href" in a.attrs and _is_page_link(str(a["href"]))]
    titled = {a["href"] for a in links if len(squeeze_blanks(a.get_text(" "))) >= 20}
    pictured = {a["href"] for a in links if find_below(a, "img") is not None}
    cards = titled if element.name == "article" else titled & pictured
    return bool(cards) and _count_texts(element) <= len(cards)


def _count_texts(element: Tag) -> int:
    """Return how many texts of a sentence's length stand in ``element`` outside links."""
    leaves = [e for e in iter_below(element, "p", "div", "td", "li") if not find_below(e, "p", "div", "td", "li", "a")]
    return sum(len(squeeze_blanks(e.get_text(" "))) > 50 and find_above(e, "a") is None for e in leaves)


def _is_page_link(address: str) -> bool:
    return not address.startswith(("#", "javascript:", "mailto:")) and not _PICTURE.search(address)


def _names_of(element: Tag) -> str:
    """Return the names of an element that may be a box; "" for one without names, and for one that never is."""
    if element.name in ("html", "body", "main", "h1") or element.attrs.get("itemprop") == "articleBody":
        return ""
    return element_labels(element)


# The elements of a portal's pages have the same names, page after page.
@lru_cache(maxsize=8192)
def _is_related_name(called: str) -> bool:
    return bool(_RELATED.search(called))


@lru_cache(maxsize=8192)
def _is_box_name(called: str) -> bool:
    return bool(_BOX.search(called))


def _is_apart(element: Tag, called: str) -> bool:
    """Return whether an element that is named so holds neither title nor text."""
    if has_body(element):
        return False
    if element.name in _INLINE and any(e.name in _SENTENCES for e in element.parents):
        return False  # a link to a tag page inside a sentence is a word of the sentence
    # A wrapper named after the share bar may hold the whole text; a list of comments may be longer than any text.
    return bool(_ALWAYS.search(called)) or not has_text(element)


def has_body(element: Tag) -> bool:
    """Return whether ``element`` holds the title, or what is marked as the text."""
    return any(isinstance(e, Tag) and (e.name == "h1" or is_marked_body(e)) for e in element.descendants)


def is_marked_body(element: Tag) -> bool:
    """Return whether ``element`` is marked as the text by its template."""
    return bool(element.attrs) and any(element.attrs.get(key) == value for key, value in _BODY)


def has_text(element: Tag) -> bool:
    """Return whether ``element`` holds a text: three pieces of it in a row of sentences, however they are parted, no teasers."""
    return sum(1 for _ in islice(iter_pieces_of_text(element), 3)) == 3


def iter_pieces_of_text(element: Tag) -> Iterator[str]:
    """Yield the pieces of text below ``element`` of a sentence's length, parted by blocks and <br>, mostly unlinked, no teasers."""
    return (said for _, said in iter_held_pieces(element))


def iter_held_pieces(element: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield the pieces of text below ``element`` with the block that holds each."""
    for _, strings in groupby(_iter_strings(element), key=lambda found: (id(found[0]), found[1])):
        found = list(strings)
        said = squeeze_blanks("".join(string for _, _, string in found))
        if len(said) <= _SENTENCE:
            continue
        linked = sum(len(string.strip()) for _, _, string in found if find_above(string, "a") is not None)
        holder = found[0][0]
        if linked * 2 < len(said) and (holder is element or not is_teaser(holder)):
            yield holder, said


def _iter_strings(element: Tag) -> Iterator[tuple[Tag, int, NavigableString]]:
    """Yield every text below ``element`` with the block that holds it and the number of <br> before it."""
    breaks = 0
    for node in element.descendants:
        if isinstance(node, Tag):
            breaks += node.name == "br"
        elif type(node) is NavigableString and node.strip():
            yield next((p for p in node.parents if p is element or p.name in BLOCKS), element), breaks, node


def is_teaser(leaf: Tag) -> bool:
    """Return whether a text announces another article: it stands, short, beside a linked title."""
    item = leaf.parent
    if item is None or not is_shorter(leaf, 300) or not is_shorter(item, 600):
        return False
    titles = list(_iter_linked_titles(item))
    return bool(titles) and not any(leaf is above for title in titles for above in title.parents)


def _iter_linked_titles(item: Tag) -> Iterator[Tag]:
    """Yield the links in ``item`` that are titles: in a headline or round one, or called so."""
    for link in iter_below(item, "a"):
        names = link.attrs.get("class") or ""
        called = "title" in (names if isinstance(names, str) else " ".join(names))
        if called or find_above(link, "h2", "h3", "h4", "h5") is not None:
            yield link
        else:
            yield from (e for e in link.children if isinstance(e, Tag) and e.name in ("h2", "h3", "h4"))
