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
        say(f"hệ thống của cổng: {family.name or 'chưa biết, đọc theo quy tắc chung'}")
        found = discover.extract_links(page, source.domain, family)
        kinds = Counter(link.kind for link in found)
        say(f"trang bắt đầu: {kinds['article']} liên kết đến bài, {kinds['listing']} đến danh sách")
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
    day = f"{article.published:%d/%m/%Y %H:%M}" if article.published else "không rõ"
    return [
        f"— {url}",
        f"  tiêu đề: {article.title or 'không thấy'}",
        f"  ngày đăng: {day}; chuyên mục: {article.section or 'không rõ'}; tác giả: {article.byline or 'không rõ'}",
        f"  tóm tắt: {article.lead[:200] or 'không thấy'}",
        f"  nội dung: {len(text)} đoạn, {sum(map(len, text))} ký tự; đoạn đầu: {text[0][:200] if text else 'không thấy'}",
    ]


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
        tell(f"hệ thống của cổng: {family.name or 'chưa biết, đọc theo quy tắc chung'}")
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
            tell(f"{read.article.published or 'không rõ ngày'}  {read.article.title}")
            for note in read.notes:
                tell(f"  {note}")
    if understood:
        set_value(data, source.name, "status", '"verified"')
    return f"{source.name}: đọc được {understood}/{len(links)} bài" + (
        "" if understood else "; nguồn vẫn chưa được coi là đã kiểm tra"
    )
