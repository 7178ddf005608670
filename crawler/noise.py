"""What stands on a page beside the article: menus, hidden text, related boxes, sharing, comments, advertisements."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_NOISE = (
    "script:not([type='application/ld+json']), style, noscript, template, iframe, svg, object, nav, aside, button, "
    "select, footer, [hidden], [aria-hidden=true]"
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_BOX = re.compile(
    r"(?i)lien-?quan|(?<!has-)(?<!no-)(?<!with-)related|[-_]relate\b|tin-?khac|cung-?chuyen-?muc|xem-?them|share|chia-?se|social|binh-?luan|comment|other-?news"
    r"|\btags?\b|[-_]tags?\b|phan-trang|pagina|rating|danh-gia|newsletter|author-?box|author-?info|quang-?cao|\bads?[-_]|advert"
    r"|video-?(?:box|stream|player|cms)|article[-_]+story|list-news|\bcontref\b|banner"
)
_INLINE = ("a", "span", "b", "strong", "em", "i", "u", "font", "mark")
_BODY = "h1, [itemprop=articleBody]"
_LABEL = re.compile(
    r"(?i)^\W*(?:(?:các )?(?:tin|bài)(?: bài| viết)? (?:liên quan|khác|cùng chuyên mục)|xem thêm|đọc thêm|tham khảo thêm"
    r"|có thể bạn quan tâm|mời (?:bạn|quý) .{0,12}(?:xem|đọc))\b"
)
_ALONE = re.compile(r"(?i)^\W*(?:quảng cáo|advertisement|chia sẻ|bình luận)\W*$")


def classes(element: Tag) -> str:
    """Return the class names and the id of ``element`` as one text."""
    names = element.get_attribute_list("class") if element.get("class") else []
    return f"{' '.join(str(n) for n in names)} {element.get('id') or ''}".strip()


def is_box(element: Tag) -> bool:
    """Return whether ``element`` is by its names a box beside the text; what holds the title or the text is none."""
    if element.name in ("html", "body", "main", "h1") or element.get("itemprop") == "articleBody":
        return False
    if element.name in _INLINE and element.find_parent(["p", "li", "td", "h2"]) is not None:
        return False  # a link to a tag page inside a sentence is a word of the sentence
    kind = str(element.get("type") or "") if element.name not in ("script", "input", "meta", "link") else ""
    if not _BOX.search(f"{classes(element)} {kind}") or element.select_one(_BODY) is not None:
        return False
    # A wrapper named after the share bar may hold the whole text: many long paragraphs and no comment box.
    if re.search(r"(?i)comment|binh-?luan|related|relate\b|lien-?quan|tin-?khac|cung-?chuyen", classes(element)):
        return True
    return sum(1 for p in element.find_all("p") if len(p.get_text()) > 60 and not p.find("a")) < 3


def strip(soup: BeautifulSoup) -> None:
    """Take scripts, menus, hidden text and boxes out of ``soup``; a form round the whole page only loses its shell."""
    for form in soup.find_all("form"):
        if isinstance(form, Tag) and (form.find("h1") or len(form.find_all("p")) > 3):
            form.unwrap()
        else:
            form.decompose()
    for element in soup.select(_NOISE):
        element.decompose()
    for element in soup.find_all(style=_HIDDEN):
        if isinstance(element, Tag) and not element.decomposed:
            element.decompose()
    for element in soup.find_all(True):
        if isinstance(element, Tag) and not element.decomposed and is_box(element):
            element.decompose()


def is_label(text: str) -> bool:
    """Return whether ``text`` only announces other articles ("Xem thêm: …")."""
    return bool(_LABEL.search(text))


def is_leftover(text: str) -> bool:
    """Return whether ``text`` is the word on an empty advertisement or button."""
    return bool(_ALONE.search(text))
