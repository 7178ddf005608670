"""What a running job sees of the jobs table: progress out, the cancel flag in, and the lease kept alive by a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import structlog

from crawler.errors import CrawlStopped
from database.errors import ArchiveError
from site_data.site import Site

LEASE_SECONDS = 30.0
"""A running job without a heartbeat for so long is dead."""

_BEAT_SECONDS = 1.0
_CANCEL_SECONDS = 0.5

_log = structlog.get_logger("jobs")


class JobContext:
    """The side of the jobs table that one running job sees. A context manager: its thread beats until the block ends.

    The thread writes progress once a second at most, so a job may report as often as it likes.
    """

    def __init__(self, data: Path, site: Site, job_id: int, args: Mapping[str, object], stop: threading.Event) -> None:
        self.data = data
        self.site = site
        self.job_id = job_id
        self.args = args
        self.stopping = stop
        self._progress: tuple[int, int, str] = (0, 0, "")
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job_id}", daemon=True)
        self._asked = False
        self._looked = 0.0

    def __enter__(self) -> JobContext:
        """Start the heartbeat."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the heartbeat after one last beat, so that the table shows the final progress."""
        self._ended.set()
        self._thread.join()

    def report_progress(self, done: int, total: int, message: str) -> None:
        """Report how far the job is; ``total`` 0 means unknown."""
        self._progress = (done, total, message)

    def add_line(self, text: str) -> None:
        """Add a line to the job's log; one that cannot be written now ends no job, and goes to the server's log instead."""
        try:
            self.site.jobs.add_line(self.job_id, text)
        except ArchiveError as error:
            _log.warning("line of a job not kept", job=self.job_id, line=text, reason=str(error))

    def is_cancelled(self) -> bool:
        """Tell whether the job shall stop: an admin cancelled it or the site is going down. Cheap enough for each step."""
        if self._asked or self.stopping.is_set():
            return True
        now = time.monotonic()
        if now - self._looked >= _CANCEL_SECONDS:
            self._looked = now
            self._asked = self.site.jobs.cancelled(self.job_id)
        return self._asked

    def sleep(self, seconds: float) -> None:
        """Wait, unless the job shall stop. Raises CrawlStopped when it shall."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            if self.is_cancelled():
                raise CrawlStopped("crawler.stopped")
            self.stopping.wait(min(rest, _CANCEL_SECONDS))

    def _beat(self) -> None:
        while True:
            last = self._ended.wait(_BEAT_SECONDS)
            done, total, message = self._progress
            try:
                self.site.jobs.heartbeat(self.job_id, done, total, message)
            except ArchiveError as error:
                # A disk that is full, or a table locked, for a moment: without the next beats the job would be taken for dead.
                _log.warning("heartbeat of a job not kept", job=self.job_id, reason=str(error))
            if last:
                return
