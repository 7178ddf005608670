"""The sitemap: by month, bounded, valid, and never naming what was hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

from archive.articles.archive import Archive
from archive.moderation import Moderation
from facts.update import update_facts
from indexer.update import index_archive
from tests.web.conftest import PUBLIC
from web.app import close_app, create_app
from web.machine.listing import group_by_month

Read = Callable[[bytes, str], etree._Element]


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "data"
    shutil.copytree(indexed_data, copied)
    update_facts(copied, processes=1)
    return copied


@pytest.fixture
def reader(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setenv("TIMTIN_PUBLIC_URL", PUBLIC)
    app = create_app(data, testing=True)
    with app.test_client() as made:
        yield made
    close_app(app)


def places(root: etree._Element) -> list[str]:
    return [found.text.removeprefix(PUBLIC) for found in root.iter("{*}loc")]


def test_every_article_and_event_is_listed_once(reader: FlaskClient, read_valid: Read) -> None:
    files = places(read_valid(reader.get("/sitemap.xml").data, "sitemap"))
    assert files[:4] == [
        f"/sitemap/thang/{month}-1.xml" for month in ("2023-05", "2022-09", "2021-03", "khong-ro-ngay")
    ]
    listed = [place for file in files for place in places(read_valid(reader.get(file).data, "sitemap"))]
    assert sorted(place for place in listed if place.startswith("/bai/")) == [f"/bai/{n}" for n in (1, 2, 3, 4)]
    events = [place for place in listed if place.startswith("/su-kien/")]
    assert events and len(listed) == len(set(listed)) == 4 + len(events)
    assert all(reader.get(place).status_code == 200 for place in listed)


def test_files_are_bounded(reader: FlaskClient, read_valid: Read) -> None:
    app = reader.application
    listing = app.extensions["timtin.listing"]
    listing.file_size = 1
    listing.months, listing.indexed = group_by_month({5: 19500, 6: 19501, 7: None}), app.extensions["timtin"].indexed()
    files = [file for file in places(read_valid(reader.get("/sitemap.xml").data, "sitemap")) if "/thang/" in file]
    assert files == [
        "/sitemap/thang/2023-05-1.xml",
        "/sitemap/thang/2023-05-2.xml",
        "/sitemap/thang/khong-ro-ngay-1.xml",
    ]


def test_what_is_hidden_is_gone_at_once_and_what_is_new_comes_with_the_index(
    reader: FlaskClient, data: Path, read_valid: Read
) -> None:
    assert reader.get("/sitemap/thang/2023-05-1.xml").status_code == 200
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_article(1, who="an", reason="thử")
        assert reader.get("/sitemap/thang/2023-05-1.xml").status_code == 404
        listed = places(read_valid(reader.get("/sitemap.xml").data, "sitemap"))
        assert not any("su-kien" in file for file in listed)
        Moderation(archive.engine).show_article(1, who="an", reason="thử")
        archive.mark_gone(2)
    index_archive(data, processes=1)
    files = places(read_valid(reader.get("/sitemap.xml").data, "sitemap"))
    assert "/sitemap/thang/2021-03-1.xml" not in files and "/sitemap/thang/2023-05-1.xml" in files


@pytest.mark.parametrize(
    "path",
    ["thang/2023-05-0", "thang/2023-05-9", "thang/2023-05", "thang/x", "su-kien/2023-1", "su-kien/99999", "khac/1"],
)
def test_files_that_are_not_there(reader: FlaskClient, path: str) -> None:
    assert reader.get(f"/sitemap/{path}.xml").status_code == 404
