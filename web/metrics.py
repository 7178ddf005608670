"""``/metrics`` for Prometheus: what the site holds and does, and how it answers, over all of its web processes.

Read with the token of the settings, or without one from this machine itself; never through a proxy without the token.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import structlog
from apiflask import APIBlueprint, APIFlask
from flask import Response, abort, g, request
from flask.typing import ResponseReturnValue

import settings
from database.errors import ArchiveDamaged
from web.rate_limits import limiter
from web.state import SiteState, current_state

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_log = structlog.get_logger("web")
_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


def _prepare_folder() -> None:
    """Name the folder in which the web processes of one supervisor add up, before the client's module is imported.

    By the process that imports it first and hands the name on: the supervisor, which lives as long as its web processes.
    """
    if _VARIABLE in os.environ:
        return
    prefix = f"timtin-metrics-{os.getuid()}-"
    for old in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        if not Path(f"/proc/{old.name.removeprefix(prefix)}").exists():
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.gettempdir()) / f"{prefix}{os.getpid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # Somebody else's folder of that name would be read and written by him.
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        folder = Path(tempfile.mkdtemp(prefix="timtin-metrics-"))
    os.environ[_VARIABLE] = str(folder)


_prepare_folder()

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest  # noqa: E402
from prometheus_client.core import GaugeMetricFamily, Metric  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402
from prometheus_client.registry import Collector  # noqa: E402

blueprint = APIBlueprint("metrics", __name__, enable_openapi=False)

_own = CollectorRegistry()
_requests = Counter("timtin_requests", "Requests answered", ["endpoint", "status"], registry=_own)
_seconds = Histogram(
    "timtin_request_seconds",
    "Seconds from a request to its answer",
    ["endpoint"],
    registry=_own,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class _StateCollector(Collector):
    """What databases, index and disk say at the moment of the question."""

    def __init__(self, state: SiteState) -> None:
        self._state = state

    def collect(self) -> Iterator[Metric]:
        """Yield one gauge after the other; what stands on damaged pages is left out, and how many databases that are is told."""
        state = self._state
        yield _gauge("timtin_disk_free_bytes", "Free bytes on the disk of the data", shutil.disk_usage(state.data).free)
        for read in (self._read_archive, self._read_site):
            with suppress(ArchiveDamaged):
                yield from read()
        damaged = sum(examined != "ok" for examined in (state.examine_archive(), state.examine_site()))
        yield _gauge("timtin_databases_damaged", "Databases of which something cannot be read", damaged)

    def _read_archive(self) -> list[Metric]:
        state = self._state
        ages = (
            ("timtin_index_age_seconds", "Seconds since the index was published", state.index_age()),
            ("timtin_crawl_age_seconds", "Seconds since the newest page was fetched", state.crawl_age()),
        )
        articles = _gauge("timtin_articles", "Articles that readers may find", state.archive.count())
        return [articles, *(_gauge(name, text, age.total_seconds()) for name, text, age in ages if age is not None)]

    def _read_site(self) -> list[Metric]:
        site = self._state.site
        open_jobs = GaugeMetricFamily("timtin_jobs", "Jobs by state", labels=["state"])
        for kind in ("waiting", "running", "failed", "dead"):
            open_jobs.add_metric([kind], site.jobs.count(state=kind))
        troubles = sum(notice.ended is None for notice in site.notices.list())
        return [open_jobs, _gauge("timtin_troubles", "Troubles that go on", troubles)]


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def register_metrics(app: APIFlask) -> None:
    """Count and time every request of an application."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        try:
            _count_request(response.status_code)
        except OSError as error:
            # What tidies the folder of temporary files has taken it: a count less, and no request.
            _log.warning("request not counted", reason=str(error))
            with suppress(OSError):
                Path(os.environ[_VARIABLE]).mkdir(mode=0o700, exist_ok=True)
        return response


def _count_request(status: int) -> None:
    endpoint = request.endpoint or "none"
    _requests.labels(endpoint, status).inc()
    if "begun" in g:
        _seconds.labels(endpoint).observe(time.perf_counter() - g.begun)


def _may_read() -> bool:
    token = settings.get("metrics_token")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
    try:
        here = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    # A proxy on this machine is here as well; who stands behind it is not.
    return here and not any(name in request.headers for name in _FORWARDED)


@blueprint.get("/metrics")
@limiter.exempt
def page() -> ResponseReturnValue:
    """Answer in Prometheus's text format."""
    if not _may_read():
        abort(403)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, os.environ[_VARIABLE])  # type: ignore[no-untyped-call]
    registry.register(_StateCollector(current_state()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
