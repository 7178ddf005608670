"""Tells what an address of any portal leads to by its words alone: article, list, further page, print version, search, tag.

Discovery asks it of links, extraction of the page it was given; a family's own rules go before it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

SKIP = "skip"
"""The kind of what leads to no article and is not followed."""

_NOT_PAGES = re.compile(
    r"(?i)\.(jpe?g|png|gif|svg|webp|avif|bmp|tiff?|css|js|pdf|docx?|xlsx?|pptx?|rtf|csv|zip|rar|7z|exe|epub|mp[34]|m4[av]|wav|ogg|webm|mov"
    r"|avi|wmv|flv|m3u8|ico|xml|json|txt|apk)$"
)
_ELSEWHERE = re.compile(
    r"(?i)^(?:quang-?cao|adv?s?|adserver|banner|eclick|rao-?vat|shop|id|login|account|sso|search|tim-?kiem|rss)\."
)
"""Hosts below a portal's own that hold no articles of it."""
_END = r"(?:[/?]|\.\w{2,5}(?:[/?]|$)|$)"
_ASIDE = re.compile(
    r"(?i)/(?:print(?:er)?(?:[-_]?(?:version|page|article|preview|friendly|\d+))?|in[-_]?(?:bai(?:[-_]viet)?|trang|tin)|ban-in|savefile"
    r"|sendmail|gui-(?:mail|email|bai)|search|tim-?kiem|ket-qua-tim-kiem|seek|tags?|tu-khoa|keywords?|hashtag|authors?|tac-gia"
    r"|but-danh|login|log-?in|dang-?nhap|dang-?ky|register|logout|dang-xuat|sign-?(?:in|up)|users?|account|tai-khoan|cart"
    r"|gio-hang|quang-?cao|quangcao|adv(?:ert\w*)?|adclick|banners?|redirect|wp-login|comments?|binh-luan|download|embed)"
    + _END
    + r"|[?&](?:page|op|do|view|act|action|mod)=(?:print|in-?bai|search|tim-?kiem|login|dang-?nhap)\b"
    r"|[?&](?:print|in|q|s|keywords?|search|tu-?khoa|tag|author|replytocom|share|tmpl|adid|amp)=|[?&]format=(?:pdf|raw)\b"
    r"|[-_.]print\.(?:html?|aspx?|php)$|[-_/](?:lien-he|bao-gia|bang-gia)-quang-?cao" + _END
)
_TOPIC = re.compile(
    r"(?i)/(?:topics?|chu-?de|chuyen-?de|dong-su-kien|events?|danh-?muc|categor(?:y|ies))(?:/[^/]*)?/?$"
    r"|-(?:(?:c|e|cat|sk|cd|zone)\d{1,7}|(?:event|tags?|topic|author)\d+)(?:\.\w{3,5})?/?$"
)
_STATIC = re.compile(
    r"(?i)/(?:lien-he|bao-gia|bang-gia|thong-tin)-(?:toa-soan|quang-cao)(?:-[a-z]+){0,6}(?:-\d{1,4})?(?:\.\w{3,5})?/?$"
    r"|/(?:lien-he|gioi-thieu|bao-gia|bang-gia|dat-bao|toa-soan|chinh-sach|dieu-khoan|quy-dinh|thoa-thuan|quang-cao|rss|so-do"
    r"|ban-quyen|tuyen-dung|site-?map|contact|about|privacy|terms|ve-chung-toi)(?:-[a-z]+){0,3}(?:\.\w{3,5})?/?$"
)
_FRONT = re.compile(
    r"(?i)/(?:(?:vi|vn|en|eng|vie|vi-vn|en-us)/?)?(?:(?:index|default|home|trang-chu|trangchu|main|pages/(?:default|home))(?:\.\w{3,5})?/?)?"
)
_ARTICLE = re.compile(r"(?i)\d{3,}|[a-z0-9]+(?:-[a-z0-9]+){4,}")
_ARTICLE_SLUG = re.compile(
    r"(?i)/[a-z0-9]+(?:-[a-z0-9]+){3,}[-.]?[a-z]*\d{3,}(?:\.(?:\w{3,5}))?/?$|-[a-z]{0,4}\d{4,}(?:\.(?:\w{3,5}))?/?$|/\d{5,}(?:\.\w{3,5})$"
)
"""A title and a number, or a number before the ending: an article wherever it stands."""
_FEED = re.compile(r"(?i)\.(?:rss|atom)$|/(?:rss|feed|atom)(?:\.xml)?/?$")
_EVENT = re.compile(r"(?i)/(?:su-kien|tin-theo-su-kien)/[^/]+$")
_TITLE_SLUG = re.compile(r"(?i)/[a-z0-9]+(?:-[a-z0-9]+){5,}(?:\.\w{3,5})?/?$")
"""As many words as titles have and names of sections have not, below whatever section."""
_PAGE_FILE = re.compile(r"(?i)\.(?:html?|aspx|shtml)$")
_LISTING = re.compile(r"(?i)/(?:page|trang|chuyen-muc|category|chuyen-trang|tin-tuc)(?:/|-|$)|[?&](?:page|trang|p)=\d+")
_NUMBERED_PAGE = re.compile(
    r"(?i)/timeline(?:list)?/|/(?:page|trang|p)[/-]?\d{1,5}(?:\.\w{3,5})?/?(?:$|\?)|-(?:p|page|trang-?)\d{1,4}(?:\.\w{3,5})?/?(?:$|\?)"
    r"|[?&](?:trang|p|pg|paging|start|limitstart|cur|offset|[\w.]*page(?!_?id)\w*)=\d{1,6}(?:&|$)"
)


@lru_cache(maxsize=8192)
def kind_of_address(address: str) -> str:
    """Return "front", "article", "listing", "page", "feed", ``SKIP`` for a file, a print version or a search, "" for no idea."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    target = f"{path}?{parts.query}" if parts.query else path
    if _ELSEWHERE.match(parts.hostname or ""):
        return SKIP
    if _FEED.search(path):
        return "feed"
    if _NOT_PAGES.search(path):
        return SKIP
    if not parts.query and _FRONT.fullmatch(path or "/"):
        return "front"
    if _ASIDE.search(target):
        return SKIP
    if _NUMBERED_PAGE.search(target):
        return "page"
    if _STATIC.search(path) or _TOPIC.search(path):
        return "listing"
    if _ARTICLE_SLUG.search(path):
        return "article"  # also below a section that is called /tin-tuc/
    if _LISTING.search(target) and not _TITLE_SLUG.search(path):
        return "listing"
    if _ARTICLE.search(target):
        return "article"
    return "" if not _PAGE_FILE.search(path) or _count_words(path) <= 4 else "article"


def is_sure_article(address: str) -> bool:
    """Return whether an address is that of an article wherever its link stands: a title with the number of an article."""
    path = unquote(urlsplit(address).path)
    return kind_of_address(address) == "article" and bool(_ARTICLE_SLUG.search(path)) and not _EVENT.search(path)


def is_of_event(address: str) -> bool:
    """Return whether an address stands below what is called an event: a topic of one paper, a section of another portal."""
    return bool(_EVENT.search(unquote(urlsplit(address).path)))


def _count_words(path: str) -> int:
    return len(path.rstrip("/").rpartition("/")[2].partition(".")[0].split("-"))
