"""robots.txt by RFC 9309, on real answers: statuses, redirects, silence, size, age, groups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.crawling.host_state import HostStates
from crawler.errors import CrawlError, HostUnreachable, RobotsForbidden
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.http.robots import Robots, parse_robots
from tests.support.loopback import Internet, Said, Server, answering

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLOSED = b"User-agent: *\nDisallow: /kin\n"
HUGE = b"User-agent: *\nDisallow: /kin\n" + b"# filler\n" * 57_000 + b"Disallow: /\n" + b"# filler\n" * 14_000


def hops(count: int) -> dict[str, Said]:
    """robots.txt reached after ``count`` redirects."""
    pages = {f"/r{n}": Said(302, headers=(("Location", f"/r{n + 1}"),)) for n in range(1, count)}
    return {"/robots.txt": Said(301, headers=(("Location", "/r1"),)), **pages, f"/r{count}": Said(body=CLOSED)}


# robots.txt as answered -> may /mo and /kin be fetched?
STATUSES = {
    "200": (Said(body=CLOSED), True, False),
    "200, empty": (Said(), True, True),
    "204": (Said(204), True, True),
    "301 without a target": (Said(301), False, False),
    "400": (Said(400), True, True),
    "401": (Said(401, CLOSED), True, True),
    "403": (Said(403, CLOSED), True, True),
    "404": (Said(404, CLOSED), True, True),
    "410": (Said(410), True, True),
    "429": (Said(429), False, False),
    "500": (Said(500), False, False),
    "503": (Said(503, CLOSED), False, False),
    "timeout": (Said(hang=True), False, False),
    "reset": (Said(reset=True), False, False),
    "600 KiB": (Said(body=HUGE), True, False),
    "11 MB": (Said(body=CLOSED + b"# filler\n" * 1_250_000), True, False),
}


def allowed(server: Server, path: str, robots: Robots) -> bool:
    """Tell whether the robots rules let a page be fetched."""
    try:
        robots.check_allowed(server.base + path)
    except CrawlError:
        return False
    return True


def fetcher(server: Server, now: datetime = NOW, **options: object) -> Fetcher:
    clock = Clock(sleep=lambda seconds: None, now=lambda: now)
    limits = RequestLimits(0, 0.3, 20.0)
    return Fetcher(limits=limits, ports=(server.port,), allow_loopback=True, clock=clock, **options)  # type: ignore[arg-type]


def test_the_large_file_is_large() -> None:
    assert len(HUGE) >= 600 * 1024 and HUGE.index(b"Disallow: /\n") > 500 * 1024


@pytest.mark.parametrize("case", STATUSES)
def test_status_table(case: str) -> None:
    said, opened, closed = STATUSES[case]
    with answering(lambda path: said) as server, fetcher(server) as client:
        robots = Robots(client)
        assert (allowed(server, "/mo", robots), allowed(server, "/kin", robots)) == (opened, closed)


@pytest.mark.parametrize(("count", "closed"), [(1, False), (4, False), (5, False), (6, True), (9, True)])
def test_five_redirects_are_followed(count: int, closed: bool) -> None:
    pages = hops(count)
    with answering(lambda path: pages[path]) as server, fetcher(server) as client:
        robots = Robots(client)
        assert allowed(server, "/mo", robots)
        assert allowed(server, "/kin", robots) is closed  # beyond five it counts as unavailable: everything is allowed
        assert len(server.paths) == min(count + 1, 6)


def test_a_redirect_to_another_host_is_followed_and_its_rules_are_the_first_host_s() -> None:
    with (
        answering(lambda path: Said(body=CLOSED)) as there,
        answering(lambda path: Said(301, headers=(("Location", "http://two.example/rules"),))) as here,
    ):
        places = {"93.184.215.14": here.port, "1.1.1.1": there.port}
        names = {"one.example": ["93.184.215.14"], "two.example": ["1.1.1.1"]}
        with fetcher(here, network=Internet(places), resolver=lambda host, port: names[host]) as client:
            robots = Robots(client)
            robots.check_allowed("http://one.example/mo")
            with pytest.raises(RobotsForbidden):
                robots.check_allowed("http://one.example/kin")
        assert there.paths == ["/rules"]


@pytest.mark.parametrize(("hours", "asked"), [(0, 1), (1, 1), (23, 1), (24, 2), (25, 2), (-2, 2)])
@pytest.mark.parametrize("body", [Said(body=CLOSED), Said(404)])
def test_a_day_is_remembered_across_crawls(tmp_path: Path, hours: int, asked: int, body: Said) -> None:
    with answering(lambda path: body) as server, Archive.open(tmp_path) as archive:
        for later in (0, hours):
            with fetcher(server, NOW + timedelta(hours=later)) as client:
                robots = Robots(client, HostStates(archive.engine))
                assert allowed(server, "/mo", robots)
                assert allowed(server, "/kin", robots) is (body.status == 404)
        assert server.paths == ["/robots.txt"] * asked


def test_what_cannot_be_read_is_asked_for_again_after_an_hour(tmp_path: Path) -> None:
    said = Said(503)
    now = [NOW]
    with answering(lambda path: said) as server, Archive.open(tmp_path) as archive:
        clock = Clock(sleep=lambda seconds: None, now=lambda: now[0])
        with Fetcher(
            limits=RequestLimits(0), ports=(server.port,), allow_loopback=True, clock=clock, attempts=1
        ) as client:
            robots = Robots(client, HostStates(archive.engine))
            assert [allowed(server, "/mo", robots) for _ in range(3)] == [False] * 3
            said = Said(body=CLOSED)
            now[0] += timedelta(minutes=30)
            assert not allowed(server, "/mo", robots)
            now[0] += timedelta(minutes=30)
            assert allowed(server, "/mo", robots)
        assert len(server.paths) == 2


@pytest.mark.parametrize(("said", "kind"), [(Said(reset=True), HostUnreachable), (Said(503), RobotsForbidden)])
def test_the_reason_is_told(said: Said, kind: type[Exception]) -> None:
    with answering(lambda path: said) as server, fetcher(server) as client, pytest.raises(kind):
        Robots(client).check_allowed(f"{server.base}/mo")


GROUPS = [
    ("an unknown line between the agent and its rules", "User-agent: *\nNoise: 1\nDisallow: /kin", False),
    ("a sitemap between two agents", "User-agent: other\nSitemap: http://x/s\nUser-agent: timtin\nDisallow: /kin", False),
    ("an unknown line between two agents", "User-agent: other\nfoo: bar\nUser-agent: timtin\nDisallow: /kin", False),
    ("a delay between two agents", "User-agent: other\nCrawl-delay: 9\nUser-agent: timtin\nDisallow: /kin", False),
    ("a blank line between two agents", "User-agent: other\n\nUser-agent: timtin\nDisallow: /kin", False),
    ("an unknown line between rules", "User-agent: *\nAllow: /x\nHost: y\nDisallow: /kin", False),
    ("rules before any agent", "Disallow: /kin\nUser-agent: *\nDisallow: /b", True),
    ("another robot's group", "User-agent: googlebot\nDisallow: /", True),
    ("a robot whose name is part of ours", "User-agent: tim\nDisallow: /\n\nUser-agent: tin\nDisallow: /", True),
    ("a robot whose name contains ours", "User-agent: timtinbot\nDisallow: /", True),
    ("our name in capitals with a version", "User-agent: TimTin/2.0\nDisallow: /kin", False),
    ("our group instead of everyone's", "User-agent: *\nDisallow: /\n\nUser-agent: timtin\nDisallow: /b", True),
    ("two groups of ours are one", "User-agent: timtin\nDisallow: /b\n\nUser-agent: timtin\nDisallow: /kin", False),
    ("the longest rule wins", "User-agent: *\nDisallow: /k\nAllow: /kin", True),
    ("allow wins a tie", "User-agent: *\nDisallow: /kin\nAllow: /kin", True),
    ("a wildcard", "User-agent: *\nDisallow: /*in", False),
    ("an end", "User-agent: *\nDisallow: /ki$", True),
    ("an empty rule", "User-agent: *\nDisallow:", True),
    ("a comment", "User-agent: * # everyone\nDisallow: /kin # closed", False),
    ("a byte order mark", "\ufeffUser-agent: *\nDisallow: /kin", False),
    ("old line ends", "User-agent: *\rDisallow: /kin\r", False),
    ("what ends no line", "User-agent: *\nDisallow: /a\u2028Disallow: /kin\nDisallow: /kin\x85x", True),
    ("capitals", "USER-AGENT: *\nDISALLOW: /kin", False),
    ("blanks", "  User-agent :  *  \n  Disallow :  /kin  ", False),
    ("a page that is no robots.txt", "<!DOCTYPE html><html><body>Trang chủ</body></html>", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "opened"), [case[1:] for case in GROUPS], ids=[case[0] for case in GROUPS])
def test_groups(text: str, opened: bool) -> None:
    assert parse_robots(200, text.encode(), NOW).allows("http://portal.example/kin") is opened


@pytest.mark.parametrize(
    ("said", "code", "why"),
    [
        (Said(503), "crawler.robots_forbid", "crawler.robots_refused"),
        (Said(body=b"User-agent: *\nDisallow: /"), "crawler.robots_forbid", "crawler.robots_disallow"),
    ],
)
def test_what_is_told_names_the_cause(said: Said, code: str, why: str) -> None:
    with (
        answering(lambda path: said) as server,
        fetcher(server) as client,
        pytest.raises(RobotsForbidden) as told,
    ):
        Robots(client).check_allowed(f"{server.base}/mo")
    assert told.value.code == code and told.value.data["why"].code == why
    assert told.value.data["url"] == f"{server.base}/mo"


@pytest.mark.parametrize(
    ("status", "code", "allowed"),
    [
        (200, "crawler.robots_read", False),
        (299, "crawler.robots_read", False),
        (300, "crawler.robots_refused", False),
        (399, "crawler.robots_refused", False),
        (400, "crawler.robots_absent", True),
        (429, "crawler.robots_refused", False),
        (499, "crawler.robots_absent", True),
        (500, "crawler.robots_refused", False),
    ],
)
def test_each_status_means_one_thing(status: int, code: str, allowed: bool) -> None:
    rules = parse_robots(status, CLOSED, NOW)
    assert rules.reason.code == code and rules.allows("http://portal.example/kin") is allowed


def test_sitemaps_are_handed_out_once() -> None:
    text = (
        b"Sitemap: http://x/1.xml\r\nUser-agent: *\r\n  sitemap : http://x/2.xml # two\r\nNo-sitemap: http://x/3.xml\n"
    )
    with answering(lambda path: Said(body=text)) as server, fetcher(server) as client:
        robots = Robots(client)
        assert robots.rules_of(server.base + "/a").sitemaps == ("http://x/1.xml", "http://x/2.xml")
        assert robots.take_sitemaps() == ["http://x/1.xml", "http://x/2.xml"]
        assert robots.take_sitemaps() == []


def test_a_host_that_redirects_for_ever_and_one_that_is_silent_differ() -> None:
    pages = hops(9)
    with answering(lambda path: pages[path]) as server, fetcher(server) as client:
        rules = Robots(client).rules_of(f"{server.base}/mo")
    assert rules.reason.code == "crawler.robots_endless" and rules.failure is None and rules.allow_all
    with answering(lambda path: Said(reset=True)) as server, fetcher(server) as client:
        rules = Robots(client).rules_of(f"{server.base}/mo")
    assert rules.reason.code == "crawler.robots_unread" and rules.failure is not None and not rules.allow_all


@pytest.mark.parametrize("rule", [b"Disallow: /kin\n", b"Disallow: /kin\r"])
@pytest.mark.parametrize(("over", "counts"), [(0, True), (1, False)])
def test_the_first_500_kib_count_to_the_byte(rule: bytes, over: int, counts: bool) -> None:
    start = b"User-agent: *\n"
    filler = b"#" * (500 * 1024 + over - len(start) - len(rule) - 1) + b"\n"
    body = start + filler + rule
    assert len(body) == 500 * 1024 + over
    rules = parse_robots(200, body, NOW)
    assert rules.allows("http://portal.example/kin") is not counts
    longer = parse_robots(200, body + b"Disallow: /mo\n", NOW)
    assert longer.allows("http://portal.example/kin") is not counts and longer.allows("http://portal.example/mo")


@pytest.mark.parametrize(("over", "kin"), [(0, False), (1, True)])
def test_a_last_line_without_an_end_counts_when_it_is_whole(over: int, kin: bool) -> None:
    start, rule = b"User-agent: *\n", b"Disallow: /kin"
    body = start + b"#" * (500 * 1024 - len(start) - len(rule) - 1) + b"\n" + rule + b"h" * over
    with answering(lambda path: Said(body=body)) as server, fetcher(server) as client:
        robots = Robots(client)
        assert allowed(server, "/kin", robots) is kin and allowed(server, "/kit", robots)


def test_bytes_that_are_no_utf_8_spoil_no_other_rule() -> None:
    assert not parse_robots(200, b"# \xff\xfe\nUser-agent: *\nDisallow: /kin\n", NOW).allows(
        "http://portal.example/kin"
    )


def test_a_delay_between_agents_is_of_all_of_them() -> None:
    text = "User-agent: timtin\nCrawl-delay: 7\nUser-agent: other\nDisallow: /kin\nUser-agent: *\nCrawl-delay: 3\nDisallow: /mo"
    rules = parse_robots(200, text.encode(), NOW)
    assert (
        rules.delay == 7 and not rules.allows("http://portal.example/kin") and rules.allows("http://portal.example/mo")
    )
    first = parse_robots(200, b"Crawl-delay: 9\nUser-agent: timtin\nDisallow: /kin", NOW)
    assert first.delay == 0 and not first.allows("http://portal.example/kin")


def test_half_a_line_at_the_limit_is_no_rule() -> None:
    start = b"User-agent: *\n"
    filler = b"#" * (500 * 1024 - len(start) - 1 - len(b"Disallow: /")) + b"\n"
    body = start + filler + b"Disallow: /kin\n"
    assert body[: 500 * 1024].endswith(b"Disallow: /")
    assert parse_robots(200, body, NOW).allows("http://portal.example/mo")


@pytest.mark.parametrize(
    ("text", "delay"),
    [("User-agent: *\nCrawl-delay: 3", 3), ("User-agent: *\nCrawl-delay: 9999", 60), ("User-agent: *\nCrawl-delay: x", 0),
     ("User-agent: *\nCrawl-delay: -4", 0), ("User-agent: *\nCrawl-delay: 0.5", 0.5), ("User-agent: a\nCrawl-delay: 5", 0)],
)  # fmt: skip
def test_crawl_delay(text: str, delay: float) -> None:
    assert parse_robots(200, text.encode(), NOW).delay == delay
