"""Laravel and portals of that style: ``?page=N`` lists with rel=next, articles with a number in their address."""

from __future__ import annotations

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules


class Laravel(Family):
    """There is no common template; the addresses and the paginator are what such portals share."""

    name = "laravel"
    addresses = compile_rules(
        (
            r"/(?:login|logout|register|password|admin|lang|language|search|tim-kiem|captcha)(?:/|\?|$)|/in-(?:bai|trang)",
            SKIP,
        ),
        (r"[?&](?:sort|orderby|filter|print|lang|locale)=", SKIP),
        (r"[?&](?:page|trang)=\d+", "page"),
        (r"/rss(?:/[\w-]+)*(?:\.xml|\.rss)?$|/feed/?$", "feed"),
        (
            r"/(?:bai-viet|tin-bai|chi-tiet|tin-chi-tiet|post|news-detail|article)/[\w%.-]+|[-/]\d{2,}(?:\.html?)?$",
            "article",
        ),
        (r"/(?:chuyen-muc|danh-muc|category|chuyen-de|topic)/[\w-]+/?$", "listing"),
    )
    hints = (
        Hints(
            "bootstrap",
            {
                "title": ".post-detail h1, .article-detail h1, .news-detail h1, h1.post-title, h1.article-title",
                "lead": ".post-detail .post-summary, .article-detail .article-summary, .news-detail .news-summary",
                "body": ".post-detail .post-content, .article-detail .article-content, .news-detail .news-content",
                "date": ".post-detail .post-date, .article-detail .article-date, .news-detail .news-date",
                "byline": ".post-detail .post-author, .article-detail .article-author, .news-detail .news-author",
            },
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the session's cookie, or the token tag together with the framework's paginator."""
        cookies = page.headers.get("set-cookie", "").lower()
        if "laravel_session" in cookies or "xsrf-token" in cookies:
            return 0.9
        return 0.6 if 'name="csrf-token"' in page.text else 0.0


LARAVEL = Laravel()
