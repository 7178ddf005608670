"""Fetches one URL, honouring robots.txt and traps; starts extraction in the background."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.articles.attachments import FileText
from archive.attempts import FailedStep, attempt
from archive.crawling.frontier import FrontierUrl
from crawler.errors import CrawlError, CrawlStopped, FetchFailed, RobotsForbidden, TrapSkipped, UnsafeAddress
from crawler.extraction import attachment_text as documents
from crawler.http.fetcher import Fetcher, Response
from crawler.http.robots import Robots
from crawler.scheduling.traps import Traps
from crawler.visit.extraction_process import ExtractionProcess

Answer = Response | CrawlError
_NO_DOCUMENT = FileText("unreadable")


@dataclass(frozen=True, slots=True)
class Download:
    """A fetched URL that is not stored yet; ``requests`` were sent. ``ahead``: its page is being extracted meanwhile."""

    item: FrontierUrl
    answer: Answer
    requests: int
    document: FileText
    ahead: bool


@dataclass(slots=True)
class Downloader:
    """Fetches the URLs of one source."""

    fetcher: Fetcher
    robots: Robots
    traps: Traps
    extraction: ExtractionProcess

    def download(self, item: FrontierUrl) -> Download:
        """Fetch one URL, honouring robots.txt and traps; start extraction in the background."""
        sent = self.fetcher.requests
        answer = self._fetch(item)
        document, ahead = _NO_DOCUMENT, False
        if isinstance(answer, Response) and answer.status == 200:
            # Takes seconds: before the visit's transaction begins.
            document = _read_attachment(answer) if item.kind == "file" else _NO_DOCUMENT
            ahead = item.kind == "article" and self.extraction.start_extraction(answer)
        return Download(item, answer, self.fetcher.requests - sent, document, ahead)

    def _fetch(self, item: FrontierUrl) -> Answer:
        """Fetch one URL and return the response or the failure, HostPaused too (then nothing was sent)."""
        answer = attempt(self._ask, item, (CrawlStopped,))
        # What no rule foresaw in an answer ends this address, never the crawl.
        if isinstance(answer, FailedStep):
            return FetchFailed("crawler.answer_unreadable", url=item.url, why=answer.error)
        return answer

    def _ask(self, item: FrontierUrl) -> Answer:
        if not item.outcome and self.traps.is_skipped(item.url):
            return TrapSkipped("crawler.fruitless_addresses", url=item.url)
        try:
            address = item.url if not item.form else item.url.partition("#")[0]
            return self.fetcher.fetch(
                address,
                etag=item.etag,
                last_modified=item.last_modified,
                allow=self.robots.check_allowed,
                form=item.form or None,
            )
        except (FetchFailed, RobotsForbidden, UnsafeAddress) as error:
            return error


def _read_attachment(answer: Response) -> FileText:
    found = attempt(_read_text, answer)
    return FileText("unreadable", error=found.error) if isinstance(found, FailedStep) else found


def _read_text(answer: Response) -> FileText:
    content_type = answer.headers.get("content-type", "").lower()
    kind = documents.detect_kind(urlsplit(answer.url).path, content_type, answer.body)
    return documents.read_document(answer.body, kind) if kind else _NO_DOCUMENT
