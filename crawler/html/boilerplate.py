"""Recognises and strips the boilerplate of a page: menus, hidden text, related boxes, sharing, comments, advertisements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby, islice

from bs4 import Tag
from bs4.element import NavigableString

from crawler.html.elements import Elements, find_above, find_below, is_in_page, iter_below, remove_element
from crawler.html.metadata import squeeze_blanks

_NOISE = (
    "script:not([type='application/ld+json']), style, noscript, template, iframe, svg, object, nav, aside, button, "
    "select, footer, ins, audio, video, progress, [hidden], [aria-hidden=true], "
    "[role=dialog], [role=alertdialog], [role=menu], [role=tooltip], [role=navigation], [role=search], "
    ".twitter-tweet, .instagram-media, .tiktok-embed, .fb-post, .fb-video"
)
_NEVER_TEXT = frozenset(
    ("script", "style", "template", "iframe", "svg", "button", "select", "audio", "video", "progress", "noscript")
)
_LEAST_TEXT = 200  # characters of sentences that make a wrapper one of the text
_FOOT = 150  # characters
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NONE = re.compile(
    r"(?i)(?<![\w:-])(?:d-none|hidden|hide|hide-accessible|sr-only|visually-hidden|screen-reader-text)(?![\w-])"
)
_SHOWN_WIDE = re.compile(r"(?i)(?:d-(?:sm|md|lg|xl)-|(?:sm|md|lg|xl):)(?!none|hidden)")

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
    r"|audio|text-to-speech|\btts\b|podcast|player|topbar|sticky[-_]?(?:bar|nav)|pinbar|google[-_]?news|gg_?news|follow"
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
_CARDS = ("article", "div", "li", "section", "table", "figure", "td", "blockquote")
_CARD_SIZE = 1200  # characters: two or three teasers side by side
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)")
_DATA = ("data-role", "data-slot", "data-type", "data-module", "data-content-name", "type")
_LABEL = re.compile(
    r"(?i)^\W*(?:(?:các )?(?:tin|bài)(?: bài|, bài| viết)? (?:liên quan|khác|cùng chuyên mục|cùng mục|đọc nhiều|(?:đã|mới) (?:đưa|đăng)"
    r"|cũ hơn|mới hơn|mới nhất)"
    r"|xem thêm|đọc thêm|đọc tiếp|tham khảo thêm|có thể bạn (?:quan tâm|thích)|bài viết liên quan|tin mới"
    r"|(?:bấm |bạn đọc |mời )?theo dõi .{0,60}google news"
    r"|mời (?:bạn|quý|độc giả|các bạn) .{0,12}(?:xem|đọc|vào|theo dõi))(?!\w)"
)
_TOPIC = re.compile(r"(?i)^\W*(?:(?:dòng )?sự kiện|chủ đề|chuyên đề|từ khóa|từ khoá|tags?|key-?words?|chuyên mục)\s*:")
_ARROWS = re.compile(r"^\s*(?:>>|»|&gt;&gt;|►|➤|☞)")
_ALONE = re.compile(
    r"(?i)^\W*(?:quảng cáo|advertisement|chia sẻ(?: bài viết)?|nghe (?:đọc )?bài(?: viết)?|nghe audio|về trang chủ đề|xem nhanh"
    r"|mục lục|trở lại .{0,30}|copy link|link (?:bài )?gốc.*|lưu bài viết|sao chép liên kết|in (?:bài viết|bài|tin|trang)"
    r"|(?:về|lên) đầu trang|xem theo ngày|cỡ chữ.{0,20}|(?:số )?(?:lượt (?:xem|đọc|truy cập)|người xem)\s*:?\s*[\d.,]+"
    r"|bình luận(?: \(\d+\))?|ý kiến bạn đọc(?: \(\d+\))?|gửi (?:bình luận|ý kiến)(?: của bạn)?|thích \d+"
    r"|tổng số điểm của bài viết là.*|click để đánh giá bài viết|xếp hạng\s*:.{0,30}phiếu bầu"
    r"|\[?nhập (?:chú thích|mô tả|nội dung)(?: ảnh| video)?\]?|cùng (?:chuyên mục|tác giả)|(?:bài viết|tin|bài) cùng tác giả"
    r"|©.{0,80}|bản quyền thuộc .{0,60}|đăng ký (?:nhận tin|kênh|bản tin).{0,40}|tải (?:về )?(?:ứng dụng|app) .{0,40}"
    r"|(?:tags?|từ khóa|từ khoá)\s*:.{0,120}|bạn đang đọc (?:bài|tin|báo) .{0,140}|mời quý độc giả theo dõi các chương trình .*"
    r"|(?:bấm |bạn đọc |mời )?theo dõi .{0,40} trên (?:google(?: news)?|facebook|zalo|youtube|tiktok)(?: .{0,60})?)\W*$"
)

_TOOLS = re.compile(
    r"(?i)\W*(?:(?:in(?: bài(?: viết)?| tin| trang)?|bản in|gửi (?:bạn bè|(?:qua )?e?-?mail|cho bạn(?: bè)?|bài viết|tin)|(?:quay|trở) (?:lại|về)"
    r"|về trang trước|lưu(?: bài| tin)?|chia sẻ|đánh dấu|e-?mail|print|back|send|facebook|zalo|twitter|font size|cỡ chữ|a[+-]?)(?:\W+|$))+"
)


def class_names(element: Tag) -> str:
    """Return the class names and the id of ``element`` as one text."""
    names = element.get_attribute_list("class") if element.get("class") else []
    return f"{' '.join(str(n) for n in names)} {element.get('id') or ''}".strip()


def element_labels(element: Tag) -> str:
    """Return every name by which a page's own scripts and styles know ``element``: class, id, and its data attributes."""
    if not element.attrs:
        return ""
    if element.name in ("script", "input", "meta", "link"):
        return class_names(element)
    return " ".join([class_names(element), *(str(element[key]) for key in _DATA if element.get(key))])


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
    return _has_name(element, _RELATED)


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
        label = (
            around.find_previous_sibling(["h2", "h3", "h4", "div", "span", "p"])
            if around.name in _CARDS or around.name == "ul"
            else None
        )
        if isinstance(label, Tag) and is_shorter(label, 60) and is_related_heading(label.get_text(" ")):
            return True
    return False


def is_box(element: Tag) -> bool:
    """Return whether ``element`` is by its names a box beside the text; what holds the title or the text is none."""
    return _has_name(element, _RELATED) or _has_name(element, _BOX)


def is_card(element: Tag) -> bool:
    """Return whether an element inside the text is by its build a card of another article, or a row of them.

    Picture and title lead to the same page, or it is an <article> that leads elsewhere; beside each title stands at most a
    teaser.
    """
    if element.name not in _CARDS or not is_shorter(element, _CARD_SIZE) or _has_body(element):
        return False
    links = [a for a in element.find_all("a", href=True) if _is_page_link(str(a["href"]))]
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


def _has_name(element: Tag, pattern: re.Pattern[str]) -> bool:
    if element.name in ("html", "body", "main", "h1") or element.get("itemprop") == "articleBody":
        return False
    called = element_labels(element)
    if not called or not pattern.search(called) or _has_body(element):
        return False
    if element.name in _INLINE and any(e.name in _SENTENCES for e in element.parents):
        return False  # a link to a tag page inside a sentence is a word of the sentence
    # A wrapper named after the share bar may hold the whole text; a list of comments may be longer than any text.
    return bool(_ALWAYS.search(called)) or not has_text(element)


def _has_body(element: Tag) -> bool:
    """Return whether ``element`` holds the title, or what is marked as the text."""
    return any(isinstance(e, Tag) and (e.name == "h1" or is_marked_body(e)) for e in element.descendants)


def is_marked_body(element: Tag) -> bool:
    """Return whether ``element`` is marked as the text by its template."""
    return bool(element.attrs) and any(element.attrs.get(key) == value for key, value in _BODY)


def has_text(element: Tag) -> bool:
    """Return whether ``element`` holds a text: three pieces of it in a row of sentences, however they are parted, no teasers."""
    return sum(1 for _ in islice(_iter_pieces_of_text(element), 3)) == 3


def _iter_pieces_of_text(element: Tag) -> Iterator[str]:
    """Yield the pieces of text below ``element`` of a sentence's length, parted by blocks and <br>, mostly unlinked, no teasers."""
    return (said for _, said in _iter_held_pieces(element))


def _iter_held_pieces(element: Tag) -> Iterator[tuple[Tag, str]]:
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
    titles = item.select("h2 a, h3 a, h4 a, h5 a, a[class*=title], a > h2, a > h3, a > h4")
    return bool(titles) and not any(leaf in t.parents for t in titles)


def strip_hidden(elements: Elements, titles: Collection[str] = ()) -> None:
    """Take scripts, menus and hidden text out of a page; a form round the whole page only loses its shell.

    So does an <aside>, <nav> or <footer> that holds the title (one of ``titles``, or the first heading) and the text: a
    wrapper that was left open.
    """
    forms = elements.by_name("form")
    whole = len(elements.soup.get_text()) if forms else 0
    for form in forms:
        if not is_in_page(form):
            continue
        if find_below(form, "h1") or len(list(iter_below(form, "p"))) > 3 or len(form.get_text()) > whole / 2:
            form.unwrap()
        else:
            remove_element(form)
    beside: list[Tag] = []
    for element in elements.select(_NOISE):
        if element.name not in _NEVER_TEXT and _holds_article(element, titles) or _is_foot_of_article(element):
            element.unwrap()
        elif element.name in ("aside", "nav") and is_in_page(element) and has_text(element):
            beside.append(element)
        else:
            remove_element(element)
    for element in elements:
        if _is_hidden(element):
            remove_element(element)
    if beside:
        _settle_beside(elements.soup, [e for e in beside if is_in_page(e)])


def _is_foot_of_article(element: Tag) -> bool:
    """Return whether ``element`` is the few words below an article: who wrote it, where it is filed."""
    return element.name == "footer" and find_above(element, "article") is not None and is_shorter(element, _FOOT)


def _settle_beside(soup: Tag, beside: Collection[Tag]) -> None:
    """Take out what stands beside the text, but for a page all of whose text stands there: a wrapper left open."""
    inside = {id(e) for element in beside for e in element.descendants}
    outside = (holder for holder, _ in _iter_held_pieces(soup) if id(holder) not in inside)
    alone = next(outside, None) is None
    for element in beside:
        if alone and is_in_page(element):
            element.unwrap()
        else:
            remove_element(element)


def _holds_article(element: Tag, titles: Collection[str]) -> bool:
    """Return whether ``element`` holds the title and the text of its page."""
    if not is_in_page(element) or is_shorter(element, _LEAST_TEXT):
        return False
    known = {title.lower() for title in titles}
    headings = element.find_all(["h1", "h2", "h3"])
    titled = any(h.name == "h1" or squeeze_blanks(h.get_text(" ")).lower() in known for h in headings)
    return titled and (has_text(element) or sum(map(len, _iter_pieces_of_text(element))) > _LEAST_TEXT)


def _is_hidden(element: Tag) -> bool:
    if _HIDDEN.search(str(element.get("style") or "")):
        return True
    called = " ".join(str(n) for n in element.get_attribute_list("class")) if element.get("class") else ""
    if not _NONE.search(called) or _SHOWN_WIDE.search(called):
        return False
    return not _has_body(element) and not has_text(element)


def strip_boxes(elements: Elements, *kept: Tag | None) -> None:
    """Take the boxes beside the text out of a page: those with telling names, and those under a telling headline.

    ``kept`` are the title and the text: they, and what holds them, stay.
    """
    held = {id(e) for tag in kept if tag is not None for e in (tag, *tag.parents)}
    for element in elements:
        if id(element) not in held and is_box(element):
            remove_element(element)
    for string in elements.soup.find_all(string=is_related_heading):
        # Of two headlines of one box the second went with the first.
        box = _box_of(string, held) if isinstance(string, NavigableString) and is_in_page(string) else None
        if box is not None:
            remove_element(box)


def is_related_heading(text: str | None) -> bool:
    """Return whether ``text`` is no more than the headline of a box of other articles ("Tin liên quan")."""
    return bool(text) and len(text or "") <= 60 and bool(_LABEL.fullmatch(squeeze_blanks(text or "").rstrip(" :.…»>")))


def _box_of(label: NavigableString, held: set[int]) -> Tag | None:
    """Return the widest element round a headline that holds links to other articles and no text of its own."""
    found: Tag | None = None
    for element in list(label.parents)[:6]:
        if not isinstance(element, Tag) or id(element) in held or not is_shorter(element, 1500):
            break
        leaves = [p for p in iter_below(element, "p", "div") if not find_below(p, "p", "div", "a")]
        long = [p for p in leaves if len(p.get_text()) > 150 or (len(p.get_text()) > 100 and not is_teaser(p))]
        if len(long) > 1 or (long and not find_below(element, "a")):
            break
        if element.name != "p" and find_below(element, "a") is not None:
            if found is not None and count_unlinked(element) > count_unlinked(found) + 80:
                break
            found = element
    return found


def is_label(text: str) -> bool:
    """Return whether ``text`` only announces other articles ("Xem thêm: …", ">> …")."""
    return bool(_LABEL.search(text) or _ARROWS.search(text))


def is_topic(text: str) -> bool:
    """Return whether ``text`` only names the subject that a page is filed under ("Sự kiện: …", "Từ khóa: …")."""
    return len(text) <= 150 and bool(_TOPIC.search(text))


def is_leftover(text: str) -> bool:
    """Return whether ``text`` is the word on an empty advertisement or button."""
    return bool(_ALONE.search(text)) or (len(text) <= 90 and bool(_TOOLS.fullmatch(text)))
