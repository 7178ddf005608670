"""Checks a source on its live portal for an admin."""

from __future__ import annotations

from pathlib import Path

from crawler.discovery import discover
from crawler.errors import FetchFailed, NotAnArticle
from crawler.extraction.extract import extract_article
from crawler.html.page import Page
from crawler.http.fetcher import Response
from crawler.http.robots import Robots
from crawler.http.source_fetcher import fetcher_for
from crawler.portals import family_of
from crawler.sources.registry import source_for_url
from crawler.sources.source import Source
from crawler.sources.toml_file import set_value

PAGES = 5


def fetch_page(url: str, source: Source | None) -> Response:
    """Fetch one page politely. Raises FetchFailed (also for a status other than 200), RobotsForbidden, UnsafeAddress."""
    with fetcher_for(source or source_for_url(url)) as fetcher:
        answer = fetcher.fetch(url, allow=Robots(fetcher).check_allowed)
    if answer.status != 200:
        raise FetchFailed("crawler.status_unexpected", url=url, status=answer.status)
    return answer


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
                article = extract_article(answer.body, answer.url, answer.content_type, source)
            except (FetchFailed, NotAnArticle) as error:
                tell(str(error))
                continue
            understood += 1
            tell(f"{article.published or 'không rõ ngày'}  {article.title}")
    if understood:
        set_value(data, source.name, "status", '"verified"')
    return f"{source.name}: đọc được {understood}/{len(links)} bài" + (
        "" if understood else "; nguồn vẫn chưa được coi là đã kiểm tra"
    )
