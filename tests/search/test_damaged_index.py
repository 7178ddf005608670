"""An index damaged anywhere and in any way: readers get a right answer or are told, and the next update heals it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer import IndexDamaged, IndexMissing, check_index, index_archive
from search import Searcher

QUERIES = ("ma túy", "công an", '"an toàn giao thông"', "giao thông OR ma túy", "số 3", "atgt", "tỉnh -số", "mục:tin")

Answers = dict[str, tuple[int, int, tuple[int, ...]]]


def articles(first: int, last: int) -> list[Article]:
    texts = ("Công an tỉnh bắt đối tượng mua bán ma túy", "Tuyên truyền an toàn giao thông (ATGT) tại tỉnh")
    return [
        Article("a", f"{texts[n % 2]}, số {n}", external_id=str(n), section="tin", blocks=(Block("paragraph", f"Ngày {n} công an báo tin về giao thông. " * (n % 5 + 1)),))
        for n in range(first, last)
    ]  # fmt: skip


def answers_of(data: Path) -> Answers:
    """What readers are answered."""
    with Searcher.open(data) as searcher:
        found = {query: searcher.search(query, n=50) for query in QUERIES}
    return {q: (r.total, r.total_partial, tuple(hit.article for hit in r.hits)) for q, r in found.items()}


@pytest.fixture(scope="module")
def generations(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answers, Answers]:
    """A data folder with two generations, and what each of them answers."""
    data = tmp_path_factory.mktemp("two") / "data"
    with Archive.open(data) as archive:
        archive.put_many(articles(0, 40))
    index_archive(data, processes=1)
    before = answers_of(data)
    with Archive.open(data) as archive:
        archive.put_many(articles(40, 60))
    index_archive(data, processes=1)
    after = answers_of(data)
    assert before != after
    return data, before, after


def _overwrite(path: Path, draw: random.Random) -> None:
    content = bytearray(path.read_bytes())
    size = min(len(content), draw.choice([1, 2, 16, 4096]))
    at = draw.randrange(max(1, len(content) - size + 1))
    content[at : at + size] = draw.randbytes(size)
    path.write_bytes(content)


def _flip_silently(path: Path, draw: random.Random) -> None:
    """One bit, with the times as they were: a disk that changes what it keeps."""
    stat, content = path.stat(), bytearray(path.read_bytes())
    if content:
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        with path.open("r+b") as file:
            file.write(content)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _shorten(path: Path, draw: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(draw.randrange(path.stat().st_size + 1))


def _lengthen(path: Path, draw: random.Random) -> None:
    with path.open("ab") as file:
        file.write(draw.randbytes(draw.choice([1, 64, 5000])))


def _lose(path: Path, draw: random.Random) -> None:
    path.unlink()


def _empty(path: Path, draw: random.Random) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _take_another(path: Path, draw: random.Random) -> None:
    other = draw.choice([p for p in sorted(path.parent.rglob("*")) if p.is_file()])
    if other != path:
        shutil.copyfile(other, path)


HARMS: tuple[Callable[[Path, random.Random], None], ...] = (
    _overwrite, _flip_silently, _shorten, _lengthen, _lose, _empty, _take_another,
)  # fmt: skip


def damaged_copy(source: Path, target: Path, draw: random.Random) -> str:
    """Copy a data folder and harm one to three files of its index; return what was done."""
    shutil.copytree(source, target)
    done = []
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        files = [p for p in sorted((target / "index").rglob("*")) if p.is_file()] + [target / "CURRENT"]
        path, harm = draw.choice([p for p in files if p.exists()]), draw.choice(HARMS)
        harm(path, draw)
        done.append(f"{harm.__name__} {path.relative_to(target)}")
    return ", ".join(done)


@pytest.mark.parametrize("seed", [*range(20), *(pytest.param(n, marks=pytest.mark.full) for n in range(20, 200))])
def test_readers_are_answered_rightly_or_told(
    seed: int, generations: tuple[Path, Answers, Answers], tmp_path: Path
) -> None:
    source, before, after = generations
    data = tmp_path / "data"
    done = damaged_copy(source, data, random.Random(seed))
    try:
        assert answers_of(data) in (before, after), done
    except (IndexDamaged, IndexMissing) as told:
        assert "index" in str(told) or "write the index afresh" in str(told) or told.code, done
    check_index(data)
    # The next update heals it, or a rebuild does where it says so.
    try:
        index_archive(data, processes=1)
        healed = answers_of(data)
    except (IndexDamaged, IndexMissing):
        index_archive(data, rebuild=True, processes=1)
        healed = answers_of(data)
    if healed != after:  # Nothing had changed in the archive: what is damaged silently is found by the nightly hashing.
        assert healed == before and check_index(data), done
        index_archive(data, rebuild=True, processes=1)
        assert answers_of(data) == after, done


@pytest.mark.parametrize("seed", range(5))
def test_damage_under_an_open_index(seed: int, generations: tuple[Path, Answers, Answers], tmp_path: Path) -> None:
    source, before, after = generations
    data, draw = tmp_path / "data", random.Random(seed)
    shutil.copytree(source, data)
    with Searcher.open(data) as searcher:
        files = [p for p in sorted((data / "index").rglob("*.seg")) if p.is_file()]
        for path in draw.sample(files, min(2, len(files))):
            _flip_silently(path, draw)
        for query in QUERIES:
            try:
                found = searcher.search(query, n=50)
            except IndexDamaged:
                continue
            told = (found.total, found.total_partial, tuple(hit.article for hit in found.hits))
            assert told in (before[query], after[query])
