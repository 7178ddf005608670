"""Fetches one URL: polite, bounded in time and size, guarded at every redirect."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
import tenacity

from archive.model import VIETNAM
from crawler.errors import FetchFailed, HostPaused, HostUnreachable, TooManyRedirects, UnsafeAddress
from crawler.http import ssrf_guard as guard
from crawler.http.failure_messages import describe_failure
from crawler.http.throttle import Throttle
from settings import VERSION
from words import Message

MAX_REDIRECTS = 5
ATTEMPTS = 3
LONGEST_WAIT = 120.0  # seconds a Retry-After is waited for; a longer one ends the attempt
LONGEST_PAUSE = 7 * 86400.0  # seconds; a host that asks for more is asked again after a week
_RETRIED = frozenset({429, 500, 502, 503, 504})
_HEADERS = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "accept-encoding": "gzip, deflate",
    "accept-language": "vi",
    "connection": "keep-alive",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock: ``monotonic`` seconds, ``sleep`` seconds, aware ``now``. Tests give their own.

    ``sleep`` may raise CrawlStopped: then nothing more is fetched.
    """

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Response:
    """A response after redirects; ``body`` is decompressed, header names are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    redirects: tuple[str, ...] = ()

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent."""
        return self.headers.get("content-type")


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Bounds of one request: ``delay`` seconds between two to a host, ``timeout`` and ``total`` seconds, bytes."""

    delay: float = 2.0
    timeout: float = 20.0
    total: float = 120.0
    max_bytes: int = 10_000_000


@dataclass(frozen=True, slots=True)
class _Request:
    """A request for one URL, without its redirects."""

    url: str
    headers: Mapping[str, str]
    max_bytes: int
    cut: bool
    form: Mapping[str, str] | None


class _Retry(Exception):
    """Carry an answer or a failure that may be tried again after ``wait`` seconds (None: back off)."""

    def __init__(self, answer: Response | None, reason: Message | None = None, wait: float | None = None) -> None:
        super().__init__(str(reason or ""))
        self.answer, self.reason, self.wait = answer, reason, wait


@dataclass(slots=True)
class Fetcher:
    """A client for one source. Use as a context manager; not for several threads at once.

    ``network`` opens the connections. ``pauses`` says until when a host wants to be left alone. ``requests`` counts
    what was sent, redirects and repetitions included.
    """

    contact: str = ""
    limits: RequestLimits = field(default_factory=RequestLimits)
    ports: tuple[int, ...] = ()
    allow_loopback: bool = False
    clock: Clock = field(default_factory=Clock)
    resolver: guard.Resolver = guard.resolve_host
    attempts: int = ATTEMPTS
    network: httpcore.NetworkBackend | None = None
    pauses: dict[str, datetime] = field(default_factory=dict)
    requests: int = 0
    backend: guard.GuardedBackend = field(init=False)
    throttle: Throttle = field(init=False)
    _transport: httpx.BaseTransport = field(init=False)
    _headers: Mapping[str, str] = field(init=False)
    _cookies: httpx.Cookies = field(init=False, default_factory=httpx.Cookies)

    def __post_init__(self) -> None:
        """Open the transport; no connection is made yet."""
        self.backend = guard.GuardedBackend(
            allow_loopback=self.allow_loopback,
            resolver=self.resolver,
            inner=self.network,
            monotonic=self.clock.monotonic,
        )
        self.throttle = Throttle(self.limits.delay, self.clock.monotonic, self.clock.sleep)
        self._transport = guard.GuardedTransport(self.backend)
        self._headers = {"user-agent": self.user_agent, **_HEADERS}

    @property
    def user_agent(self) -> str:
        """The honest name of the crawler, with the contact address when one is set."""
        name = f"timtin/{VERSION.rpartition('.')[0]}"
        return f"{name} (+{self.contact})" if self.contact else name

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        allow: Callable[[str], None] | None = None,
        max_bytes: int | None = None,
        cut: bool = False,
        form: Mapping[str, str] | None = None,
    ) -> Response:
        """Fetch ``url`` with GET and return the response, whatever its status, after up to five redirects.

        With ``form`` it is a POST of these fields: the further pages of an ASP.NET listing have no address, only the
        postback a reader's click sends. A redirect is followed with GET, as browsers do, unless it is 307 or 308.

        ``allow`` is called with every address on the way and raises to forbid it. A body larger than ``max_bytes`` is an
        error, or with ``cut`` ends there. Raises HostUnreachable for DNS, connection, TLS and timeouts, FetchFailed for size
        and compression, TooManyRedirects, HostPaused for a host that asked to wait, UnsafeAddress for an address not to be visited.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        seen: list[str] = []
        while True:
            guard.check_url(url, self.ports)
            if allow is not None:
                allow(url)
            answer = self._fetch_with_retries(
                _Request(url, headers, max_bytes or self.limits.max_bytes, cut, form or None)
            )
            location = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not location:
                return Response(url, answer.status, answer.headers, answer.body, answer.fetched_at, tuple(seen))
            seen.append(url)
            form = form if answer.status in (307, 308) else None
            if len(seen) > MAX_REDIRECTS:
                raise TooManyRedirects("crawler.redirects_endless", url=seen[0], most=MAX_REDIRECTS)
            try:
                url = urljoin(url, location)
            except ValueError:
                raise FetchFailed("crawler.redirect_malformed", url=seen[0], location=location) from None

    def _fetch_with_retries(self, request: _Request) -> Response:
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.attempts),
            retry=tenacity.retry_if_exception(lambda e: isinstance(e, _Retry) and (e.wait or 0) <= LONGEST_WAIT),
            wait=_seconds_before_retry,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            return retrying(self._fetch_once, request)
        except _Retry as last:
            if last.answer is not None:
                return last.answer
            assert last.reason is not None
            raise HostUnreachable(last.reason.code, **last.reason.data) from None

    def _fetch_once(self, request: _Request) -> Response:
        url = request.url
        host = urlsplit(url).netloc.lower()
        self._check_pause(host)
        self.throttle.wait_for_turn(host)
        begun = self.clock.monotonic()
        self.backend.deadline.at = begun + self.limits.total
        self.requests += 1
        status: int | None = None
        try:
            with closing(self._send(request)) as response:
                body = _read_body(response, url, request.max_bytes, request.cut)
                answer = Response(url, response.status_code, _join_headers(response), body, self.clock.now())
                status = answer.status
        except (httpx.TransportError, OSError) as error:
            raise _Retry(None, describe_failure(error, host)) from error
        except httpx.InvalidURL as error:
            raise UnsafeAddress("crawler.address_malformed", url=url) from error
        except (httpx.HTTPError, ValueError) as error:
            raise FetchFailed("crawler.fetch_failed", url=url, why=describe_failure(error, host)) from error
        except guard.DeadlineExceeded:
            raise FetchFailed("crawler.fetch_too_slow", url=url, seconds=self.limits.total) from None
        finally:
            self.throttle.record_request(host, self.clock.monotonic() - begun, status)
        if answer.status in _RETRIED:
            raise _Retry(answer, wait=self._read_retry_after(host, answer))
        return answer

    def _send(self, request: _Request) -> httpx.Response:
        """Send a request and return what answers, its body not read yet.

        Not by httpx's client: of what that does for each request only the cookies are wanted, at half the price of a fetch.
        """
        sent = httpx.Request(
            "GET" if request.form is None else "POST",
            request.url,
            headers={**self._headers, **request.headers},
            data=request.form,
            extensions={"timeout": httpx.Timeout(self.limits.timeout).as_dict()},
        )
        if self._cookies.jar:
            self._cookies.set_cookie_header(sent)
        response = self._transport.handle_request(sent)
        response.request = sent
        if "set-cookie" in response.headers:
            self._cookies.extract_cookies(response)
        return response

    def _read_retry_after(self, host: str, answer: Response) -> float | None:
        wait = parse_retry_after(answer.headers.get("retry-after"), answer.fetched_at)
        if wait is not None and wait > LONGEST_WAIT:
            self.pauses[host] = answer.fetched_at + timedelta(seconds=min(wait, LONGEST_PAUSE))
        return wait

    def _check_pause(self, host: str) -> None:
        until = self.pauses.get(host)
        if until is None:
            return
        if self.clock.now() < until:
            raise HostPaused("crawler.host_paused", host=host, until=until.astimezone(VIETNAM))
        del self.pauses[host]


def _join_headers(response: httpx.Response) -> dict[str, str]:
    """Join headers given twice and return all by lower-case name; X-Robots-Tag by lines, as each stands alone."""
    found: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        key = name.lower()
        joint = "\n" if key == "x-robots-tag" else ", "
        found[key] = f"{found[key]}{joint}{value}" if key in found else value
    return found


def _read_body(response: httpx.Response, url: str, max_bytes: int, cut: bool) -> bytes:
    """Read and decompress; neither the raw nor the decompressed size passes ``max_bytes``."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    parts: list[bytes] = []
    size = 0
    # As they arrive: a chunk size would wait for a slow portal to fill it.
    for part in inflate(response.iter_raw(), encoding, max_bytes, url):
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            if cut:
                return b"".join(parts)[:max_bytes]
            raise FetchFailed("crawler.answer_too_large", url=url, most=max_bytes)
    return b"".join(parts)


def inflate(parts: Iterator[bytes], encoding: str, max_bytes: int, url: str) -> Iterator[bytes]:
    """Decompress gzip (also in several members) and deflate (with or without its header, as old servers send it)."""
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("crawler.encoding_unasked", url=url, encoding=encoding)
    inflate, fresh = zlib.decompressobj(47), True  # gzip or zlib, told apart by the header
    try:
        for part in parts:
            while part:
                if inflate.eof:
                    if not part.startswith(b"\x1f"):
                        return  # padding after the last member
                    inflate, fresh = zlib.decompressobj(47), True
                try:
                    text = inflate.decompress(part, max_bytes + 1)
                except zlib.error:
                    if encoding != "deflate" or not fresh:
                        raise
                    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                    text = inflate.decompress(part, max_bytes + 1)
                fresh = False
                yield text
                part = inflate.unconsumed_tail or inflate.unused_data
    except zlib.error as error:
        raise FetchFailed("crawler.answer_damaged", url=url, why=error) from None
    if not inflate.eof and not fresh:
        raise FetchFailed("crawler.answer_cut", url=url)


def parse_retry_after(text: str | None, now: datetime) -> float | None:
    """Parse a Retry-After header (a number or a date) into seconds; None when it says nothing usable."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())


def _seconds_before_retry(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Retry) and error.wait is not None:
        return error.wait
    return float(min(30.0, 2.0**state.attempt_number))


__all__ = ["Clock", "FetchFailed", "Response", "Fetcher", "RequestLimits", "UnsafeAddress", "parse_retry_after"]
