"""What admins are told when a portal does not answer: what happened and what to do, in Vietnamese, on one line."""

from __future__ import annotations

import errno
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpcore
import httpx
import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from cli.main import cli
from crawler.crawl import crawl
from crawler.http.failure_messages import describe_failure, describe_status
from crawler.http.fetcher import Clock
from tests.support.crawling import big_site_source
from tests.support.loopback import Said, answering
from tests.support.paths import ROOT

HTML = (("Content-Type", "text/html; charset=utf-8"),)


def certificate(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "certificate has expired"
    return error


def through(inner: Exception) -> httpx.ConnectError:
    """Return an error as httpx raises it: wrapped twice."""
    try:
        try:
            raise inner
        except Exception as error:
            raise httpcore.ConnectError(str(error)) from error
    except httpcore.ConnectError as wrapped:
        outer = httpx.ConnectError(str(wrapped))
        outer.__cause__ = wrapped
        return outer


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (through(socket.gaierror(socket.EAI_NONAME, "Name or service not known")), "không có tên miền h.vn"),
        (through(socket.gaierror(socket.EAI_AGAIN, "Temporary failure")), "DNS"),
        (through(ConnectionRefusedError(errno.ECONNREFUSED, "refused")), "từ chối kết nối"),
        (through(ConnectionResetError(errno.ECONNRESET, "reset")), "ngắt kết nối giữa chừng"),
        (through(OSError(errno.ENETUNREACH, "Network is unreachable")), "không có đường mạng"),
        (through(certificate(10)), "chứng chỉ của h.vn đã hết hạn"),
        (through(certificate(62)), "cấp cho tên miền khác"),
        (through(certificate(1)), "không hợp lệ"),
        (httpx.ConnectTimeout("timed out"), "không nhận kết nối"),
        (httpx.ReadTimeout("timed out"), "không trả lời trong thời hạn"),
        (httpx.RemoteProtocolError("Server disconnected"), "không đúng giao thức"),
        (httpx.ConnectError("something new"), "something new"),
    ],
)
def test_the_cause_is_told_with_what_to_do(error: Exception, what: str) -> None:
    told = str(describe_failure(error, "h.vn"))
    assert what in told and "h.vn" in told and "\n" not in told


@pytest.mark.parametrize(("status", "what"), [(403, "xin phép"), (429, "delay"), (503, "thử lại sau"), (204, "204")])
def test_a_refusal_is_told_by_its_status(status: int, what: str) -> None:
    assert what in describe_status(status)


def test_a_portal_that_forbids_everything_is_told_so(tmp_path: Path) -> None:
    told: list[str] = []
    with answering(lambda path: Said(body=b"User-agent: *\nDisallow: /\n")) as server:
        with Archive.open(tmp_path) as archive:
            report = crawl(archive, [big_site_source(server.base)], progress=told.append)
            (line,) = CrawlLog(archive.engine).visits_after(0)
        assert server.paths == ["/robots.txt"]
    assert report.outcomes == {"forbidden": 1} and "robots.txt" in line.detail
    assert any("không cho phép thu thập" in line and "xin phép" in line for line in told)


def test_a_wrong_name_or_address_is_told_in_one_line(tmp_path: Path) -> None:
    for wrong in ("khong_co", "ftp://example.org/", "https:///"):
        done = CliRunner().invoke(cli, ["--data", str(tmp_path), "crawl", wrong], standalone_mode=False)
        assert done.exit_code == 1 and done.exception is not None
        assert wrong in str(done.exception) and "Traceback" not in done.output


def test_ctrl_c_ends_even_a_long_wait_and_the_next_crawl_goes_on(tmp_path: Path) -> None:
    """The portal wants a minute between two pages; nobody waits that long for a crawl to stop."""

    def answer(path: str) -> Said:
        if path == "/robots.txt":
            return Said(body=b"User-agent: *\nCrawl-delay: 60\n")
        return Said(body=b'<a href="/bai-viet-mot-hai-ba-bon-100001.html">x</a>', headers=HTML)

    code = (
        "import sys; import cli.crawl, crawler.sources.registry as s;"
        "from tests.support.crawling import big_site_source; s.source_for_url = big_site_source;"
        "sys.argv = ['run.py', '--data', sys.argv[1], 'crawl', sys.argv[2]]; from cli.main import main; main()"
    )
    with answering(answer) as server:
        command = [sys.executable, "-c", code, str(tmp_path), server.base]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as child:
            server.asked.wait(60)  # for robots.txt; the next page is a minute away
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=50)
        assert child.returncode == 130, err
        assert "đang dừng" in err and "chạy lại lệnh để làm tiếp" in err and "Traceback" not in err
        assert server.paths == ["/robots.txt"]
        with Archive.open(tmp_path) as archive:
            clock = Clock(sleep=lambda seconds: None)
            assert crawl(archive, [big_site_source(server.base)], limit=1, clock=clock).outcomes == {"listing": 1}
