"""Updating, publishing, falling back and refusing: the life of index generations."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from archive.abbreviations.definitions import LearnedAbbreviations
from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from columnar.export import open_whoosh
from columnar.generations.lock import writing_lock
from columnar.generations.manifest import verify
from columnar.generations.names import current_folder, generation_names
from columnar.generations.opened import check_index, open_current
from columnar.generations.publication import building
from indexer.documents import day_number
from indexer.errors import IndexBusy, IndexDamaged, IndexMissing
from indexer.update import Steps, index_archive
from progress import Cancelled
from search.quality.evaluation_index import index_articles
from search.searcher import Searcher


def article(i: int, body: str = "An ninh trật tự.") -> Article:
    """A small article."""
    return Article(
        source=f"s{i % 2}",
        title=f"Bài số {i}",
        external_id=str(i),
        section="Tin tức",
        blocks=(Block("paragraph", body), Block("caption", "Ảnh chụp.")),
        published=datetime(2023, 5, 1 + i % 20, tzinfo=VIETNAM),
    )


def put(data: Path, *articles: Article) -> None:
    """Put articles into the archive of a data folder."""
    with Archive.open(data) as archive:
        for one in articles:
            archive.put(one)


def learned_pairs(data: Path) -> set[tuple[str, int]]:
    """Abbreviations the archive learned, and from how many articles."""
    with Archive.open(data) as archive:
        return {(p.abbreviation.upper(), p.count) for p in LearnedAbbreviations(archive.engine).pairs()}


def found(data: Path, field: str, *terms: str) -> list[int]:
    """Article ids of a phrase."""
    engine = open_current(data)
    return sorted(engine.keys()[engine.phrase(field, terms).docs].tolist())


def test_new_changed_and_gone(tmp_path: Path) -> None:
    put(tmp_path, *(article(i) for i in range(4)))
    report = index_archive(tmp_path, processes=1)
    assert (report.articles, report.analysed, report.added, report.removed) == (4, 4, 4, 0)
    assert found(tmp_path, "body", "trật", "tự") == [1, 2, 3, 4]
    put(tmp_path, article(1, "Phòng cháy chữa cháy."), article(9))
    with Archive.open(tmp_path) as archive:
        archive.mark_gone(1)
    report = index_archive(tmp_path, processes=1)
    assert (report.articles, report.added, report.removed) == (4, 2, 1)
    assert found(tmp_path, "body_folded", "trat", "tu") == [3, 4, 5]
    assert found(tmp_path, "body", "phòng", "cháy") == [2]
    engine = open_current(tmp_path)
    assert engine.labels("section") == ("", "Tin tức")
    assert int(engine.column("published_day")[0]) == day_number(datetime(2023, 5, 1, tzinfo=VIETNAM).date())
    with open_whoosh(current_folder(tmp_path)) as searcher:
        assert searcher.doc_count() == 4


def test_a_section_is_one_however_its_letters_are_composed(tmp_path: Path) -> None:
    written = ("Ma túy", "Ma tuý", unicodedata.normalize("NFD", "Ma túy"))
    put(tmp_path, *(replace(article(i), section=section) for i, section in enumerate(written)))
    index_archive(tmp_path, processes=1)
    assert open_current(tmp_path).labels("section") == ("", "Ma túy")
    with Searcher.open(tmp_path) as searcher:
        for section in written:
            assert searcher.search("", filters={"section": section}).total == 3


def test_nothing_new_publishes_nothing(tmp_path: Path) -> None:
    put(tmp_path, article(0))
    first = index_archive(tmp_path, processes=1)
    again = index_archive(tmp_path, processes=1)
    assert (again.generation, again.analysed, again.added) == (first.generation, 0, 0)


def test_an_empty_archive_gives_an_empty_index(tmp_path: Path) -> None:
    report = index_archive(tmp_path, processes=1)
    assert report.articles == 0
    assert open_current(tmp_path).size == 0


@pytest.mark.parametrize("rounds", [3, 4, 9])
def test_rebuild_equals_incremental(tmp_path: Path, rounds: int) -> None:
    for i in range(rounds):
        put(tmp_path, article(i), article(0, f"Lần {i} sửa: an ninh mạng."))
        index_archive(tmp_path, processes=1)
    grown = open_current(tmp_path)
    report = index_archive(tmp_path, rebuild=True, processes=1)
    built = open_current(tmp_path)
    assert report.analysed == 0
    (whole,) = built.manifest.segments
    if rounds == 4:  # Just merged: the very bytes of a rebuild.
        (merged,) = grown.manifest.segments
        assert grown.manifest.files[merged] == built.manifest.files[whole]
    else:
        assert len(grown.manifest.segments) > 1
    assert built.keys().tolist() == grown.keys()[grown.live].tolist()
    for field in ("title", "body_folded", "words"):
        assert built.vocabulary(field) == grown.vocabulary(field)
        assert built.lengths(field).tolist() == grown.lengths(field)[grown.live].tolist()
    for name in ("source", "section", "event_kind"):
        labels, ordinals = grown.labels(name), grown.column(name)[grown.live]
        assert [built.labels(name)[o] for o in built.column(name)] == [labels[o] for o in ordinals]


def test_many_updates_are_merged(tmp_path: Path) -> None:
    for i in range(11):
        put(tmp_path, article(i))
        index_archive(tmp_path, processes=1)
        assert len(open_current(tmp_path).manifest.segments) <= 8
    assert found(tmp_path, "title", "bài", "số") == list(range(1, 12))
    assert len(generation_names(tmp_path)) == 2


@pytest.mark.parametrize("which", ["segment", "manifest", "deleted", "missing"])
def test_a_damaged_generation_is_refused_and_the_previous_answers(tmp_path: Path, which: str) -> None:
    put(tmp_path, article(0))
    first = index_archive(tmp_path, processes=1).generation
    put(tmp_path, article(1))
    second = index_archive(tmp_path, processes=1).generation
    folder = current_folder(tmp_path)
    assert folder.name == second
    damage = {
        "segment": f"{second}.seg",
        "manifest": "manifest.json",
        "deleted": "deleted.arr",
        "missing": f"{second}.seg",
    }
    path = folder / damage[which]
    if which == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
    assert verify(folder) == check_index(tmp_path) != []
    assert open_current(tmp_path).folder.name == first
    report = index_archive(tmp_path, processes=1)
    assert report.articles == 2
    assert found(tmp_path, "title", "bài", "số") == [1, 2]
    assert second not in generation_names(tmp_path)


def test_all_damaged_says_rebuild_and_update_heals(tmp_path: Path) -> None:
    put(tmp_path, article(0))
    index_archive(tmp_path, processes=1)
    (current_folder(tmp_path) / "manifest.json").write_text("{}")
    with pytest.raises(IndexDamaged, match="afresh"):
        open_current(tmp_path)
    assert index_archive(tmp_path, processes=1).articles == 1
    assert found(tmp_path, "title", "bài") == [1]


def test_an_index_of_an_unknown_format_is_written_afresh(tmp_path: Path) -> None:
    put(tmp_path, article(0))
    index_archive(tmp_path, processes=1)
    path = current_folder(tmp_path) / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(content | {"format": 3}, ensure_ascii=False), "utf-8")
    with pytest.raises(IndexDamaged, match="another version wrote it.*afresh"):
        open_current(tmp_path)
    assert index_archive(tmp_path, processes=1).articles == 1
    assert found(tmp_path, "title", "bài") == [1]


def test_an_older_archive_brought_back_is_built_afresh(tmp_path: Path) -> None:
    put(tmp_path, article(0), article(1), article(2))
    index_archive(tmp_path, processes=1)
    for file in tmp_path.glob("archive.sqlite3*"):
        file.unlink()
    put(tmp_path, article(7, "Bài khác hẳn."))
    report = index_archive(tmp_path, processes=1)
    assert report.articles == 1
    assert found(tmp_path, "body", "khác", "hẳn") == [1]
    assert found(tmp_path, "body", "trật", "tự") == []


def test_another_analyser_version_is_built_afresh(tmp_path: Path) -> None:
    put(tmp_path, article(0))
    index_archive(tmp_path, processes=1)
    report = index_archive(tmp_path, processes=1, steps=Steps(analyser="next"))
    assert (report.analysed, report.articles) == (1, 1)
    made_by = json.loads((current_folder(tmp_path) / "manifest.json").read_text())["made_by"]
    assert made_by == Steps(analyser="next").version


def test_missing_busy_and_cancelled(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="write an index first"):
        open_current(tmp_path)
    with writing_lock(tmp_path), pytest.raises(IndexBusy, match="wait"):
        index_archive(tmp_path)
    put(tmp_path, article(0))
    with pytest.raises(Cancelled):
        index_archive(tmp_path, processes=1, cancelled=lambda: True)
    assert generation_names(tmp_path) == check_index(tmp_path) == []
    assert list((tmp_path / "index").glob(".building*")) == []


def test_an_abandoned_building_folder_is_cleared(tmp_path: Path) -> None:
    rest = tmp_path / "index" / ".building-g00000007"
    rest.mkdir(parents=True)
    with building(tmp_path) as (name, aside):
        assert (name, aside.is_dir(), rest.exists()) == ("g00000001", True, False)


def test_progress_counts_up(tmp_path: Path) -> None:
    put(tmp_path, *(article(i) for i in range(3)))
    told: list[tuple[int, int, str]] = []
    index_archive(tmp_path, processes=1, progress=lambda done, total, what: told.append((done, total, what)))
    assert told[-1][:2] == (3, 3)


def test_definitions_of_live_articles_are_written(tmp_path: Path) -> None:
    text = "Phong trào toàn dân bảo vệ an ninh Tổ quốc (ANTQ) lan rộng."
    put(tmp_path, article(0, text), article(1, text))
    index_archive(tmp_path, processes=1)
    defined = {(line.split("\t")[0].upper(), n) for line, n in open_current(tmp_path).payload()}
    assert ("ANTQ", 2) in defined
    assert ("ANTQ", 2) in learned_pairs(tmp_path)
    with Archive.open(tmp_path) as archive:
        archive.mark_gone(2)
    index_archive(tmp_path, processes=1)
    assert ("ANTQ", 1) in learned_pairs(tmp_path)
    assert ("ANTQ", 1) in {(line.split("\t")[0].upper(), n) for line, n in open_current(tmp_path).payload()}


def test_engine_from_articles_needs_no_archive_afterwards(tmp_path: Path) -> None:
    put(tmp_path, article(0), article(1))
    with Archive.open(tmp_path) as archive:
        stored = [s for batch in archive.changed_since(0) for s in batch]
    engine = index_articles([replace(s, id=s.id + 10) for s in stored], tmp_path / "apart").reader
    assert engine.keys().tolist() == [11, 12]
    assert engine.postings("caption", "ảnh").docs.tolist() == [0, 1]


def test_a_cancelled_update_keeps_what_it_analysed(tmp_path: Path) -> None:
    for number in range(60):
        put(tmp_path, article(number, f"Bài số {number}."))
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        index_archive(tmp_path, processes=1, cancelled=lambda: next(asked))
    report = index_archive(tmp_path, processes=1)
    assert (report.analysed, report.articles) == (10, 60)
