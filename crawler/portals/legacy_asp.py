"""Old ASP portals: tables and frames, fonts instead of an encoding, links in scripts, months as archives."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, compile_rules

_FONT = re.compile(r"(?i)face=[\"']?(?:\.vn\w+|vni-)|font-family\s*:\s*[\"']?(?:\.vn\w+|vni-)")


class LegacyAsp(Family):
    """No selectors: these pages have no names to select by; the generic extractor reads their tables."""

    name = "legacy_asp"
    addresses = compile_rules(
        (
            r"/(?:print|in_?tin|in_?bai|send|gui|login|dangnhap|admin|guestbook|gopy|poll|search|timkiem|counter)\w*\.asp",
            SKIP,
        ),
        (r"\.asp\?(?:.*&)?(?:page|trang|p|pg|curpage|pageno|offset)=\d+", "page"),
        (
            r"\.asp\?(?:.*&)?(?:id|newsid|news_id|tinid|id_tin|idtin|msg_id|articleid|baiviet|ma_?tin|nid)=\d+",
            "article",
        ),
        (r"\.asp\?(?:.*&)?(?:thang|month|nam|year|ngay|cat|catid|chuyenmuc|cm|muc|id_?loai|type)=", "listing"),
        (r"\.asp$", "listing"),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the page's address, its editor's generator tag, or the fonts that stood for an encoding."""
        if urlsplit(page.url).path.lower().endswith(".asp"):
            return 0.8
        if "frontpage" in page.generator() or _FONT.search(page.text):
            return 0.6
        return 0.55 if re.search(r"(?i)<frameset|href=[\"']?[\w/.]+\.asp\?", page.text) else 0.0


LEGACY_ASP = LegacyAsp()
