"""Every form of the administration leaves an entry in the audit by who sent it, and every job it asks for says who did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier
from archive.model import Article
from cli.admin.operator_name import operator_name
from cli.main import cli
from jobs.audit_trail import WORDS, AuditTrail
from site_data.audit_log import AuditEntry
from site_data.site import Site
from tests.support.form_client import PASSWORD, FormClient, admin_with_role, first_admin
from web.app import close_app, create_app

ARTICLE = Article("ha_tinh", "Hội nghị sơ kết", "https://congan.hatinh.gov.vn/bai-1", lead="Sáng 10/3/2023, Công an tỉnh An Bình tổ chức hội nghị sơ kết. Đại tá Lê Văn Sao, Giám đốc Công an tỉnh An Bình, chủ trì hội nghị.")  # fmt: skip
_NEW = "ba con voi uong tra"
_PAIR = {"viec": "nhan", "abbreviation": "XYZ", "expansion": "xưởng y tế"}
_RULE = {"loai": "means", "cau": "xyz", "nghia": "xưởng y tế"}

FORMS: dict[str, tuple[str, dict[str, str], set[str]]] = {
    "admin.sign_in": ("/dang-nhap", {"name": "lan", "password": PASSWORD}, {"sign-in"}),
    "admin.sign_out": ("/dang-xuat", {}, {"sign-out"}),
    "admin_account.change_password": (
        "/toi/",
        {"old": PASSWORD, "password": _NEW, "again": _NEW},
        {"password changed"},
    ),
    "admin_account.end_others": ("/toi/ket-thuc-phien-khac", {}, {"sessions ended"}),
    "admin_users.invite": ("/tai-khoan/", {"name": "mai", "role": "reader"}, {"link made"}),
    "admin_users.change_role": ("/tai-khoan/hoa/vai-tro", {"role": "admin"}, {"role changed"}),
    "admin_users.end_sessions": ("/tai-khoan/hoa/ket-thuc-phien", {}, {"sessions ended"}),
    "admin_users.remove": ("/tai-khoan/hoa/xoa", {}, {"account removed"}),
    "admin_jobs.submit": ("/cong-viec", {"viec": "lap-lai"}, {"job: index"}),
    "admin_jobs.repeat": ("/cong-viec/2/lam-lai", {}, {"job: crawl"}),
    "admin_jobs.cancel": ("/cong-viec/1/huy", {}, {"job cancelled"}),
    "admin_queries.add": ("/cau-hoi", {"cau-hoi": "sơ kết", "bai": "1", "vi-tri": "3"}, {"golden query added"}),
    "admin_queries.remove": ("/cau-hoi/1/bo", {}, {"golden query removed"}),
    "admin_queries.publish": ("/cau-hoi/xuat-ban", {}, {"job: index"}),
    "admin_hiding.decide": (
        "/an",
        {"viec": "an-bai", "doi-tuong": "1", "ly-do": "thử"},
        {"hide article", "job: index"},
    ),
    "admin_sources.preview": ("/nguon/xem-thu", {"url": "https://congan.example.vn/"}, {"job: preview"}),
    "admin_sources.add": ("/nguon/", {"url": "https://congan.example.vn/", "name": "vi_du"}, {"source added"}),
    "admin_sources.change": ("/nguon/ha_tinh/", {"paused": "y"}, {"source changed"}),
    "admin_sources.check": ("/nguon/ha_tinh/thu", {}, {"job: check"}),
    "admin_sources.retry": ("/nguon/ha_tinh/thu-lai", {"loi": "failed"}, {"addresses retried", "job: crawl"}),
    "admin_why.fetch": (
        "/vi-sao/",
        {"dia-chi": "https://congan.hatinh.gov.vn/bai-2"},
        {"addresses retried", "job: crawl"},
    ),
    "admin_facts.decide": (
        "/du-kien/",
        {"viec": "sai", "bai": "1", "loai": "person", "gia-tri": "Lê Văn Sao", "ly-do": "thử"},
        {"wrong fact"},
    ),
    "admin_abbreviations.decide": ("/viet-tat/", _PAIR, {"abbreviation accepted"}),
    "admin_query_log.decide": ("/cau-tim/quyet-dinh", _RULE, {"search rule: means"}),
    "admin_query_log.remove": ("/cau-tim/quyet-dinh/1/bo", {}, {"search rule removed: never"}),
}
"""Endpoint -> its address under /quan-tri, what is sent, and the actions that are then in the audit."""

NOBODYS = {"admin.set_up"}
"""Forms of those who are not signed in: tests/web/admin/test_login.py."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    """A site with one article, an address not fetched, two jobs of the schedule of which the second has ended, a golden query, a
    decision on a query and the editor hoa."""
    with Archive.open(tmp_path) as archive, Site.open(tmp_path) as site:
        archive.put(ARTICLE)
        frontier = Frontier(archive.engine)
        frontier.add("ha_tinh", [(f"{ARTICLE.url}0", "article", 1)], now=datetime.now(UTC))
        frontier.close_failed("ha_tinh", f"{ARTICLE.url}0", "failed", None)
        site.jobs.submit("crawl", {"scheduled": True})
        site.jobs.cancel(site.jobs.submit("crawl", {"scheduled": True}))
        site.golden_queries.add("mưa", 1, 3, "hoa")
        site.search_rules.add("never", "mua", "hoa")
    made = create_app(tmp_path)
    yield made
    close_app(made)


@pytest.fixture
def admin(app: APIFlask, tmp_path: Path) -> FormClient:
    """A signed-in admin called lan, beside the editor hoa."""
    signed_in = first_admin(app, tmp_path)
    admin_with_role(app, tmp_path, "hoa", "editor")
    return signed_in


def audit_since(data: Path, moment: datetime) -> list[AuditEntry]:
    with Site.open(data) as site, Archive.open(data) as archive:
        return [entry for entry in AuditTrail(site.engine, archive.engine).list() if entry.at >= moment]


def test_every_form_is_looked_at(app: APIFlask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/quan-tri")]
    assert {rule.endpoint for rule in rules if "POST" in (rule.methods or ())} == {*FORMS, *NOBODYS}


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_leaves_an_entry_by_who_sent_it(admin: FormClient, tmp_path: Path, endpoint: str) -> None:
    path, sent, actions = FORMS[endpoint]
    begun = datetime.now(UTC)
    assert admin.post(f"/quan-tri{path}", data=sent).status_code in (200, 302, 303)
    entries = audit_since(tmp_path, begun)
    assert {entry.action for entry in entries} == actions <= set(WORDS)
    assert {entry.who for entry in entries} == {"lan"}
    with Site.open(tmp_path) as site:
        assert [job.who for job in site.jobs.list() if job.id > 2] in ([], ["lan"])


def test_publishing_in_spite_of_golden_queries_is_told_in_words(admin: FormClient) -> None:
    admin.post("/quan-tri/cau-hoi/xuat-ban")
    assert "xuất bản dù câu tìm mẫu có kết quả kém hơn" in admin.get("/quan-tri/nhat-ky/?loai=cong-viec").text


@pytest.mark.parametrize(
    ("arguments", "entry"),
    [
        (["jobs", "cancel", "1"], ("job cancelled", "1", "")),
        (["jobs", "retry", "2"], ("job: crawl", "3", "theo lịch")),
        (["index", "--anyway"], ("job: index", "", "xuất bản dù câu tìm mẫu có kết quả kém hơn")),
        (["source", "pause", "ha_tinh"], ("source changed", "ha_tinh", "paused = true")),
        (["source", "set", "ha_tinh", "--delay", "7"], ("source changed", "ha_tinh", "delay = 7")),
        (["source", "add", "vi_du", "https://x.vn/"], ("source added", "vi_du", "https://x.vn/")),
        (["source", "failed", "ha_tinh", "--reason", "failed", "--retry"], ("addresses retried", "ha_tinh", "failed")),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_command_leaves_an_entry_by_its_operator(
    app: APIFlask, tmp_path: Path, arguments: list[str], entry: tuple[str, str, str]
) -> None:
    begun = datetime.now(UTC)
    done = CliRunner().invoke(cli, ["--data", str(tmp_path), *arguments])
    assert done.exit_code == 0, done.output
    (found,) = audit_since(tmp_path, begun)
    assert (found.who, found.action, found.subject, found.detail) == (operator_name(), *entry)
