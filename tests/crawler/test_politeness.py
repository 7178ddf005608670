"""How gently a portal is asked: delays, pauses, hours and budgets, kept across crawls; one crawl of a portal at a time."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from crawler.crawl import crawl
from crawler.errors import CrawlRunning, HostPaused
from crawler.html.page import Page
from crawler.html.robots_meta import parse_robots_header, read_robots_directives
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.http.throttle import SLOWEST, Throttle
from crawler.scheduling.budget import is_open_at
from crawler.scheduling.source_lock import lock_source
from crawler.sources.sample import sample_source
from crawler.sources.source import Source
from tests.support.loopback import Said, Server, answering
from tests.support.paths import ROOT

NOON = datetime(2030, 1, 1, 5, tzinfo=UTC)  # in Vietnam


@dataclass
class Time:
    """A clock that only moves when somebody sleeps."""

    at: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.at.timestamp(), sleep=self.sleep, now=lambda: self.at)


def source_of(server: Server, **changes: object) -> Source:
    source = replace(sample_source(server.base), start_pages=(f"{server.base}/",), feeds=(), sitemaps=(), delay=2.0)
    return replace(source, **changes)  # type: ignore[arg-type]


def links(count: int) -> Callable[[str], Said]:
    """A portal of one listing and ``count`` pages that are no articles."""
    body = "".join(f'<a href="/bai-so-{n}00.html">x</a>' for n in range(1, count + 1)).encode()
    return lambda path: Said(body=body if path == "/" else b"<p>x</p>", headers=(("Content-Type", "text/html"),))


def test_pace_adapts_to_slow_and_strained_servers() -> None:
    virtual = Time()
    pace = Throttle(2.0, virtual.clock.monotonic, virtual.sleep)
    pace.record_request("a", 0.1, 200)
    assert pace.delay_of("a") == 2
    pace.record_request("a", 9.9, 200)
    assert pace.delay_of("a") == pytest.approx(10)
    pace.record_request("a", 0.0, 503)
    strained = pace.delay_of("a")
    assert strained >= 20
    for _ in range(20):
        pace.record_request("a", 0.1, 200)
    assert pace.delay_of("a") == 2
    pace.set_crawl_delay("a", 7)
    assert pace.delay_of("a") == 7
    for _ in range(20):
        pace.record_request("a", 100.0, None)
    assert pace.delay_of("a") == 60
    assert pace.delay_of("b") == 2


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, -5.0, 1e300])
def test_nothing_that_is_told_makes_a_pace_faster_than_its_floor(odd: float) -> None:
    virtual = Time()
    pace = Throttle(2.0, virtual.clock.monotonic, virtual.sleep)
    pace.set_crawl_delay("a", odd)
    pace.record_earlier_request("b", -abs(odd))
    for host in ("a", "b"):
        for status in (200, 503, None):
            pace.record_request(host, odd, status)
            assert 2 <= pace.delay_of(host) <= SLOWEST
    before = virtual.clock.monotonic()
    pace.wait_for_turn("a")
    assert virtual.clock.monotonic() - before >= 2


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, -5.0])
def test_a_floor_that_cannot_be_is_the_slowest(odd: float) -> None:
    assert Throttle(odd, lambda: 0.0, lambda seconds: None).delay_of("a") == SLOWEST


def test_no_delay_adapts_to_nothing() -> None:
    pace = Throttle(0.0, lambda: 0.0, lambda seconds: None)
    pace.record_request("a", 9.0, 503)
    assert pace.delay_of("a") == 0


def test_delay_between_all_requests(tmp_path: Path) -> None:
    virtual = Time()
    with answering(links(5)) as server, Archive.open(tmp_path) as archive:
        crawl(archive, [source_of(server)], clock=virtual.clock)
        assert virtual.slept == [2.0] * 6  # robots.txt, the listing, five pages: seven requests
        # The next crawl begins where the last one ended.
        virtual.sleep(0.5)
        virtual.slept.clear()
        crawl(archive, [source_of(server)], clock=virtual.clock)
        assert virtual.slept[0] == pytest.approx(1.5)


def test_crawl_delay_of_a_kept_robots_holds_in_the_next_crawl(tmp_path: Path) -> None:
    virtual = Time()
    page = links(3)
    rules = Said(body=b"User-agent: *\nCrawl-delay: 11\n")
    with (
        answering(lambda path: rules if path == "/robots.txt" else page(path)) as server,
        Archive.open(tmp_path) as archive,
    ):
        for _ in range(2):
            crawl(archive, [source_of(server)], clock=virtual.clock, limit=2)
        assert server.paths.count("/robots.txt") == 1
    assert set(virtual.slept) == {11.0}


@pytest.mark.parametrize("asked", ["3600", "Tue, 01 Jan 2030 06:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_stops_the_portal_and_outlives_the_crawl(tmp_path: Path, asked: str, status: int) -> None:
    virtual = Time()
    page = links(4)
    busy = Said(status, headers=(("Retry-After", asked),))
    state = {"/bai-so-100.html": busy}
    told: list[str] = []
    with answering(lambda path: state.get(path) or page(path)) as server, Archive.open(tmp_path) as archive:
        report = crawl(archive, [source_of(server)], clock=virtual.clock, progress=told.append)
        assert report.outcomes == {"listing": 1, "failed": 1}
        before = len(server.paths)
        virtual.sleep(1800)
        assert crawl(archive, [source_of(server)], clock=virtual.clock).outcomes == {}
        assert len(server.paths) == before
        state.clear()
        virtual.sleep(1800)
        assert crawl(archive, [source_of(server)], clock=virtual.clock).outcomes["not-an-article"] >= 3
    assert any("13:00 01/01/2030" in line for line in told)


def test_paused_host_is_not_asked() -> None:
    with answering(lambda path: Said(503, headers=(("Retry-After", "9999"),))) as server:
        limits = RequestLimits(0)
        with Fetcher(limits=limits, ports=(server.port,), allow_loopback=True, clock=Time().clock) as client:
            assert client.fetch(server.base + "/").status == 503
            with pytest.raises(HostPaused):
                client.fetch(server.base + "/a")
        assert server.paths == ["/"]


def test_a_silent_portal_is_left_alone(tmp_path: Path) -> None:
    page = links(30)
    calm = {"/", "/robots.txt"}
    told: list[str] = []
    virtual = Time()
    with (
        answering(lambda path: page(path) if path in calm else Said(reset=True)) as server,
        Archive.open(tmp_path) as archive,
    ):
        report = crawl(archive, [source_of(server)], clock=virtual.clock, progress=told.append)
        assert report.outcomes == {"listing": 1, "failed": 5}
        assert [line for line in told if "sẽ thử lại sau" in line]
        assert len(CrawlLog(archive.engine).recent_visits()) == 6
        calm.update(f"/bai-so-{n}00.html" for n in range(1, 31))
        virtual.sleep(3 * 3600)
        assert crawl(archive, [source_of(server)], clock=virtual.clock).outcomes["not-an-article"] == 30


@pytest.mark.parametrize(
    ("hours", "hour", "wanted"),
    [((22, 6), 21, False), ((22, 6), 22, True), ((22, 6), 0, True), ((22, 6), 5, True), ((22, 6), 6, False),
     ((8, 17), 8, True), ((8, 17), 17, False), ((0, 24), 3, True), ((), 12, True)],
)  # fmt: skip
def test_hours_are_those_of_vietnam(hours: tuple[int, ...], hour: int, wanted: bool) -> None:
    moment = datetime(2026, 1, 1, 17, tzinfo=UTC) + timedelta(hours=hour)  # midnight in Vietnam
    assert is_open_at(Source("x", hours=hours), moment) is wanted


def test_night_hours_stop_and_resume_a_crawl(tmp_path: Path) -> None:
    virtual = Time(datetime(2030, 1, 1, 22, 59, 55, tzinfo=UTC))  # 05:59:55 in Vietnam
    told: list[str] = []
    with answering(links(9)) as server, Archive.open(tmp_path) as archive:
        source = source_of(server, hours=(22, 6))
        first = crawl(archive, [source], clock=virtual.clock, progress=told.append)
        assert 1 < first.outcomes.total() < 10
        assert any("từ 22:00 đến 6:00" in line for line in told)
        assert crawl(archive, [source], clock=virtual.clock).outcomes == {}
        virtual.sleep(16 * 3600)
        second = crawl(archive, [source], clock=virtual.clock)
        assert (first.outcomes + second.outcomes)["not-an-article"] == 9


def test_the_budget_of_a_day_survives_restarts(tmp_path: Path) -> None:
    virtual = Time()
    told: list[str] = []
    with answering(links(20)) as server:
        source = source_of(server, budget=8)
        for _ in range(3):
            with Archive.open(tmp_path) as archive:
                crawl(archive, [source], clock=virtual.clock, progress=told.append)
        assert len(server.paths) == 8
        assert any("8 lượt tải" in line for line in told)
        virtual.sleep(12 * 3600)  # midnight of Vietnam has passed
        with Archive.open(tmp_path) as archive:
            crawl(archive, [source], clock=virtual.clock)
        assert 8 < len(server.paths) <= 16


def test_one_crawl_of_a_portal_at_a_time(tmp_path: Path) -> None:
    told: list[str] = []
    code = """
import sys
from pathlib import Path
from crawler.scheduling.source_lock import lock_source
from crawler.sources.source import Source
with lock_source(Path(sys.argv[1]), Source("other", domain=sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""
    with answering(links(1)) as server, Archive.open(tmp_path) as archive:
        source = source_of(server)
        command = [sys.executable, "-c", code, str(tmp_path), source.domain]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
            assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
            report = crawl(archive, [source], progress=told.append)
            assert report.outcomes == {} and server.paths == []
            assert told == ["sample: một tiến trình khác đang thu thập, lần này bỏ qua"]
            holder.kill()
        with lock_source(tmp_path, source), pytest.raises(CrawlRunning), lock_source(tmp_path, source):
            raise AssertionError("two crawls at once")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("googlebot: noindex\nnofollow", {"nofollow"}),
        ("googlebot: noindex, nofollow", set()),
        ("googlebot: nofollow\nTimTin: noindex", {"noindex"}),
        ("unavailable_after: 25 Jun 2020 15:00:00 GMT", {"noindex", "unavailable_after: 25 jun 2020 15:00:00 gmt"}),
        ("unavailable_after: Thu, 25 Jun 2020 15:00:00 GMT, nofollow", {"noindex", "nofollow"}),
        ("unavailable_after: 2020-06-25", {"noindex"}),
        ("unavailable_after: 2099-06-25", set()),
        ("googlebot: nofollow,\x85noindex", set()),
    ],
)
def test_robots_headers(header: str, wanted: set[str]) -> None:
    found = parse_robots_header(header, NOON)
    assert {d for d in found if not d.startswith("unavailable")} == {
        d for d in wanted if not d.startswith("unavailable")
    }


def test_headers_given_twice_stand_alone() -> None:
    twice = (("X-Robots-Tag", "otherbot: noindex"), ("X-Robots-Tag", "nofollow"))
    with (
        answering(lambda path: Said(headers=twice)) as server,
        Fetcher(limits=RequestLimits(0), ports=(server.port,), allow_loopback=True) as client,
    ):
        answer = client.fetch(server.base + "/")
    assert read_robots_directives(Page.parse(answer.body, answer.url, answer.headers)) == {"nofollow"}
