"""What health and readiness look at, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from site_data.site import Site
from tests.support.articles import a_few_articles
from web.app import close_app, create_app


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app(tmp_path)
    with app.test_client() as reader:
        yield reader
    close_app(app)


def test_a_site_that_can_be_searched_is_ready(client: FlaskClient) -> None:
    assert client.get("/livez").text == "ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["ok"]) == (200, True)
    assert {"archive": "ok", "index": "ok", "queue": "ok"}.items() <= answer.get_json()["parts"].items()


def test_without_an_index_it_lives_and_is_not_ready(fresh: FlaskClient) -> None:
    assert fresh.get("/livez").status_code == 200
    answer = fresh.get("/readyz")
    assert (answer.status_code, answer.get_json()["parts"]["index"]) == (503, "missing")
    assert fresh.get("/suc-khoe").status_code == 503


def test_a_damaged_archive_is_told_and_the_page_still_answers(fresh: FlaskClient, tmp_path: Path) -> None:
    from archive.articles.archive import Archive

    with Archive.open(tmp_path) as archive:
        archive.put_many(a_few_articles())
        with archive.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096))
    answer = fresh.get("/readyz")
    assert (answer.status_code, answer.get_json()["parts"]["archive"]) == (503, "broken")
    assert fresh.get("/suc-khoe").status_code == 503


def test_a_source_that_is_left_out_is_told(fresh: FlaskClient, tmp_path: Path) -> None:
    assert fresh.get("/readyz").get_json()["parts"]["sources"] == "ok"
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "x.toml").write_text("delay = \x7f", "utf-8")
    assert fresh.get("/readyz").get_json()["parts"]["sources"] == "left_out"
    assert "bị bỏ ra vì không đọc được tệp của nó" in fresh.get("/suc-khoe").text


def test_a_full_disk_and_a_queue_without_a_worker_are_told(
    fresh: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_DISK_FREE_MB", "1e12")
    with Site.open(tmp_path) as site:
        number = site.jobs.submit("index", {})
        with site.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE jobs SET created = '2020-01-01T00:00:00+00:00' WHERE id = ?", (number,))
    parts = fresh.get("/readyz").get_json()["parts"]
    assert (parts["disk"], parts["queue"]) == ("low", "stuck")
