"""Fetch one page: polite, bounded in time and size, guarded at every redirect."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

from crawler import guard
from crawler.errors import FetchFailed, Unsafe

MAX_REDIRECTS = 5
ATTEMPTS = 3
LONGEST_WAIT = 120.0  # seconds a Retry-After is waited for; a longer one ends the attempt
_RETRIED = frozenset({429, 500, 502, 503, 504})
_KEPT = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5", "accept-language": "vi"}


@dataclass(frozen=True, slots=True)
class Clock:
    """Where time comes from: ``monotonic`` seconds, ``sleep`` seconds, aware ``now``. Tests give their own."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer after redirects; ``body`` is decompressed, header names are lower case."""

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
class Limits:
    """Bounds of one request: ``delay`` seconds between two to a host, ``timeout`` and ``total`` seconds, bytes."""

    delay: float = 2.0
    timeout: float = 20.0
    total: float = 120.0
    max_bytes: int = 10_000_000


class _Retry(Exception):
    """Carry an answer or a failure that may be tried again after ``wait`` seconds (None: back off)."""

    def __init__(self, answer: Fetched | None, reason: str = "", wait: float | None = None) -> None:
        super().__init__(reason)
        self.answer, self.reason, self.wait = answer, reason, wait


@dataclass(slots=True)
class Fetcher:
    """A client for one source. Use as a context manager; not for several threads at once."""

    contact: str = ""
    limits: Limits = field(default_factory=Limits)
    ports: tuple[int, ...] = ()
    allow_loopback: bool = False
    clock: Clock = field(default_factory=Clock)
    resolver: guard.Resolver = guard.resolve
    attempts: int = ATTEMPTS
    delays: dict[str, float] = field(default_factory=dict)
    backend: guard.GuardedBackend = field(init=False)
    _client: httpx.Client = field(init=False)
    _last: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Open the client; no connection is made yet."""
        self.backend = guard.GuardedBackend(allow_loopback=self.allow_loopback, resolver=self.resolver)
        self._client = httpx.Client(
            transport=guard.GuardedTransport(self.backend),
            trust_env=False,
            follow_redirects=False,
            timeout=self.limits.timeout,
            headers={"user-agent": self.user_agent, "accept-encoding": "gzip, deflate", **_KEPT},
        )

    @property
    def user_agent(self) -> str:
        """The honest name of the crawler, with the contact address when one is set."""
        return f"timtin/0.1 (+{self.contact})" if self.contact else "timtin/0.1"

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        allow: Callable[[str], None] | None = None,
        max_bytes: int | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Fetched:
        """Return the answer to a GET of ``url``, whatever its status, after up to five redirects.

        With ``form`` it is a POST of these fields: the further pages of an ASP.NET listing have no address, only the
        postback a reader's click sends. A redirect is followed with GET, as browsers do, unless it is 307 or 308.

        ``allow`` is called with every address on the way and raises to forbid it. Raises FetchFailed for DNS, connection,
        TLS, time and size, Unsafe for an address that may not be visited.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        seen: list[str] = []
        while True:
            guard.check_url(url, self.ports)
            if allow is not None:
                allow(url)
            answer = self._persistently(url, headers, max_bytes or self.limits.max_bytes, form or None)
            location = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not location:
                return Fetched(url, answer.status, answer.headers, answer.body, answer.fetched_at, tuple(seen))
            seen.append(url)
            form = form if answer.status in (307, 308) else None
            if len(seen) > MAX_REDIRECTS:
                raise FetchFailed(f"{seen[0]}: more than {MAX_REDIRECTS} redirects")
            try:
                url = urljoin(url, location)
            except ValueError:
                raise FetchFailed(f"{seen[0]}: redirects to {location!r}, which is no address") from None

    def _persistently(
        self, url: str, headers: Mapping[str, str], max_bytes: int, form: Mapping[str, str] | None
    ) -> Fetched:
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.attempts),
            retry=tenacity.retry_if_exception(lambda e: isinstance(e, _Retry) and (e.wait or 0) <= LONGEST_WAIT),
            wait=_wait,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, url, headers, max_bytes, form)
        except _Retry as last:
            if last.answer is not None:
                return last.answer
            raise FetchFailed(last.reason) from None

    def _once(self, url: str, headers: Mapping[str, str], max_bytes: int, form: Mapping[str, str] | None) -> Fetched:
        host = urlsplit(url).netloc.lower()
        self._wait_for(host)
        try:
            method = "GET" if form is None else "POST"
            with self._client.stream(method, url, headers=dict(headers), data=form) as response:
                body = self._read(response, url, max_bytes)
                found = {name.lower(): value for name, value in response.headers.items()}
                answer = Fetched(url, response.status_code, found, body, self.clock.now())
        except (httpx.TransportError, OSError) as error:
            raise _Retry(None, f"{url}: {error or type(error).__name__}") from error
        except httpx.InvalidURL as error:
            raise Unsafe(f"{url}: not a valid address ({error})") from error
        except (httpx.HTTPError, ValueError) as error:
            raise FetchFailed(f"{url}: {error}") from error
        finally:
            self._last[host] = self.clock.monotonic()
        if answer.status in _RETRIED:
            raise _Retry(answer, wait=retry_after(answer.headers.get("retry-after"), answer.fetched_at))
        return answer

    def _wait_for(self, host: str) -> None:
        last = self._last.get(host)
        delay = max(self.limits.delay, self.delays.get(host, 0.0))
        if last is not None and (rest := last + delay - self.clock.monotonic()) > 0:
            self.clock.sleep(rest)

    def _read(self, response: httpx.Response, url: str, max_bytes: int) -> bytes:
        """Read and decompress; neither the raw nor the decompressed size passes ``max_bytes``."""
        deadline = self.clock.monotonic() + self.limits.total
        encoding = response.headers.get("content-encoding", "").strip().lower()
        parts: list[bytes] = []
        size = 0
        for part in _inflated(_raw(response, url, deadline, max_bytes, self.clock), encoding, max_bytes, url):
            size += len(part)
            if size > max_bytes:
                raise FetchFailed(f"{url}: larger than {max_bytes} bytes")
            parts.append(part)
        return b"".join(parts)


def _raw(response: httpx.Response, url: str, deadline: float, max_bytes: int, clock: Clock) -> Iterator[bytes]:
    size = 0
    for part in response.iter_raw():  # as they arrive: a chunk size would wait for a slow portal to fill it
        size += len(part)
        if size > max_bytes:
            raise FetchFailed(f"{url}: larger than {max_bytes} bytes")
        if clock.monotonic() > deadline:
            raise FetchFailed(f"{url}: took too long to arrive")
        yield part


def _inflated(parts: Iterator[bytes], encoding: str, max_bytes: int, url: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(f"{url}: content encoding {encoding!r} was not asked for")
    inflate = zlib.decompressobj(47)  # gzip or zlib, told apart by the header
    try:
        for part in parts:
            yield inflate.decompress(part, max_bytes + 1)
            if inflate.unconsumed_tail:
                raise FetchFailed(f"{url}: larger than {max_bytes} bytes when decompressed")
    except zlib.error as error:
        raise FetchFailed(f"{url}: cannot be decompressed ({error})") from None
    if not inflate.eof:
        raise FetchFailed(f"{url}: ends in the middle of its compressed text")


def retry_after(text: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (a number or a date), None when it says nothing usable."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Retry) and error.wait is not None:
        return error.wait
    return float(min(30.0, 2.0**state.attempt_number))


__all__ = ["Clock", "FetchFailed", "Fetched", "Fetcher", "Limits", "Unsafe", "retry_after"]
