"""Commands say what is so: where nothing was done the line says why, and the exit status is 1 (2 for arguments that say nothing)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.articles.archive import Archive
from archive.moderation import Moderation
from cli.main import cli
from site_data.jobs import RESUMED
from site_data.passwords import hash_password
from site_data.site import Site
from tests.support.articles import a_few_articles

WHY = ("--reason", "gia đình yêu cầu")


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    """Articles of which the second is hidden, a hidden name, a job that was cancelled and one that waits, an account."""
    with Archive.open(tmp_path) as archive:
        archive.put_many(a_few_articles())
        hiding = Moderation(archive.engine)
        hiding.hide_article(2, who="lan", reason="thử")
        hiding.hide_name("Nguyễn Văn Mẫu", who="lan", reason="thử")
    with Site.open(tmp_path) as site:
        site.jobs.cancel(site.jobs.submit("index", {}))
        site.jobs.submit("crawl", {"sources": ["ha_tinh"], "then_index": True, RESUMED: 1}, "lan")
        site.users.add("lan", hash_password("mot-mat-khau-dai"))
    return tmp_path


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--data", str(data), *arguments])


def state_of(data: Path) -> tuple[object, ...]:
    with Archive.open(data) as archive, Site.open(data) as site:
        hiding = Moderation(archive.engine)
        trail = [line.action for line in hiding.audit_trail()]
        return trail, hiding.hidden_articles(), [j.state for j in site.jobs.list()], site.search_rules.list(), site.golden_queries.list()  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["jobs", "cancel", "1"], "đã kết thúc"),
        (["jobs", "cancel", "9"], "không có công việc"),
        (["jobs", "retry", "2"], "chưa kết thúc"),
        (["hide", "2", *WHY], "đã ẩn từ trước"),
        (["show", "1", *WHY], "không bị ẩn"),
        (["hide", "99", *WHY], "không có bài 99"),
        (["hide", "9" * 30, *WHY], "không có gì mang số"),
        (["hide", "nguyễn  văn mẫu", *WHY], "đã ẩn từ trước"),
        (["show", "Trần Thị Giả", *WHY], "không bị ẩn"),
        (["source", "failed", "ha_tinh", "--retry", "--reason", "failed"], "không có địa chỉ nào"),
        (["source", "pause", "ha_tinh", "--resume"], "không tạm dừng"),
        (["source", "add", "x", "http://\x00"], "không nhìn thấy được"),
        (["rule", "add", "block", "ma túy", "999999"], "không có bài 999999"),
        (["rule", "add", "pin", "ma túy", "999999"], "không có bài 999999"),
        (["rule", "add", "never", "\x00"], "cần một câu tìm"),
        (["golden", "add", "\x00", "1"], "cần có từ"),
        (["user", "role", "lan", "admin"], "đã có vai trò"),
        (["user", "sign-out", "lan"], "không có phiên nào"),
        (["related", "reset", "ma túy", "hàng trắng"], "không có gì đổi"),
    ],
)
def test_what_was_not_done_is_not_claimed(data: Path, arguments: list[str], told: str) -> None:
    before = state_of(data)
    done = run(data, *arguments)
    assert (done.exit_code, told in done.output) == (1, True), done.output
    assert state_of(data) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["source", "failed", "ha_tinh", "--retry"], "--reason"),
        (["source", "failed", "ha_tinh", "--reason", "zz"], "unreadable"),
        (["source", "set", "ha_tinh"], "--delay"),
    ],
)
def test_arguments_that_say_nothing_are_refused(data: Path, arguments: list[str], told: str) -> None:
    done = run(data, *arguments)
    assert done.exit_code == 2 and told in done.output


@pytest.mark.parametrize(
    ("again", "told"),
    [
        (["hide", "1", *WHY], "đã ẩn từ trước"),
        (["show", "2", *WHY], "không bị ẩn"),
        (["jobs", "cancel", "2"], "đã kết thúc"),
        (["source", "pause", "ha_tinh"], "đã tạm dừng"),
        (["abbreviation", "accept", "AB", "an bình"], "không có gì đổi"),
        (["related", "reject", "hàng", "ma túy"], "không có gì đổi"),
    ],
)
def test_what_is_done_twice_is_refused_the_second_time(data: Path, again: list[str], told: str) -> None:
    assert run(data, *again).exit_code == 0
    second = run(data, *again)
    assert second.exit_code == 1 and told in second.output


def test_a_job_is_told_in_words(data: Path) -> None:
    shown = run(data, "jobs", "show", "2").output.splitlines()[0]
    assert shown.endswith("lan  nguồn ha_tinh, sau đó lập chỉ mục, đã tự làm tiếp 1 lần") and "{" not in shown
    assert f"{datetime.now(UTC):%Y}" in run(data, "jobs", "list").output


def test_addresses_that_did_not_fail_are_said_to_be_none(data: Path) -> None:
    assert run(data, "source", "failed", "ha_tinh").output == "không có địa chỉ nào\n"


def test_a_machine_that_there_is_not_is_told_in_one_language(data: Path) -> None:
    told = run(data, "serve", "--host", "khong-co-may.invalid", "--port", "0").output
    assert "không lắng nghe được ở khong-co-may.invalid" in told and "Name" not in told and "resolution" not in told
