"""Addresses that lead inside: however written, nobody ever connects to a canary that listens there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from crawler.crawl import crawl
from crawler.errors import CrawlError, FetchFailed, UnsafeAddress
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.http.ssrf_guard import check_address, resolve_host
from crawler.sources.sample import sample_source
from tests.support.loopback import Canary, Internet, Said, answering, canary

PUBLIC, OTHER = "93.184.215.14", "1.1.1.1"
FAST = Clock(sleep=lambda seconds: None)


@pytest.fixture(scope="module")
def trap() -> Iterator[Canary]:
    with canary() as found:
        yield found


def fetcher(trap: Canary, **options: object) -> Fetcher:
    return Fetcher(limits=RequestLimits(0, 2.0, 10.0), ports=(trap.port,), clock=FAST, **options)  # type: ignore[arg-type]


# Written with {port}, the canary's, which the source declares: only the address stands in the way.
WRITTEN = [
    # plain, decimal, octal, hexadecimal, short, mixed, padded
    "http://127.0.0.1:{port}/", "http://127.0.0.2:{port}/", "http://127.255.255.254:{port}/", "http://2130706433:{port}/",
    "http://017700000001:{port}/", "http://0x7f000001:{port}/", "http://0X7F000001:{port}/", "http://0177.0.0.1:{port}/",
    "http://0x7f.0.0.1:{port}/", "http://0x7f.1:{port}/", "http://127.1:{port}/", "http://127.0.1:{port}/",
    "http://0177.0.1:{port}/", "http://00000177.0.0.01:{port}/", "http://127.0.0x0.1:{port}/",
    "http://127.0.0.1.:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://0x0:{port}/", "http://00.00.00.00:{port}/",
    # names
    "http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/", "http://ip6-localhost:{port}/",
    # full-width digits and dots, circled digits, percent-encoding
    "http://１２７.０.０.１:{port}/", "http://127。0。0。1:{port}/", "http://127．0．0．1:{port}/", "http://①②⑦.⓪.⓪.①:{port}/",
    "http://１２７.1:{port}/", "http://ｌｏｃａｌｈｏｓｔ:{port}/", "http://%31%32%37.0.0.1:{port}/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
    # IPv6: loopback, unspecified, mapped, compatible, NAT64, 6to4, Teredo, link-local with a zone, site-local, unique local
    "http://[::1]:{port}/", "http://[0:0:0:0:0:0:0:1]:{port}/", "http://[0000::0001]:{port}/", "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/", "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/", "http://[::7f00:1]:{port}/", "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/", "http://[64:ff9b:1::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://[2002:7f00:0001::1]:{port}/", "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port}/",
    "http://[fe80::1%25lo]:{port}/", "http://[fe80::1%lo]:{port}/", "http://[::1%25lo]:{port}/", "http://[::1%lo]:{port}/",
    "http://[fe80::1]:{port}/", "http://[fec0::1]:{port}/", "http://[fc00::1]:{port}/", "http://[fd00:ec2::254]:{port}/",
    "http://[ff02::1]:{port}/", "http://[100::1]:{port}/", "http://[2001:db8::1]:{port}/", "http://[3fff::1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/", "http://[v1.127.0.0.1]:{port}/",
    # users, backslashes, blanks, fragments and odd slashes
    "http://user@127.0.0.1:{port}/", "http://user:pw@127.0.0.1:{port}/", "http://example.org@127.0.0.1:{port}/",
    "http://example.org%40127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@example.org/", "http://example.org\\@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/", "http://127.0.0.1:{port}?@example.org/", "http://@127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/", "http:/127.0.0.1:{port}/", "http:///127.0.0.1:{port}/", "//127.0.0.1:{port}/",
    "http://127.0.0.1\t:{port}/", "http://127.0.0.1\n:{port}/", "http:// 127.0.0.1:{port}/", "http://127.0.0.1 :{port}/",
    "http://127.0.0.1\x00.example.org:{port}/", "http://127.0.0.1:{port}:80/", "http://127.0.0.1:+{port}/",
    # other schemes
    "ftp://127.0.0.1:{port}/", "gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/", "ws://127.0.0.1:{port}/",
    "file://127.0.0.1:{port}/etc/passwd", "file:///etc/passwd", "ldap://127.0.0.1:{port}/", "jar:http://127.0.0.1:{port}/!/",
    "data:text/html,x", "javascript:fetch('http://127.0.0.1:{port}/')", "unix://127.0.0.1:{port}/", "",
]  # fmt: skip


def test_there_are_enough_cases() -> None:
    assert len(set(WRITTEN)) >= 60


@pytest.mark.parametrize("url", WRITTEN, ids=ascii)
def test_no_way_of_writing_leads_inside(trap: Canary, url: str) -> None:
    with fetcher(trap, resolver=offline) as client, pytest.raises(CrawlError):
        client.fetch(url.replace("{port}", str(trap.port)))
    assert client.backend.connections == 0
    assert not trap.visited()


def offline(host: str, port: int) -> list[str]:
    """Resolve as the system does, except that no question leaves this machine."""
    if "example" in host:
        return [PUBLIC]
    return resolve_host(host, port)


PRIVATE = [
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "169.254.0.1",
    "100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "127.0.0.1", "192.0.0.1", "192.0.0.192", "192.31.196.1", "192.52.193.1", "192.175.48.1", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
    "64:ff9b:1::1", "100::1", "2620:4f:8000::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:a00:1::1", "2002:c0a8:101::", "3fff::1",
    "5f00::1", "fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_name_leads_to_a_private_address(trap: Canary, address: str) -> None:
    internet = Internet({})
    client = fetcher(trap, network=internet, resolver=lambda host, port: [address])
    with client, pytest.raises(UnsafeAddress):
        client.fetch("http://portal.example/")
    assert internet.asked == []
    with pytest.raises(UnsafeAddress):
        check_address(address, "portal.example", allow_loopback=False)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:4700:4700::1111", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1", "103.2.1.1"]
)
def test_public_addresses_are_fine(address: str) -> None:
    check_address(address, "portal.example", allow_loopback=False)


@pytest.mark.parametrize(
    "answers",
    [
        [PUBLIC, "127.0.0.1"],
        ["127.0.0.1", PUBLIC],
        [PUBLIC, "::1"],
        [PUBLIC, OTHER, "10.0.0.1"],
        ["::ffff:127.0.0.1", PUBLIC],
        [],
    ],
)
def test_one_private_answer_is_enough(trap: Canary, answers: list[str]) -> None:
    internet = Internet({PUBLIC: trap.port})
    with fetcher(trap, network=internet, resolver=lambda host, port: answers) as client, pytest.raises(CrawlError):
        client.fetch("http://portal.example/")
    assert internet.asked == [] and not trap.visited()


LANDINGS = [
    "http://127.0.0.1:{port}/", "http://[::1]:{port}/", "http://localhost:{port}/", "//127.0.0.1:{port}/", "http://inside.example/",
    "http://0x7f000001:{port}/", "https://127.0.0.1:{port}/", "http://user@127.0.0.1:{port}/", "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/", "http://portal.example:22/", "http://[::ffff:127.0.0.1]:{port}/", "\\\\127.0.0.1:{port}\\x",
    "http:\\\\127.0.0.1:{port}/", "http://１２７.０.０.１:{port}/", "http://[", "http://portal.example:{port}@127.0.0.1:{port}/",
]  # fmt: skip


@pytest.mark.parametrize("hops", [1, 3])
@pytest.mark.parametrize("landing", LANDINGS, ids=ascii)
def test_no_redirect_leads_inside(trap: Canary, landing: str, hops: int) -> None:
    target = landing.replace("{port}", str(trap.port))

    def answer(path: str) -> Said:
        left = int(path.strip("/") or hops) - 1
        location = f"/{left}" if left else target
        return Said(302, headers=(("Location", location.encode().decode("latin-1")),))

    with answering(answer) as server:
        names = {"portal.example": [PUBLIC], "inside.example": ["127.0.0.1"]}
        client = fetcher(
            trap,
            network=Internet({PUBLIC: server.port}),
            resolver=lambda host, port: names.get(host) or resolve_host(host, port),
        )
        with client, pytest.raises(CrawlError):
            client.fetch("http://portal.example/")
        assert len(server.paths) >= hops
    assert not trap.visited()


def test_rebinding_gains_nothing(trap: Canary) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    with answering(lambda path: Said(body=b"fine", headers=(("Connection", "close"),))) as server:
        internet = Internet({PUBLIC: server.port})
        with fetcher(trap, network=internet, resolver=rebinding) as client:
            # The address that was checked is the one connected to: there is no second look-up in between.
            assert client.fetch("http://portal.example/").body == b"fine"
            assert (asked, internet.asked) == (["portal.example"], [PUBLIC])
            with pytest.raises(UnsafeAddress):
                client.fetch(f"http://portal.example:{trap.port}/")
    assert internet.asked == [PUBLIC] and not trap.visited()


def test_the_host_header_stays(trap: Canary) -> None:
    with answering(lambda path: Said(body=b"x")) as server:
        client = fetcher(trap, network=Internet({PUBLIC: server.port}), resolver=lambda host, port: [PUBLIC])
        with client:
            assert client.fetch("http://portal.example/a").url == "http://portal.example/a"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_proxies_of_the_environment_are_not_used(trap: Canary, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    with answering(lambda path: Said(body=b"fine")) as server:
        client = fetcher(trap, network=Internet({PUBLIC: server.port}), resolver=lambda host, port: [PUBLIC])
        with client:
            assert client.fetch("http://portal.example/").body == b"fine"
            with contextlib.suppress(FetchFailed):
                client.fetch("https://portal.example/")
    assert not trap.visited()


@pytest.mark.parametrize("where", ["robots", "sitemap", "feed", "page", "article"])
def test_no_way_of_a_crawl_leads_inside(trap: Canary, where: str, tmp_path: Path) -> None:
    """A portal that tries, through each thing a crawl follows, to send the crawler to a name that is inside."""
    inside = f"http://inside.portal.example:{trap.port}/bai-viet-12345.html"
    moved = Said(302, headers=(("Location", inside),))
    pages = {
        "/robots.txt": moved if where == "robots" else Said(body=f"Sitemap: {inside}\n".encode()),
        "/map.xml": Said(body=f"<urlset><url><loc>{inside}</loc></url></urlset>".encode()),
        "/rss.xml": Said(body=f"<rss><channel><item><link>{inside}</link></item></channel></rss>".encode()),
        "/": Said(body=f'<a href="{inside}">x</a><a href="/bai-viet-1.html">y</a>'.encode()),
        "/bai-viet-1.html": moved,
    }
    names = {"portal.example": [PUBLIC], "inside.portal.example": ["127.0.0.1"]}
    with answering(lambda path: pages.get(path, Said(404))) as server, Archive.open(tmp_path) as archive:
        root = "http://portal.example"
        source = replace(
            sample_source(root),
            domain="portal.example",
            start_pages=(f"{root}/",) if where in ("page", "article", "robots") else (),
            feeds=(f"{root}/rss.xml",) if where == "feed" else (),
            sitemaps=(f"{root}/map.xml",) if where == "sitemap" else (),
            ports=(trap.port,),
            allow_loopback=False,
        )
        later = datetime.now(UTC) + timedelta(hours=1)
        clock = Clock(sleep=lambda seconds: None, now=lambda: later)
        internet = Internet({PUBLIC: server.port})
        report = crawl(archive, [source], clock=clock, network=internet, resolver=lambda host, port: names[host])
        assert report.outcomes["unsafe"] >= 1
        assert set(internet.asked) == {PUBLIC}
    assert not trap.visited()
