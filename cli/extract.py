"""Commands on single texts: extract, abbreviations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from archive.model import VIETNAM, Article
from cli.language.translated import NamedFile, command, option
from translations import N_, gettext, write_day

if TYPE_CHECKING:
    from crawler.extraction.extract import Extraction
    from crawler.sources.source import Source


@command(
    "extract",
    help=N_("Cho xem đọc được gì từ một trang: tiêu đề, mở đầu, các khối, tác giả, chuyên mục và thời điểm đăng."),
)
@click.argument("page", metavar="FILE-or-URL")
@option("--url", default=None, help=N_("Địa chỉ mà tệp được lấy về."))
@option("--source", "source_name", default=None, help=N_("Nguồn có bộ chọn (selectors) được dùng."))
@option("--json", "as_json", is_flag=True, help=N_("Một đối tượng JSON thay vì văn bản."))
@click.pass_obj
def extract_command(data: Path, page: str, url: str | None, source_name: str | None, as_json: bool) -> None:
    """Show what is read from one page: title, lead, blocks, byline, section and publication time."""
    from cli.crawl import choose_sources
    from crawler.extraction.extract import read_page

    source = choose_sources(data, (source_name,), False)[0] if source_name else None
    if "://" in page:
        from crawler.source_check import fetch_page

        fetched = fetch_page(page, source)
        read = read_page(fetched.body, fetched.url, fetched.content_type, source, fetched.fetched_at)
    else:
        read = _read_file(Path(page), url, source)
    article = read.article
    for note in read.notes:
        click.echo(f"{page}: {note}", err=True)
    if as_json:
        click.echo(json.dumps(_plain_article(article), ensure_ascii=False))
        return
    day = _describe_day(article)
    click.echo(f"{article.title}\n{day}  {article.section}  {article.byline}\n\n{article.lead}\n")
    for block in article.blocks:
        click.echo(f"[{block.kind}] {block.text}")


def _describe_day(article: Article) -> str:
    if article.published is None:
        return gettext("không rõ ngày đăng")
    local = article.published.astimezone(VIETNAM)
    return f"{write_day(local)} {local:%H:%M}" if article.precision == "minute" else write_day(local)


def _read_file(path: Path, url: str | None, source: Source | None) -> Extraction:
    """Read a file as a page. Raises CrawlError that names the file when nobody says where it came from, or is no page at all."""
    import settings
    from crawler.errors import CrawlError, NotAnArticle
    from crawler.extraction.attachment_text import detect_kind
    from crawler.extraction.extract import read_page

    most = int(settings.number("max_bytes"))
    if path.is_file() and path.stat().st_size > most:
        raise NotAnArticle("crawler.page_too_large", page=path, most=most)
    body = path.read_bytes()
    if kind := detect_kind(path.name, "", body):
        raise NotAnArticle("crawler.page_is_file", page=path, kind=kind.upper())
    try:
        return read_page(body, url or "", None, source)
    except CrawlError as error:
        if not url:
            error.data = {**error.data, "page": str(path)}
        raise


@command("abbreviations", help=N_("In các chữ viết tắt mà từng dòng của văn bản định nghĩa."))
@click.argument("file", type=NamedFile(), metavar="FILE-or--")
@option("--json", "as_json", is_flag=True, help=N_("Mỗi định nghĩa một đối tượng JSON thay vì văn bản."))
def abbreviations_command(file: TextIO, as_json: bool) -> None:
    """Print the abbreviations that each line of a text defines."""
    from vietnamese.abbreviations.definitions import find_definitions

    for number, line in enumerate(file, 1):
        for found in find_definitions(line.rstrip("\n")):
            if as_json:
                click.echo(
                    json.dumps(
                        {"line": number, "abbreviation": found.abbreviation, "expansion": found.expansion},
                        ensure_ascii=False,
                    )
                )
            else:
                click.echo(f"{number}\t{found.abbreviation}\t{found.expansion}")


def _plain_article(article: Article) -> dict[str, object]:
    """Return an article as the plain values that ``extract --json`` prints."""
    published = None
    if article.published is not None:
        published = (
            article.published.date().isoformat() if article.precision == "day" else article.published.isoformat()
        )
    return {
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "lead": article.lead,
        "published": published,
        "byline": article.byline,
        "credit": article.credit,
        "section": article.section,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "attachments": [{"url": item.url, "title": item.title} for item in article.attachments],
    }


COMMANDS: tuple[click.Command, ...] = (extract_command, abbreviations_command)
