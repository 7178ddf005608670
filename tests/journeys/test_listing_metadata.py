"""What only lists say of an article (section, date): given to it whenever they are read, searchable, and no version of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import lxml.html
import pytest

from archive.articles.archive import Archive
from archive.exchange.json_lines import export_articles, import_files
from archive.model import VIETNAM, StoredArticle
from crawler.crawl import crawl
from crawler.html.listing_dates import find_date_beside
from indexer.update import index_archive
from jobs.tasks.erase import erase
from search.searcher import Searcher
from tests.support.crawling import START, at, source_of
from tests.support.loopback import Said, answering

TITLE = "Tổ tuần tra đêm giữ bình yên bến cá Hồng Lam"
TEXT = "Mỗi đêm, tổ tuần tra gồm năm người đi dọc bến cá, nhắc bà con khóa thuyền và tắt lửa trước khi ngủ. " * 4
ARTICLE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{TEXT}</p><p><b>Nguyễn Bình</b></p></body></html>"
PATH = "/tin/to-tuan-tra-dem-giu-binh-yen-ben-ca-4711.html"
ROW = f'<li><a href="{PATH}">{TITLE}</a> <span>(25/05/2023 10:30)</span></li>'
FRONT = f'<html><title>Công an tỉnh</title><a href="{PATH}">{TITLE}</a><a href="/muc/xay-dung-luc-luong">Mục</a></html>'
LIST = f"<html><title>Xây dựng lực lượng</title><ul>{ROW}</ul></html>"


@contextmanager
def portal(pages: Mapping[str, str]) -> Iterator[str]:
    """Serve pages of HTML by path, to be changed meanwhile."""

    def answer(path: str) -> Said:
        html = (("Content-Type", "text/html; charset=utf-8"),)
        return Said(200, pages[path].encode(), html) if path in pages else Said(404)

    with answering(answer) as server:
        yield server.base


def only(archive: Archive) -> StoredArticle:
    (stored,) = next(archive.changed_since(0))
    return stored


def late(archive: Archive, base: str, pages: dict[str, str]) -> StoredArticle:
    """Crawl the article first and its list a day later; return what was stored at first."""
    crawl(archive, [source_of(base)], clock=at(START))
    before = only(archive)
    pages["/muc/xay-dung-luc-luong"] = LIST
    crawl(archive, [source_of(base)], clock=at(START + timedelta(days=2)))
    return before


@pytest.mark.parametrize("first", ["the list", "the article"])
def test_section_and_date_come_from_the_list(tmp_path: Path, first: str) -> None:
    pages = {"/": FRONT, PATH: ARTICLE}
    if first == "the list":
        pages["/muc/xay-dung-luc-luong"] = LIST
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        late(archive, base, pages)
        stored = only(archive)
        assert stored.article.section == "Xây dựng lực lượng"
        assert stored.article.published == datetime(2023, 5, 25, 10, 30, tzinfo=VIETNAM)
        assert stored.article.precision == "minute"
        assert [v.article.section for v in archive.versions(stored.id)] == ["Xây dựng lực lượng"]


def test_what_is_learnt_later_is_searched_after_the_next_update(tmp_path: Path) -> None:
    pages = {"/": FRONT, PATH: ARTICLE}
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        crawl(archive, [source_of(base)], clock=at(START))
        before = only(archive)
        assert (before.article.section, before.article.published) == ("", None)
        index_archive(tmp_path, processes=1)
        pages["/muc/xay-dung-luc-luong"] = LIST
        crawl(archive, [source_of(base)], clock=at(START + timedelta(days=2)))
        after = only(archive)
        assert after.change > before.change and after.version == before.version
        assert after.text_hash == before.text_hash  # so nothing is analysed again
        assert index_archive(tmp_path, processes=1).analysed == 0
    with Searcher.open(tmp_path) as searcher:
        assert searcher.search("bến cá", filters={"section": "Xây dựng lực lượng", "year": "2023"}).total == 1


def test_page_wins_over_the_list(tmp_path: Path) -> None:
    own = '<meta property="article:section" content="Gương sáng"><meta property="article:published_time" content="2023-05-24T08:00:00+07:00">'
    pages = {"/": FRONT, PATH: ARTICLE.replace("<title>", f"{own}<title>"), "/muc/xay-dung-luc-luong": LIST}
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        late(archive, base, pages)
        article = only(archive).article
    assert (article.section, article.published) == ("Gương sáng", datetime(2023, 5, 24, 8, tzinfo=VIETNAM))


def test_export_holds_it_and_comes_back_as_the_same(tmp_path: Path) -> None:
    pages = {"/": FRONT, PATH: ARTICLE}
    with portal(pages) as base, Archive.open(tmp_path / "one") as one:
        late(one, base, pages)
        out = io.StringIO()
        export_articles(one, out)
        file = tmp_path / "all.jsonl"
        file.write_text(out.getvalue(), "utf-8")
        report = import_files(one, [str(file)])
        assert (report.same, only(one).version) == (1, 1)
        with Archive.open(tmp_path / "two") as two:
            import_files(two, [str(file)])
            copied, mine = only(two).article, only(one).article
            assert (copied.section, copied.published) == (mine.section, mine.published)


def test_erasing_forgets_what_lists_said(tmp_path: Path) -> None:
    pages = {"/": FRONT, PATH: ARTICLE, "/muc/xay-dung-luc-luong": LIST}
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        late(archive, base, pages)
        erase(archive.engine, only(archive).id, who="admin", reason="theo yêu cầu")
        with archive.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM announced").scalar() == 0


TWIN = "/tin/to-tuan-tra-ben-ca-4712.html"
DATED = ARTICLE.replace(
    "<title>", '<meta property="article:published_time" content="2023-05-24T08:00:00+07:00"><title>'
)


def test_list_of_another_address_of_the_article_counts(tmp_path: Path) -> None:
    """The list names the article at a second address, whose page turns out to be the same article."""
    pages = {"/": FRONT, PATH: DATED, TWIN: DATED}
    pages["/muc/xay-dung-luc-luong"] = LIST.replace(PATH, TWIN)
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        crawl(archive, [source_of(base)], clock=at(START))
        assert only(archive).article.section == "Xây dựng lực lượng"


def test_erasing_forgets_every_address(tmp_path: Path) -> None:
    pages = {"/": FRONT, PATH: DATED, TWIN: DATED, "/muc/xay-dung-luc-luong": LIST.replace(PATH, TWIN)}
    with portal(pages) as base, Archive.open(tmp_path) as archive:
        crawl(archive, [source_of(base)], clock=at(START))
        erase(archive.engine, only(archive).id, who="admin", reason="theo yêu cầu")
        with archive.engine.connect() as connection:
            for table in ("announced", "frontier", "crawl_log", "addresses"):
                asked = f"SELECT count(*) FROM {table} WHERE url LIKE '%ben-ca%'"  # noqa: S608
                assert connection.exec_driver_sql(asked).scalar() == 0, table


LINK = f'<a href="{PATH}">{TITLE}</a>'
OTHER = '<a href="/tin/khac-4712.html">Bắt quả tang nhóm người đánh bạc trong rẫy cà phê</a>'


@pytest.mark.parametrize(
    ("item", "published"),
    [
        (f"<ul><li>{LINK} <i>(25/05/2023)</i></li><li>{OTHER} (1/2/2022)</li></ul>", "2023-05-25"),
        (f"<table><tr><td>{LINK}</td><td>25-05-2023 10:30 CH</td></tr></table>", "2023-05-25T22:30+07:00"),
        (f"<div><h3>{LINK}</h3><p class=d>Thứ Năm, 25/05/2023 | 10:30 GMT+7</p></div>", "2023-05-25T10:30+07:00"),
        (f'<div><a href="/muc/a">An ninh</a><h3>{LINK}</h3><time>25/5/2023</time></div>', "2023-05-25"),
        # A day that is told of, not one of publication.
        (
            f"<div><h3>{LINK}</h3><p>Ngày 24/05/2023, Công an tỉnh Hồng Lam tổ chức lễ phát động phong trào.</p></div>",
            "",
        ),
        # Two days: which one is it?
        (f"<div><h3>{LINK}</h3><span>25/05/2023</span><span>26/05/2023</span></div>", ""),
        # The neighbour's.
        (f"<ul><li>{LINK}</li><li>{OTHER} (1/2/2022)</li></ul>", ""),
        # The clock of the page.
        (f"<div><span>Thứ Hai, 01/06/2026 | 09:15</span><marquee>{LINK}</marquee></div>", ""),
    ],
    ids=["brackets", "cells", "line below", "with section", "told of", "two days", "neighbour", "clock"],
)
def test_date_beside_a_link(item: str, published: str) -> None:
    root = lxml.html.document_fromstring(f"<html><body>{item}</body></html>")
    (link,) = (a for a in root.iter("a") if a.get("href") == PATH)
    assert find_date_beside(link, date(2026, 6, 1)) == published
