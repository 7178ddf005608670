"""Every shared page that failed gives its right value: the pages are read from the shared texts, their words are their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from archive.model import VIETNAM, Article
from crawler.discovery.discover import extract_listing_links
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article, read_page
from tests.support.paths import texts_folder
from vietnamese.entities.bylines import split_authors

FOLDER = texts_folder() / "cases" / "pages"
PAGES = sorted(FOLDER.glob("*.html"))
FETCHED = datetime(2025, 9, 20, 14, 0, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Right:
    """What a page's first comment says of it; ``paragraphs`` 0 is not looked at."""

    published: str = "2025-08-14T09:35"
    paragraphs: int = 3
    lead: bool = False
    sections: tuple[str, ...] = ()
    credit: str = ""


RIGHT: Mapping[str, Right] = {
    "aside-left-open": Right(),
    "date-gmt": Right("2023-05-24T15:15"),
    "date-joined": Right("2023-05-24"),
    "date-relative": Right("2025-09-18"),
    "date-two-digit-year": Right("2023-05-24"),
    "date-unknown": Right(""),
    "date-us-order": Right("2023-05-24T08:15"),
    "long-data-attribute": Right(paragraphs=0),
    "nukeviet-edit-day": Right(paragraphs=2, lead=True),
    "nukeviet-edit-time": Right(paragraphs=2, lead=True),
    "nukeviet3-modern-lead": Right(paragraphs=2, lead=True, credit="Cổng thông tin mẫu"),
    "open-spans": Right(paragraphs=0),
    "print-link": Right("2023-05-24T08:15"),
    "script-less-than": Right(paragraphs=0),
    "section-two-names": Right(paragraphs=2, sections=("Chính trị", "Thời sự")),
    "social-class-holds-body": Right(),
    "source-is-no-author": Right("2023-05-24T08:15", credit="Báo Mẫu"),
    "story-class-holds-body": Right(),
    "tag-in-class-holds-body": Right(),
    "two-labels-one-box": Right(),
}
LISTS = {"front-page-og-article"}


def read(name: str) -> Article:
    return extract_article((FOLDER / f"{name}.html").read_bytes(), "", None, fetched_at=FETCHED)


def shown_in(name: str) -> BeautifulSoup:
    return BeautifulSoup((FOLDER / f"{name}.html").read_text("utf-8"), "html.parser")


def test_every_shared_page_is_looked_at() -> None:
    assert {page.stem for page in PAGES} == set(RIGHT) | LISTS


@pytest.mark.parametrize("name", RIGHT)
def test_shared_page(name: str) -> None:
    right, found, page = RIGHT[name], read(name), shown_in(name)
    assert page.title is not None and found.title == page.title.get_text()
    moment = datetime.fromisoformat(right.published).replace(tzinfo=VIETNAM) if right.published else None
    assert (found.published, found.precision) == (moment, "minute" if "T" in right.published else "day")
    paragraphs = [block.text for block in found.blocks if block.kind == "paragraph"]
    assert not right.paragraphs or len(paragraphs) == right.paragraphs
    assert not right.lead or found.lead in " ".join(page.get_text(" ").split())
    assert bool(found.lead) == right.lead
    assert not right.sections or found.section in right.sections
    assert (found.credit, right.credit in found.byline if right.credit else False) == (right.credit, False)


def test_a_lead_has_no_note_of_its_picture() -> None:
    note = shown_in("nukeviet3-modern-lead").select_one("#imghome em")
    found = read("nukeviet3-modern-lead")
    assert note is not None and note.get_text() not in found.lead and found.captions == note.get_text()


def test_no_citation_names_a_source_as_author() -> None:
    assert split_authors(read("source-is-no-author").byline) == ()
    assert split_authors("Theo Báo Mẫu") == split_authors("Nguồn: Báo Mẫu") == ()


def test_a_day_that_is_not_understood_is_named() -> None:
    page = read_page((FOLDER / "date-unknown.html").read_bytes(), "", None, fetched_at=FETCHED)
    shown = shown_in("date-unknown").select_one(".time")
    assert shown is not None and shown.get_text() in page.notes[0] and "ngày không đọc được" in page.notes[0]


def test_a_relative_day_is_counted_from_the_fetch() -> None:
    body = (FOLDER / "date-relative.html").read_bytes()
    later = extract_article(body, "", None, fetched_at=FETCHED + timedelta(days=9))
    assert later.published == datetime(2025, 9, 27, tzinfo=VIETNAM)


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("url", ["", "https://bao.example/", "https://bao.example/thoi-su.html"])
def test_shared_list_is_no_article(name: str, url: str) -> None:
    with pytest.raises(NotAnArticle, match="là danh sách"):
        extract_article((FOLDER / f"{name}.html").read_bytes(), url, None)


def test_of_two_links_the_article_is_followed() -> None:
    body = (FOLDER / "print-link.html").read_bytes()
    followed = [a["href"] for a in shown_in("print-link").find_all("a") if not str(a["href"]).startswith("/print/")]
    found = extract_listing_links(body, "https://bao.example/tin.htm", "bao.example")
    assert [link.url.removeprefix("https://bao.example") for link in found if link.kind == "article"] == followed
    assert len(found) == 1
