"""Ask for one address: what is not to be fetched is not, files are read, and the reading of an article begins."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.articles.attachments import FileText
from archive.attempts import Failed, attempt
from archive.crawling.frontier import FrontierUrl
from crawler.errors import CrawlError, FetchFailed, Forbidden, Trapped, Unsafe
from crawler.extraction import attachment_text as documents
from crawler.http.fetcher import Fetched, Fetcher
from crawler.http.robots import Robots
from crawler.scheduling.traps import Traps
from crawler.visit.extraction_process import ExtractionProcess

Answer = Fetched | CrawlError
_NO_DOCUMENT = FileText("unreadable")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that was asked for with ``requests``, not kept yet. ``ahead``: its page is being read meanwhile."""

    item: FrontierUrl
    answer: Answer
    requests: int
    document: FileText
    ahead: bool


@dataclass(slots=True)
class Asker:
    """Asks for the addresses of one source."""

    fetcher: Fetcher
    robots: Robots
    traps: Traps
    reader: ExtractionProcess

    def ask(self, item: FrontierUrl) -> Asked:
        """Ask for one address, and begin to read the article that comes."""
        sent = self.fetcher.requests
        answer = self._answer(item)
        document, ahead = _NO_DOCUMENT, False
        if isinstance(answer, Fetched) and answer.status == 200:
            # Takes seconds: before the visit's transaction begins.
            document = _document(answer) if item.kind == "file" else _NO_DOCUMENT
            ahead = item.kind == "article" and self.reader.begin(answer)
        return Asked(item, answer, self.fetcher.requests - sent, document, ahead)

    def _answer(self, item: FrontierUrl) -> Answer:
        """Return the answer or the failure, Paused too (then nothing was sent)."""
        if not item.outcome and self.traps.skipped(item.url):
            return Trapped(f"{item.url}: các địa chỉ cùng dạng không dẫn đến bài mới")
        try:
            address = item.url if not item.form else item.url.partition("#")[0]
            return self.fetcher.fetch(
                address,
                etag=item.etag,
                last_modified=item.last_modified,
                allow=self.robots.check,
                form=item.form or None,
            )
        except (FetchFailed, Forbidden, Unsafe) as error:
            return error


def _document(answer: Fetched) -> FileText:
    found = attempt(_read, answer)
    return FileText("unreadable", error=found.error) if isinstance(found, Failed) else found


def _read(answer: Fetched) -> FileText:
    content_type = answer.headers.get("content-type", "").lower()
    kind = documents.kind_of(urlsplit(answer.url).path, content_type, answer.body)
    return documents.read_document(answer.body, kind) if kind else _NO_DOCUMENT
