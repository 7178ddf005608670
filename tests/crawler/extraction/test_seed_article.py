"""The article the project started from, in the sample portal's layout, read by the generic extractor."""

from __future__ import annotations

import re
from datetime import date

from crawler.extraction.extract import extract_article
from sample import pages
from sample.article import SampleArticle
from sample.articles import load_articles
from tests.support.paths import texts_folder

SECTIONS = ("An ninh trật tự", "Tin tức - Sự kiện")
NAVIGATION = ("Tìm kiếm", "Liên kết website", "Tin tức - Sự kiện", "Trang chủ", "Thống kê truy cập")
BYLINE = re.compile(r"\w+ \w+ – \w+ \w+")


def published_text() -> SampleArticle | None:
    """The article as an article of the portal; None without the shared texts.

    In the text the title comes first, then the date line and the lead. A caption stands under its picture, most of
    them twice; it is told from a paragraph by its length.
    """
    path = texts_folder() / "seed" / "article.txt"
    if not path.exists():
        return None
    title, shown, lead, *rest = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    day, month, year = shown.split("/")
    end = next(at for at, line in enumerate(rest) if BYLINE.fullmatch(line))
    short = dict.fromkeys(line for line in rest[:end] if len(line) < 120)
    return SampleArticle(
        number=1,
        slug="bai-dau-tien",
        title=title,
        published=f"{year}-{month}-{day}",
        section="Tin tức - Sự kiện",
        lead=lead,
        paragraphs=tuple(line for line in rest[:end] if line not in short),
        captions=tuple(short),
        byline=rest[end],
    )


def test_first_article_in_the_portals_layout() -> None:
    seed = published_text()
    # Without the shared texts an article of the same make-up (captions, two authors) stands in for it.
    article = seed or next(a for a in load_articles() if len(a.captions) > 1 and BYLINE.fullmatch(a.byline))
    page = pages.render_article_page(article, SECTIONS, "http://portal.example")
    assert all(page.count(f">{caption}<") == 2 for caption in article.captions)
    assert all(word in page for word in NAVIGATION)
    found = extract_article(page.encode(), "http://portal.example" + article.path, "text/html; charset=utf-8", None)
    assert (found.title, found.lead) == (article.title, article.lead)
    assert found.published is not None and found.published.date() == article.day
    if seed is not None:
        assert (article.day, len(article.captions), len(article.paragraphs)) == (date(2023, 5, 25), 5, 5)
        assert found.byline == "Nga Nguyễn – Sỹ Quý"
    assert len(re.split(r"\s+[–-]\s+", found.byline)) == 2
    assert [b.text for b in found.blocks if b.kind == "caption"] == list(article.captions)
    assert [b.text for b in found.blocks if b.kind == "paragraph"] == list(article.paragraphs)
    texts = [found.title, found.lead, *(b.text for b in found.blocks)]
    assert not [word for word in NAVIGATION for text in texts if word in text]
