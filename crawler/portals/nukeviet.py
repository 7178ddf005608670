"""NukeViet: most Vietnamese government portals. Module "news", versions 3 to 5 and eGovernment; templates at github.com/nukeviet/nukeviet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

from crawler.html.address_kinds import SKIP
from crawler.html.links import Link
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules


class NukeViet(Family):
    """Articles are /news/section/name-ID.html, lists /news/section/page-N/, feeds below /rss/."""

    name = "nukeviet"
    addresses = compile_rules(
        (
            r"/(?:print|savefile|sendmail|rating|search|users|contact|voting|statistics|banners|comment|seek)(?:/|$)",
            SKIP,
        ),
        (r"[?&](?:nv|op)=(?:users|contact|search|print|savefile|sendmail|voting|banners|seek)\b", SKIP),
        (r"/(?:tag|groups|author)/", SKIP),
        (r"/rss(?:/[\w-]+)*/?$|[?&]op=rss\b", "feed"),
        (r"/sitemap(?:index)?(?:[\w.-]*\.xml|/?$)", "sitemap"),
        (r"/page-\d+/?$|[?&]page=\d+", "page"),
        (r"-\d+\.html?$|/(?:[\w]+-){5,}\d{2,}/$", "article"),  # the ending is a setting, an oblique by some
        (r"^/(?:vi/|index\.php/)?[\w-]+/(?:[\w-]+/)*$", "listing"),
    )
    marks_last_edit = True  # 4.3 to 5 give SCHEMA_DATEPUBLISHED the time of the last edit, and so does eGovernment
    hints = (
        Hints(
            "4",
            {
                "title": "h1[itemprop=headline], .news_column h1.title, h1.title.margin-bottom-lg",
                "lead": ".news_column .hometext, .hometext[itemprop=description], .hometext",
                "body": "#news-bodyhtml",
                "date": ".news_column .row .h5, .panel-body > .row .h5, .detail-time, .news_column time",
                "byline": "p.text-right:-soup-contains('Tác giả'), .text-right:-soup-contains('Tác giả:')",
                "credit": "p.text-right:-soup-contains('Nguồn'), .text-right:-soup-contains('Nguồn tin:')",
                "drop": "#news-bodyhtml .news-related, .news_column .sosmedia, #news-bodyhtml .block-inpost",
            },
        ),
        Hints(
            "mobile",  # mobile_default of 4 and 5, mobile_egov
            {
                "title": ".news_column .panel-body > h1",
                "lead": "#hometext",
                "body": ".news_column .panel-body > .bodytext",
                "date": ".news_column .panel-body > em.time",
                "byline": "p.text-right:-soup-contains('Tác giả')",
                "credit": "p.text-right:-soup-contains('Nguồn')",
                "drop": "#hometext .modal",
            },
        ),
        Hints(
            "3",
            {
                "title": "#news_detail > h1",
                "lead": "#hometext",
                "body": "#news_detail .bodytext",
                "date": "#news_detail > span.time",
                "byline": "#news_detail > p:-soup-contains('Tác giả')",
                "credit": "#news_detail > p:-soup-contains('Nguồn')",
                "drop": "#news_detail .control, #news_detail .copyright",
            },
            valid_until=date(2019, 12, 31),  # version 3 ended with 2013, portals kept its templates for years
        ),
        Hints(
            "3 modern",
            {
                "title": ".header-details h1",
                "lead": "#hometext",
                "body": "#bodytext",
                "date": ".header-details .small",
                "byline": ".source:-soup-contains('Tác giả')",
                "credit": ".source:-soup-contains('Nguồn')",
            },
            valid_until=date(2019, 12, 31),
        ),
        Hints(
            "3 mobile",
            {
                "title": "h1:has(~ .fiximg)",
                "body": "h1 ~ .fiximg",
                "date": "h1 ~ .smll",
                "byline": "p.ar:-soup-contains('Tác giả')",
                "credit": "p.ar:-soup-contains('Nguồn')",
            },
            valid_until=date(2019, 12, 31),
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the generator tag, the script variables of every page, or the news module's own ids."""
        if "nukeviet" in page.generator():
            return 1.0
        if "nv_base_siteurl" in page.text or "nv_lang_data" in page.text:
            return 0.9
        return 0.7 if 'id="news_detail"' in page.text or 'id="news-bodyhtml"' in page.text else 0.0

    def find_extra_links(self, page: Page) -> Iterable[Link]:
        """Offer the sitemap index that every installation has."""
        return [Link(urljoin(page.url, "/sitemap.xml"), "sitemap")]


NUKEVIET = NukeViet()
