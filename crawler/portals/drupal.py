"""Drupal 6 to 11: nodes and views; lists go on by ``?page=N`` counted from 0, modules add print and mail versions."""

from __future__ import annotations

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.family import Family, Hints, compile_rules


class Drupal(Family):
    """A builder names the fields, the core names what they stand in."""

    name = "drupal"
    addresses = compile_rules(
        (
            r"/(?:user|admin|comment|search|print(?:mail|pdf)?|tags?|forum|poll|contact|filter)(?:/|\?|$)|[?&]q=(?:user|admin|comment|search|print)\b",
            SKIP,
        ),
        (r"/node/(?:add|\d+/(?:edit|delete|revisions|track|outline))|[?&](?:destination|order|sort|sort_by)=", SKIP),
        (r"/rss\.xml$|/taxonomy/term/\d+/(?:all/)?feed|/feed(?:/|$)", "feed"),
        (r"/sitemap\.xml(?:\?|$)", "sitemap"),
        (r"[?&]page=\d+(?:%2c\d+|,\d+)*", "page"),
        (r"/taxonomy/term/\d+|[?&]q=taxonomy/term/\d+|^/node/?$", "listing"),
        (r"/node/\d+$|[?&]q=node/\d+", "article"),
    )
    hints = (
        Hints(
            "8",
            {
                "title": (
                    "h1.page-title",
                    "h1.page-header",
                    ".node--view-mode-full .node__title",
                    ".block-page-title-block h1",
                ),
                "lead": (
                    ".node--view-mode-full .field--name-field-tom-tat",
                    ".node--view-mode-full .field--name-field-summary",
                    ".node--view-mode-full .field--name-field-sapo",
                    ".node--view-mode-full .field--name-field-mo-ta",
                ),
                "body": ".node--view-mode-full .field--name-body, article.node .field--name-body",
                "date": (
                    ".node--view-mode-full .field--name-created time",
                    ".node--view-mode-full .field--name-created",
                    ".node--view-mode-full .node__submitted",
                    ".field--name-field-ngay-dang",
                ),
                "byline": (".field--name-field-tac-gia .field__item", ".field--name-field-author .field__item"),
                "section": (".field--name-field-chuyen-muc a", ".field--name-field-category a"),
                "drop": ".node__links, .field--name-field-tags",
            },
        ),
        Hints(
            "7",
            {
                "title": ("#page-title", "h1.page-header", "h1.title", ".node > h2"),
                "lead": (
                    ".node .field-name-field-tom-tat",
                    ".node .field-name-field-summary",
                    ".node .field-name-field-sapo",
                ),
                "body": ".node .field-name-body",
                "date": (".node .submitted", ".field-name-post-date", ".field-name-field-ngay-dang"),
                "byline": (".field-name-field-tac-gia .field-item", ".field-name-field-author .field-item"),
                "section": (".field-name-field-chuyen-muc a", ".field-name-field-category a"),
                "drop": ".node .link-wrapper, .node ul.links, .field-name-field-tags",
            },
        ),
    )

    def recognise(self, page: Page) -> float:
        """Tell by the generator tag, or the settings that every page hands to its scripts."""
        if "drupal" in page.generator():
            return 1.0
        if "drupal-settings-json" in page.text or "Drupal.settings" in page.text:
            return 0.95
        return 0.7 if "/sites/default/files/" in page.text or "/sites/all/" in page.text else 0.0


DRUPAL = Drupal()
