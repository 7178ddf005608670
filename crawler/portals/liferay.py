"""Liferay: asset publishers, whose pages are numbered by a ``_cur`` parameter and whose links carry the way back."""

from __future__ import annotations

import re

from w3lib.url import url_query_cleaner

from archive.canonical_url import canonicalise
from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules

_WAY_BACK = re.compile(
    r"(?i)(?:_\w+_)?(?:redirect|backurl|returntofullpageurl|resetcur)|inheritredirect|p_p_(?:auth|col_id|col_pos|col_count|mode"
    r"|state|lifecycle|state_rcv)|p_r_p_\w*resetcur|(?:_\w+_)?(?:keywords|advancedsearch|andoperator|orderbycol|orderbytype)"
)


class Liferay(Family):
    """Versions 6 and 7 write the same classes."""

    name = "liferay"
    addresses = compile_rules(
        (
            r"p_p_state=(?:pop_up|exclusive|maximized)|p_p_lifecycle=[12]|/c/portal/|/c/document_library|/group/control_panel|^/documents/",
            SKIP,
        ),
        (r"viewmode=print|/-/(?:message_boards|wiki|calendar|login|journal_content)", SKIP),
        (r"/-/asset_publisher/[^/]+/rss|p_p_resource_id=getrss", "feed"),
        (r"[?&](?:_\w+_)?cur=\d+", "page"),
        (
            r"/-/asset_publisher/[^/]+/content/|/-/[\w%.-]+(?:\?|$)|/w/[\w%.-]+(?:\?|$)|[?&]_\w+_(?:assetentryid|articleid|urltitle)=",
            "article",
        ),
    )
    hints = (
        Hints(
            "7",
            {
                "title": (
                    ".asset-full-content .component-title .asset-title",
                    ".asset-full-content .component-title",
                    ".portlet-body .header-title",
                    "h1.header-title",
                ),
                "lead": (
                    ".journal-content-article .lead",
                    ".journal-content-article .tom-tat",
                    ".asset-full-content .asset-description",
                ),
                "body": ".asset-full-content .journal-content-article, .journal-content-article",
                "date": (
                    ".asset-full-content .metadata-publish-date",
                    ".metadata-publish-date",
                    ".asset-publish-date",
                    ".asset-user-info .date-info",
                ),
                "byline": (
                    ".asset-full-content .metadata-author .user-info strong",
                    ".asset-full-content span.metadata-author",
                    ".asset-user-info .user-name",
                ),
                "section": ".asset-full-content .taglib-asset-categories-summary a",
                "drop": ".asset-related-assets, .taglib-social-bookmarks, .asset-links, .lfr-meta-actions, .asset-ratings",
            },
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the server's header, the script object of every page, or portlet parameters in links."""
        if "liferay-portal" in page.headers or "Liferay.ThemeDisplay" in page.text:
            return 1.0
        return 0.7 if "p_p_id=" in page.text or "/-/asset_publisher/" in page.text else 0.0

    def tidy_url(self, url: str) -> str:
        """Return the address without the parameters that lead back to the list it was found on."""
        dropped = [k for k in re.findall(r"[?&]([^=&#]+)", url) if _WAY_BACK.fullmatch(k)]
        if not dropped:
            return url
        return canonicalise(url_query_cleaner(url, dropped, remove=True))


LIFERAY = Liferay()
