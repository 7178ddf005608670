"""When damage of index files is found: at once where the file's times changed, else by hashing again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.model import Article, Block
from archive.store import Archive
from indexer import soundness
from indexer.build import update
from indexer.errors import IndexDamaged
from indexer.generations import check_index, current, open_current


def put(data: Path, number: int) -> None:
    """Put an article into the archive."""
    with Archive.open(data) as archive:
        archive.put(Article("s", f"Bài {number}", None, str(number), blocks=(Block("paragraph", "An ninh trật tự."),)))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with an index; every file counts as a large one, and this process knows nothing yet."""
    monkeypatch.setattr(soundness, "_LARGE", 1)
    put(tmp_path, 1)
    update(tmp_path, processes=1)
    forgetting(monkeypatch)
    yield tmp_path
    forgetting(monkeypatch)


def forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know as little as a new process does."""
    monkeypatch.setattr(soundness, "_sound", {})
    monkeypatch.setattr(soundness, "_damaged", set())


def damage(path: Path, *, same_times: bool) -> None:
    """Change one bit of a segment's first array, so that its header stays readable."""
    stat = path.stat()
    content = bytearray(path.read_bytes())
    content[64] ^= 1
    path.write_bytes(bytes(content))
    seconds = stat.st_mtime_ns if same_times else stat.st_mtime_ns + 1_000_000
    os.utime(path, ns=(stat.st_atime_ns, seconds))


def segment(data: Path) -> Path:
    """The segment of the published generation."""
    return next(current(data).glob("*.seg"))


def test_what_was_published_is_not_hashed_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[Path] = []
    real = soundness.sha256_of
    monkeypatch.setattr(soundness, "sha256_of", lambda path: hashed.append(path) or real(path))
    open_current(data)
    assert segment(data) not in hashed
    put(data, 2)
    update(data, processes=1)
    assert [path for path in hashed if path.suffix == ".seg"] == []


def test_a_changed_file_is_hashed_and_refused(data: Path) -> None:
    damage(segment(data), same_times=False)
    with pytest.raises(IndexDamaged):
        open_current(data)


def test_silent_damage_is_found_by_hashing_again(data: Path) -> None:
    open_current(data)
    damage(segment(data), same_times=True)
    open_current(data)
    (problem,) = check_index(data)
    assert "sha256" in problem
    with pytest.raises(IndexDamaged):
        open_current(data)


def test_what_is_kept_may_be_lost_or_damaged(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"[[1, 2]]", b'{"a": 1}'):
        (data / "index" / "sound.json").write_bytes(content)
        forgetting(monkeypatch)
        assert open_current(data).size == 1
    damage(segment(data), same_times=True)
    forgetting(monkeypatch)
    with pytest.raises(IndexDamaged):
        open_current(data)


def test_after_damage_every_process_hashes_for_itself(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(segment(data), same_times=True)
    assert check_index(data)
    forgetting(monkeypatch)
    with pytest.raises(IndexDamaged):
        open_current(data)


def test_a_publication_whose_hashes_cannot_be_kept_is_one(data: Path) -> None:
    kept = data / "index" / "sound.json"
    kept.unlink()
    kept.mkdir()
    before = current(data)
    put(data, 2)
    update(data, processes=1)
    assert current(data) != before
    assert open_current(data).size == 2
