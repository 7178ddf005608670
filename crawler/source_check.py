"""Checks a source on its live portal for an admin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archive.model import Article
from crawler.discovery import discover
from crawler.errors import CrawlError, FetchFailed
from crawler.extraction.extract import read_page
from crawler.html.page import Page
from crawler.http.fetcher import Clock, Response
from crawler.http.robots import Robots
from crawler.http.source_fetcher import fetcher_for
from crawler.portals import family_of
from crawler.sources.registry import source_for_url
from crawler.sources.source import Source
from crawler.sources.toml_file import set_value
from translations import gettext, write_day, write_number

PAGES = 5
PREVIEWED = 3


def fetch_page(url: str, source: Source | None) -> Response:
    """Fetch one page politely. Raises FetchFailed (also for a status other than 200), RobotsForbidden, UnsafeAddress."""
    with fetcher_for(source or source_for_url(url)) as fetcher:
        answer = fetcher.fetch(url, allow=Robots(fetcher).check_allowed)
    if answer.status != 200:
        raise FetchFailed("crawler.status_unexpected", url=url, status=answer.status)
    return answer


def preview_portal(source: Source, say: Callable[[str], None], clock: Clock | None = None) -> tuple[int, int]:
    """Say what would be read of a portal: its system, the links of its start page, and a few articles in full.

    Nothing is stored. Returns how many articles were read, and how many were tried.
    Raises FetchFailed, RobotsForbidden, UnsafeAddress for the start page.
    """
    understood = 0
    with fetcher_for(source, clock) as fetcher:
        allow = Robots(fetcher).check_allowed
        start = fetcher.fetch(source.start_pages[0], allow=allow)
        page = Page.parse(start.body, start.url, start.headers)
        family = family_of(page, source.family)
        say(_describe_system(family.name))
        found = discover.extract_links(page, source.domain, family)
        kinds = Counter(link.kind for link in found)
        count = {"articles": kinds["article"], "lists": kinds["listing"]}
        say(gettext("trang bắt đầu: {articles} liên kết đến bài, {lists} đến danh sách", **count))
        links = [link.url for link in found if link.kind == "article"][:PREVIEWED]
        for url in links:
            try:
                answer = fetcher.fetch(url, allow=allow)
                read = read_page(answer.body, answer.url, answer.content_type, source, answer.fetched_at)
            except CrawlError as error:
                say(str(error))
                continue
            understood += 1
            for line in (*describe_article(url, read.article), *(f"  {note}" for note in read.notes)):
                say(line)
    return understood, len(links)


def describe_article(url: str, article: Article) -> list[str]:
    """Return what was extracted of a page, line by line, the text cut."""
    text = [block.text for block in article.blocks if block.kind == "paragraph"]
    unknown, nothing = gettext("không rõ"), gettext("không thấy")
    day = f"{write_day(article.published)} {article.published:%H:%M}" if article.published else unknown
    return [
        f"— {url}",
        gettext("  tiêu đề: {title}", title=article.title or nothing),
        gettext(
            "  ngày đăng: {day}; chuyên mục: {section}; tác giả: {byline}",
            day=day,
            section=article.section or unknown,
            byline=article.byline or unknown,
        ),
        gettext("  tóm tắt: {lead}", lead=article.lead[:200] or nothing),
        gettext(
            "  nội dung: {paragraphs} đoạn, {letters} ký tự; đoạn đầu: {first}",
            paragraphs=len(text),
            letters=write_number(sum(map(len, text))),
            first=text[0][:200] if text else nothing,
        ),
    ]


def _describe_system(name: str) -> str:
    return gettext("hệ thống của cổng: {name}", name=name or gettext("chưa biết, đọc theo quy tắc chung"))


def check_source(data: Path, source: Source, say: object = None) -> str:
    """Fetch the first start page and up to five articles; mark the source verified when one was understood.

    ``say`` is called with each line of progress. Snapshots are kept in ``<data>/snapshots/NAME``.
    Raises FetchFailed, RobotsForbidden, UnsafeAddress for the start page.
    """
    tell = say if callable(say) else lambda text: None
    folder = data / "snapshots" / source.name
    folder.mkdir(parents=True, exist_ok=True)
    understood = 0
    with fetcher_for(source) as fetcher:
        allow = Robots(fetcher).check_allowed
        start = fetcher.fetch(source.start_pages[0], allow=allow)
        (folder / "start.html").write_bytes(start.body)
        page = Page.parse(start.body, start.url, start.headers)
        family = family_of(page, source.family)
        tell(_describe_system(family.name))
        found = discover.extract_links(page, source.domain, family)
        links = [link.url for link in found if link.kind == "article"][:PAGES]
        for number, url in enumerate(links, 1):
            try:
                answer = fetcher.fetch(url, allow=allow)
                (folder / f"{number}.html").write_bytes(answer.body)
                read = read_page(answer.body, answer.url, answer.content_type, source, answer.fetched_at)
            except CrawlError as error:
                tell(str(error))
                continue
            understood += 1
            found_article = read.article
            day = write_day(found_article.published) if found_article.published else gettext("không rõ ngày")
            tell(f"{day}  {found_article.title}")
            for note in read.notes:
                tell(f"  {note}")
    if understood:
        set_value(data, source.name, "status", '"verified"')
    told = gettext("{name}: đọc được {read}/{tried} bài", name=source.name, read=understood, tried=len(links))
    return told if understood else told + gettext("; nguồn vẫn chưa được coi là đã kiểm tra")
