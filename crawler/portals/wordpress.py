"""WordPress: its REST interface lists every post with a total when it is open; else feeds and archives by month."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from archive.canonical_url import canonicalise
from crawler.html import listing_dates as dates_listed
from crawler.html.address_kinds import SKIP
from crawler.html.date_text import parse_metadata_date
from crawler.html.links import Link
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules

_PER_PAGE = 100  # the most that the interface gives at once
_FIELDS = "id,link,date,modified_gmt"


class WordPress(Family):
    """Themes differ, but the classes of post parts come from the core and are in nearly all of them."""

    name = "wordpress"
    addresses = compile_rules(
        (r"/wp-(?:admin|login|includes|content|cron|signup)|/xmlrpc\.php", SKIP),
        (r"/comments?/feed|/(?:attachment|embed|trackback)/?$|[?&](?:replytocom|share|like_comment|cpage|s)=", SKIP),
        (r"/(?:author|tag)/|[?&](?:author|tag)=|/comment-page-\d+", SKIP),
        (r"^/(?:index\.php)?(?:\?rest_route=)?/?wp-json/wp/v2/posts|rest_route=/wp/v2/posts", "api"),
        (r"/wp-json/|[?&]rest_route=", SKIP),
        (r"[?&]paged=\d+|/page/\d+/?$", "page"),
        (r"^/feed/?(?:$|\?)|^/\?feed=", "feed"),
        (r"/feed/?$", SKIP),
        (r"/(?:wp-)?sitemap[\w-]*\.xml", "sitemap"),
        (r"^/(?:19|20)\d\d/(?:[01]\d/)?(?:[0-3]\d/)?$|[?&]m=\d{6}|/category/|[?&](?:cat|page_id)=\d+", "listing"),
        (r"[?&]p=\d+|^/(?:19|20)\d\d/[01]\d/.+|^/archives/\d+", "article"),
    )
    hints = (
        Hints(
            "blocks",
            {
                "title": "h1.wp-block-post-title",
                "body": ".wp-block-post-content",
                "date": ".wp-block-post-date time",
                "byline": ".wp-block-post-author__name",
                "section": ".wp-block-post-terms a",
                "drop": ".sharedaddy, .wp-block-latest-posts, .wp-block-query, .jp-relatedposts",
            },
        ),
        Hints(
            "classic",
            {
                "title": "h1.entry-title",
                "body": ".entry-content",
                "date": "time.entry-date.published, .entry-meta time, .posted-on time",
                "byline": ".byline .author .fn, .byline .author, .entry-meta .author a",
                "section": ".cat-links a, .entry-meta a[rel~=category]",
                "drop": ".sharedaddy, .jp-relatedposts, .yarpp-related, .addtoany_share_save_container, .post-navigation,"
                " .related-posts, .wpd-comment, .ez-toc-container, .kk-star-ratings",
            },
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the generator tag, the interface's link, or the paths of themes and pictures."""
        if "wordpress" in page.generator() or "api.w.org" in page.text:
            return 1.0
        return 0.7 if "/wp-content/" in page.text or "/wp-includes/" in page.text else 0.0

    def find_extra_links(self, page: Page) -> Iterable[Link]:
        """Offer the interface where the page names it, and the newest articles' feed."""
        roots = [a.url for a in page.anchors() if "api.w.org" in a.rel and a.url]
        found = [Link(canonicalise(_posts_url(root)), "api") for root in roots[:1]]
        return [*found, Link(urljoin(page.url, "/feed/"), "feed")]

    def parse_entries(self, body: bytes, url: str, headers: Mapping[str, str]) -> list[Link]:
        """Return the posts of one answer and the address of the next one."""
        try:
            posts = json.loads(body)
        except (ValueError, RecursionError):
            return []
        if not isinstance(posts, list):
            return []
        found = [link for p in posts if isinstance(p, dict) and (link := _link_of_post(p, url))]
        query = dict(parse_qsl(urlsplit(url).query))
        number, last = _parse_count(query.get("page", "1")), _parse_count(headers.get("x-wp-totalpages", "0"))
        if number < last:
            parts = urlsplit(url)
            query["page"] = str(number + 1)
            found.append(Link(canonicalise(urlunsplit(parts._replace(query=urlencode(query)))), "api"))
        return found

    def announced_total(self, headers: Mapping[str, str]) -> int | None:
        """Return the X-WP-Total header."""
        told = headers.get("x-wp-total", "")
        return int(told) if told.isdecimal() and len(told) < 9 else None


def _parse_count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _posts_url(root: str) -> str:
    query = urlencode({"per_page": _PER_PAGE, "page": 1, "_fields": _FIELDS})
    if "rest_route=" in root:
        return f"{root.rstrip('/')}/wp/v2/posts&{query}"
    return f"{root.rstrip('/')}/wp/v2/posts?{query}"


def _link_of_post(post: Mapping[str, object], url: str) -> Link | None:
    address = canonicalise(str(post.get("link") or ""), url)
    if not address:
        return None
    try:
        modified = datetime.fromisoformat(str(post.get("modified_gmt"))).replace(tzinfo=UTC)
    except ValueError:
        modified = None
    told = parse_metadata_date(str(post.get("date") or ""))  # the site's own time
    published = dates_listed.format_moment(told) if told else ""
    return Link(address, "article", month=published[:7], published=published, modified=modified)


WORDPRESS = WordPress()
