"""SharePoint and other ASP.NET portals, the ministry's old one among them: pages in /Pages/, lists paged by postback."""

from __future__ import annotations

from datetime import date

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules


class SharePoint(Family):
    """The pagers themselves are read for every ASP.NET page (``crawler.portals.postback``)."""

    name = "sharepoint"
    dates_by_language = True
    addresses = compile_rules(
        (r"/_(?:layouts|catalogs|vti_bin|forms|api|login|windows)\b|/style%20library/|/siteassets/", SKIP),
        (
            r"/forms/(?:allitems|dispform|editform|newform)|/(?:dangnhap|login|print|inbaiviet|sitemap|search)\.aspx",
            SKIP,
        ),
        (r"[?&](?:print|mobile|isdlg|source)=", SKIP),
        (r"/_layouts/.*listfeed\.aspx|/rss\.aspx", "feed"),
        (r"[?&](?:paged=true|pagefirstrow=\d+|page=\d+|p_id=)", "page"),
        (r"\.aspx\?(?:.*&)?(?:itemid|newsid|id|baivietid|tinid)=\d+", "article"),
        (
            r"/pages/(?:default|home|trangchu|trang-chu|danh-?muc|list|lists|chuyen-?muc|news-?list|tin-tuc)[\w-]*\.aspx",
            "listing",
        ),
        (r"\.aspx\?(?:.*&)?(?:cat|catid|chuyenmuc|categoryid|cm)=", "listing"),
        (r"/pages/[\w%.-]+\.aspx$", "article"),
    )
    hints = (
        Hints(
            "publishing",
            {
                "title": (
                    "h1.news-title",
                    ".article-title h1",
                    ".newsdetail h1",
                    ".newsdetail .title",
                    "#DeltaPlaceHolderMain h1",
                ),
                "lead": ".news-summary, .newsdetail .sapo, .article-byline + .ms-rtestate-field",
                "body": "[id$=RichHtmlField], .ms-rtestate-field, .newsdetail .content",
                "date": (".news-date", ".newsdetail .date", ".article-date"),
                "byline": (".news-author", ".newsdetail .author", ".article-byline"),
                "drop": ".ms-webpart-chrome-title, .ms-hide, .s4-notdlg",
            },
        ),
        Hints(
            "2010",
            {
                "title": ("#MSO_ContentTable h1", ".ms-WPBody h1", ".detail-title"),
                "lead": ".detail-lead, .ms-WPBody .lead",
                "body": ".detail-content, .ms-WPBody .ms-rteElement-P",
                "date": ".detail-date",
            },
            valid_until=date(2020, 10, 13),  # end of support of SharePoint 2010
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the generator tag, SharePoint's script variables, or a page in /Pages/ with view state."""
        if "sharepoint" in page.generator():
            return 1.0
        if "_spPageContextInfo" in page.text or "/_layouts/" in page.text:
            return 0.8
        if "__VIEWSTATE" not in page.text:
            return 0.0
        return 0.7 if "/pages/" in page.url.lower() else 0.5


SHAREPOINT = SharePoint()
