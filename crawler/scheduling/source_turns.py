"""Gives the sources of a crawl their turns: one crawl of a portal at a time, on this machine or over all that share the archive.

On one machine a lock on a file says that a portal is being crawled. Of a shared archive every worker claims the next portal that is
nobody's, and waits at the end for those of others: of one that was killed the claim ends, and its portal is taken over.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from os import getpid
from secrets import token_hex
from time import monotonic
from types import TracebackType
from typing import Self

from archive.articles.archive import Archive
from archive.crawling.host_claims import LEASE_SECONDS, HostClaim, HostClaims
from crawler.errors import CrawlRunning, CrawlStopped
from crawler.scheduling.source_lock import lock_source
from crawler.sources.source import Source
from database.dialect import is_shared
from database.errors import ArchiveError

_RENEWALS = 3  # in a lease: one may fail
_POLL_SECONDS = 5.0


class SourceTurn:
    """The right to crawl a source, while a ``with`` block lasts. Raises CrawlRunning at its beginning when another crawl has it."""

    def __init__(self, source: Source, lock: AbstractContextManager[None]) -> None:
        self.source, self._lock = source, lock

    def __enter__(self) -> Self:
        self._lock.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.__exit__(kind, error, trace)

    def is_held(self) -> bool:
        """Tell whether the portal may be asked."""
        return True

    def keep_unfinished(self) -> None:
        """Tell that the crawl was stopped: another worker may go on with it."""


class ClaimedTurn(SourceTurn):
    """A turn that other machines know of: it is renewed from a thread, and ends when that does not succeed in time."""

    def __init__(self, source: Source, claims: HostClaims, claim: HostClaim) -> None:
        self.source, self._claims, self._claim = source, claims, claim
        self._ended = threading.Event()
        self._finished = True
        self._thread = threading.Thread(target=self._renew, name=f"claim-{claim.host}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        self._claims.release(self._claim, done=self._finished and kind is None and self.is_held())

    def is_held(self) -> bool:
        return monotonic() < self._claim.expires

    def keep_unfinished(self) -> None:
        self._finished = False

    def _renew(self) -> None:
        while not self._ended.wait(self._claims.lease / _RENEWALS):
            try:
                if not self._claims.renew(self._claim):
                    return
            except ArchiveError:
                continue  # The server may answer again before the lease is over.


def take_turns(
    archive: Archive,
    sources: Sequence[Source],
    cancelled: Callable[[], bool],
    sleep: Callable[[float], None],
    lease: float = LEASE_SECONDS,
) -> Iterator[SourceTurn]:
    """Yield the turns of the sources that this crawl is to visit, each when it can be had."""
    if is_shared(archive.engine):
        worker = f"{socket.gethostname()}-{getpid()}-{token_hex(4)}"
        yield from _claim_turns(HostClaims(archive.engine, worker, lease), sources, cancelled, sleep)
        return
    for source in sources:
        if cancelled():
            return
        yield SourceTurn(source, lock_source(archive.data, source))


def _claim_turns(
    claims: HostClaims, sources: Sequence[Source], cancelled: Callable[[], bool], sleep: Callable[[float], None]
) -> Iterator[SourceTurn]:
    begun, waited_since = claims.now(), None
    left = list(sources)
    while left and not cancelled():
        hosts = list(dict.fromkeys(_host_of(source) for source in left))
        claim = claims.claim_one(hosts, begun)
        if claim is not None:
            waited_since = None
            # Sources of one portal take turns under one claim each: the portal is done when all of them are.
            source = next(source for source in left if _host_of(source) == claim.host)
            left.remove(source)
            turn = ClaimedTurn(source, claims, claim)
            if any(_host_of(other) == claim.host for other in left):
                turn.keep_unfinished()
            yield turn
            continue
        wait = claims.next_end(hosts, begun)
        if wait is None:
            return  # Others have crawled what was left since this crawl began.
        waited_since = waited_since or monotonic()
        if monotonic() - waited_since > claims.lease + _POLL_SECONDS:
            break  # Whoever holds the rest is alive.
        try:
            sleep(min(wait + 0.1, _POLL_SECONDS))
        except CrawlStopped:
            return
    for source in left:
        yield SourceTurn(source, _Taken(source))


class _Taken(AbstractContextManager[None]):
    def __init__(self, source: Source) -> None:
        self._source = source

    def __enter__(self) -> None:
        raise CrawlRunning("crawler.already_running", source=self._source.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was begun."""


def _host_of(source: Source) -> str:
    return source.domain or source.name
