"""A served site hashes its index beside the requests and goes back to the sound generation when it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

from archive.articles.archive import Archive
from archive.model import Article, Block
from columnar.generations.names import current_folder
from indexer.update import index_archive
from web.app import close_app, create_app
from web.index_watch import IndexWatch


def publish(data: Path, number: int) -> None:
    """Publish a rebuilt index with one article more, so that generations share no file."""
    blocks = (Block("paragraph", f"Công an xã bắt giữ nhóm trộm {number}."),)
    with Archive.open(data) as archive:
        archive.put(Article("s", f"Bài {number}", f"https://s.example/{number}", str(number), blocks=blocks))
    index_archive(data, processes=1, rebuild=True)


def test_silent_damage_brings_back_the_generation_before(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    publish(tmp_path, 2)
    app = create_app(tmp_path, testing=True)
    state = app.extensions["timtin"]
    watch = IndexWatch(tmp_path, state.close_index)
    try:
        state.open_index()
        assert app.test_client().get("/api/v1/search?q=trộm").get_json()["total"] == 2
        assert watch.check() == []
        (segment,) = current_folder(tmp_path).glob("*.seg")
        stat = segment.stat()
        content = bytearray(segment.read_bytes())
        content[len(content) // 2] ^= 1
        # Written aside: what the site has mapped stays as it is, like a page that the disk reads wrongly later.
        aside = segment.with_name("aside")
        aside.write_bytes(bytes(content))
        os.utime(aside, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        aside.replace(segment)
        assert [p for p in watch.check() if "sha256" in p]
        assert app.test_client().get("/api/v1/search?q=trộm").get_json()["total"] == 1
    finally:
        close_app(app)


def test_the_watch_runs_at_once_and_ends(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    (current_folder(tmp_path) / "deleted.arr").write_bytes(b"")
    damaged = []
    watch = IndexWatch(tmp_path, lambda: (damaged.append(1), watch.stop()))
    watch.start()
    watch.join()
    assert damaged == [1]
