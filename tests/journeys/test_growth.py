"""Work grows with the articles and no faster: operations of import, facts and index are counted at N and at 4N articles.

Counted are Python calls, steps of SQLite's machine, statements and members of joined sets: each is the same in every run,
where seconds are not.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from archive.articles.archive import Archive
from archive.exchange.json_lines import import_files
from facts.reading.facts import FactReader
from facts.update import update_facts
from indexer.analysis.cache import AnalysisCache
from indexer.analysis.cache_database import CacheDatabase, CacheTable
from indexer.update import index_archive
from jobs.tasks.erase import erase

N = 24
_STEPS = 100
"""Steps of SQLite's machine between two calls of its progress handler."""

_PLACES = ("An Bình", "Bình An", "Sơn Tây", "Hải Đông", "Lộc Hà")
_NAMES = tuple(f"{letter}a" for letter in "ABCDEGHIKLMNOPQRSTUVXYBCDG")
_KINDS = ("Hội nghị tổng kết", "Lễ phát động", "Lớp tập huấn", "Buổi diễn tập")


def write_articles(path: Path, count: int) -> Path:
    """Write ``count`` different short articles as JSON Lines, as many a year whatever their number."""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            place, kind = _PLACES[number % 5], _KINDS[number % 4]
            day = date(2013, 1, 1) + timedelta(days=20 * number)
            record = {
                "id": f"a{number}",
                "title": f"{kind} số {number} tại {place}",
                "lead": f"Sáng {day:%d/%m/%Y}, Công an xã {place} tổ chức {kind.lower()} theo Kế hoạch {number}/KH-UBND.",
                "body": f"Đại tá Nguyễn Văn {_NAMES[number % 26]}{_NAMES[number // 26 % 26]} dự và phát biểu. Có {number + 10} người dân tham gia bảo vệ an ninh Tổ quốc.",
                "published": f"{day:%d/%m/%Y} 18:00",
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """Count what Python and SQLite do inside the block."""
    counts: Counter[str] = Counter()

    def called(frame: Any, what: str, argument: Any) -> None:
        if what in ("call", "c_call"):
            counts["calls"] += 1

    def stepped() -> int:
        counts["steps of SQLite"] += _STEPS
        return 0

    def connected(connection: sqlite3.Connection, record: object) -> None:
        connection.set_progress_handler(stepped, _STEPS)

    def executed(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        counts["statements"] += 1

    event.listen(Engine, "connect", connected)
    event.listen(Engine, "before_cursor_execute", executed)
    before = sys.getprofile()
    sys.setprofile(called)
    try:
        yield counts
    finally:
        sys.setprofile(before)
        event.remove(Engine, "connect", connected)
        event.remove(Engine, "before_cursor_execute", executed)


def run_import(data: Path, articles: int) -> None:
    with Archive.open(data) as archive:
        assert import_files(archive, [data / "articles.jsonl"]).new == articles


def run_facts(data: Path, articles: int) -> None:
    assert update_facts(data, processes=1).made == articles


def run_index(data: Path, articles: int) -> None:
    assert index_archive(data, processes=1).added == articles


Step = Callable[[Path, int], None]


def operations(folder: Path, articles: int) -> dict[str, Counter[str]]:
    """Import, read and index ``articles`` articles; return the operations of each step."""
    folder.mkdir()
    write_articles(folder / "articles.jsonl", articles)
    found = {}
    for step in (run_import, run_facts, run_index):
        with counting() as counts:
            step(folder, articles)
        found[step.__name__] = counts
    return found


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    folder = tmp_path_factory.mktemp("growth")
    operations(folder / "first", 4)  # What is loaded and compiled once counts for nobody.
    return operations(folder / "once", N), operations(folder / "fourfold", 4 * N)


@pytest.mark.parametrize("step", [run_import, run_facts, run_index])
@pytest.mark.parametrize("what", ["calls", "steps of SQLite", "statements"])
def test_a_step_grows_no_faster_than_the_articles(
    measured: tuple[dict[str, Counter[str]], dict[str, Counter[str]]], step: Step, what: str
) -> None:
    once, fourfold = (counts[step.__name__][what] for counts in measured)
    assert once > 0
    assert fourfold <= 4.2 * once


class CountedSet(set[str]):
    """A set that counts the members of every join it takes part in."""

    joined = 0

    def _count(self, other: Any, result: Any) -> CountedSet:
        CountedSet.joined += len(self) + len(other)
        return CountedSet(result)

    def __or__(self, other: Any) -> CountedSet:
        return self._count(other, set(self).union(other))

    def __rsub__(self, other: Any) -> CountedSet:
        return self._count(other, set(other).difference(self))


class CountedShelf(CacheTable):
    """Kept analyses whose known hashes are a counted set."""

    def known(self, hashes: Sequence[str], version: str) -> set[str]:
        return CountedSet(super().known(hashes, version))


@pytest.mark.parametrize("articles", [N, 4 * N])
def test_what_lacks_an_analysis_is_joined_once(tmp_path: Path, articles: int) -> None:
    write_articles(tmp_path / "articles.jsonl", articles)
    run_import(tmp_path, articles)
    CountedSet.joined = 0
    with Archive.open(tmp_path) as archive, CacheDatabase.open(tmp_path) as cache:
        cache.terms = CountedShelf(cache.engine, cache.terms._table)
        cache.words = CountedShelf(cache.engine, cache.words._table)
        assert AnalysisCache(cache, processes=1).complete(archive, 0, lambda count: None) == articles
    assert 0 < CountedSet.joined <= 6 * articles


def _write_mentions(path: Path, count: int) -> Path:
    """Write articles that all name one official, each of another day, and one accused namesake in each."""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            day = date(2013, 1, 1) + timedelta(days=20 * number)
            record = {
                "id": f"a{number}",
                "title": f"Tin số {number}",
                "body": "Đại tá Lê Văn Sao, Giám đốc Công an tỉnh An Bình, phát biểu. "
                "Công an tỉnh Bắc Giang khởi tố bị can Hồ Văn Giả, nguyên Chủ tịch UBND huyện Mẫu, tỉnh Bắc Giang.",
                "published": f"{day:%d/%m/%Y} 18:00",
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _operations_on_one_name(folder: Path, articles: int) -> dict[str, Counter[str]]:
    folder.mkdir()
    _write_mentions(folder / "articles.jsonl", articles)
    run_import(folder, articles)
    found: dict[str, Counter[str]] = {}
    with counting() as found["link"]:
        run_facts(folder, articles)
    with counting() as found["again"]:
        assert update_facts(folder, processes=1, rules="other").made == articles
    with Archive.open(folder) as archive:
        assert FactReader(archive.engine).search_people("")[0] > 0
        with counting() as found["list people"]:
            FactReader(archive.engine).search_people("")
    with Archive.open(folder) as archive, counting() as found["erase"]:
        erase(archive.engine, articles // 2, who="lan", reason="theo yêu cầu")
    return found


@pytest.fixture(scope="module")
def one_name(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    folder = tmp_path_factory.mktemp("one_name")
    _operations_on_one_name(folder / "first", 4)
    return _operations_on_one_name(folder / "once", N), _operations_on_one_name(folder / "fourfold", 4 * N)


@pytest.mark.parametrize("step", ["link", "again"])
@pytest.mark.parametrize("what", ["calls", "steps of SQLite", "statements"])
def test_linking_one_name_grows_no_faster_than_the_articles(
    one_name: tuple[dict[str, Counter[str]], dict[str, Counter[str]]], step: str, what: str
) -> None:
    once, fourfold = (counts[step][what] for counts in one_name)
    assert once > 0
    assert fourfold <= 4.2 * once


@pytest.mark.parametrize("what", ["calls", "statements"])
def test_erasing_an_article_looks_at_what_it_touched(
    one_name: tuple[dict[str, Counter[str]], dict[str, Counter[str]]], what: str
) -> None:
    once, fourfold = (counts["erase"][what] for counts in one_name)
    assert 0 < fourfold <= 1.05 * once


@pytest.mark.parametrize(("what", "least"), [("calls", 1), ("steps of SQLite", 0), ("statements", 1)])
def test_the_list_of_people_reads_no_mentions(
    one_name: tuple[dict[str, Counter[str]], dict[str, Counter[str]]], what: str, least: int
) -> None:
    once, fourfold = (counts["list people"][what] for counts in one_name)
    # So few steps that a call of the handler more or less is by chance.
    assert least <= fourfold <= 1.1 * once + _STEPS * (1 - least)
