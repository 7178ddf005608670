"""Joomla: com_content of 1.5 to 5; lists go on by ``?start=N``, every page has a print and a mail version of itself."""

from __future__ import annotations

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules


class Joomla(Family):
    """The core's layouts write the same classes in every template that does not override them."""

    name = "joomla"
    addresses = compile_rules(
        (r"[?&]format=feed\b|[?&]type=(?:rss|atom)\b", "feed"),
        (r"[?&](?:tmpl=component|print=1|format=(?:pdf|raw|json|opensearch)|task=|showall=)", SKIP),
        (
            r"/component/(?!content)|[?&]option=com_(?!content\b|k2\b)|/administrator\b|[?&]view=(?:login|registration|form|reset|remind|tag)",
            SKIP,
        ),
        (r"[?&](?:limit)?start=\d+", "page"),
        (r"[?&]view=(?:article|item)\b", "article"),
        (r"[?&]view=(?:category|categories|featured|section|archive|itemlist)\b", "listing"),
        (r"/\d+-[a-z0-9%][\w%-]*(?:/\d+-[\w%-]+)*(?:\.html)?$|/item/\d+-", "article"),
    )
    hints = (
        Hints(
            "4",
            {
                "title": (
                    ".com-content-article [itemprop=headline]",
                    ".com-content-article > .page-header > h1",
                    ".com-content-article h1",
                ),
                "body": ".com-content-article__body",
                "date": (".com-content-article .published time", ".com-content-article .create time"),
                "byline": (".com-content-article .createdby [itemprop=name]", ".com-content-article .createdby"),
                "section": ".com-content-article .category-name a",
                "drop": ".com-content-article .icons, .com-content-article .tags, .pagenavigation",
            },
        ),
        Hints(
            "3",
            {
                "title": (
                    ".item-page [itemprop=headline]",
                    ".item-page > .page-header h2",
                    ".item-page > h2",
                    ".item-page h1",
                ),
                "body": ".item-page [itemprop=articleBody]",
                "date": (".item-page .published time", ".item-page .create time", ".item-page .published"),
                "byline": (".item-page .createdby [itemprop=name]", ".item-page .createdby"),
                "section": ".item-page .category-name a",
                "drop": ".item-page .icons, .item-page .tags, .item-page .pagenav, .item-page .actions",
            },
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the generator tag, or the paths and the component's name that every page carries."""
        if "joomla" in page.generator():
            return 1.0
        if "com_content" in page.text and ("/media/system/js/" in page.text or "/media/jui/" in page.text):
            return 0.8
        return 0.7 if "option=com_content" in page.text or "joomla-script-options" in page.text else 0.0


JOOMLA = Joomla()
