"""Import and export: gone articles, spreadsheets, damaged files, articles that cannot be kept, imported ids."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.cleaning import clean_text
from archive.exchange.json_lines import export_articles, import_files
from archive.model import VIETNAM, Article, Block, PutResult
from database.errors import ArchiveBusy, ArchiveError
from tests.support.archives import exported


def written(path: Path, *records: dict[str, object]) -> Path:
    """Write records as JSON Lines."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


class Picky(Archive):
    """An archive that refuses every transaction holding a certain title."""

    refusal: type[Exception] = ArchiveError

    def put_many(self, articles: Sequence[Article], gone: Sequence[bool] = ()) -> list[PutResult]:
        """Refuse the title "bad"."""
        if any(article.title == "bad" for article in articles):
            raise self.refusal("no room for this one")
        return super().put_many(articles, gone)


class Occupied(Picky):
    """An archive another process writes to."""

    refusal = ArchiveBusy


def test_gone_articles_are_exported_and_come_back_gone(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "two") as two:
        first, second = one.put_many([Article("s", "Một", url="http://a/1"), Article("s", "Hai", url="http://a/2")])
        one.mark_gone(first.id)
        records = {r["url"]: r for r in map(json.loads, exported(one).splitlines())}
        assert records["http://a/1"]["gone"] is True
        assert "gone" not in records["http://a/2"]
        file = tmp_path / "a.jsonl"
        file.write_text(exported(one), "utf-8")
        assert import_files(two, [file]).new == 2
        assert exported(two) == exported(one)
        before = two.last_change()
        again = import_files(two, [file])
        assert (again.same, two.last_change()) == (2, before)
        rows = list(csv.DictReader(io.StringIO(exported(one, "csv").removeprefix("\ufeff"), newline="")))
        assert {row["title"]: row["gone"] for row in rows} == {"Một": "true", "Hai": ""}
        assert second.outcome == "new"


def test_an_article_that_is_gone_meanwhile_gets_no_new_version(tmp_path: Path) -> None:
    record = {"id": "1", "title": "A"}
    with Archive.open(tmp_path / "d") as archive:
        import_files(archive, [written(tmp_path / "a", record)])
        report = import_files(archive, [written(tmp_path / "b", record | {"gone": True})])
        kept = archive.by_external(None, "1")
        assert kept is not None
        assert (report.changed, kept.gone, kept.version, archive.count()) == (1, True, 1, 0)
        import_files(archive, [written(tmp_path / "c", record | {"gone": False, "title": "B"})])
        kept = archive.by_external(None, "1")
        assert kept is not None
        assert (kept.gone, kept.version, kept.article.title) == (False, 2, "B")


def test_gone_that_is_no_yes_or_no_stays_an_unknown_key(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "d") as archive:
        import_files(archive, [written(tmp_path / "a", {"id": "1", "title": "A", "gone": "2020"})])
        kept = archive.by_external(None, "1")
        assert kept is not None
        assert (kept.gone, dict(kept.article.extra)) == (False, {"gone": "2020"})
        assert json.loads(exported(archive))["gone"] == "2020"


@pytest.mark.parametrize("title", ["=1+1", "+84", "-5 độ", "@a", "\tx", "\n=x", "\r=x"])
def test_csv_is_safe_in_a_spreadsheet(title: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put(Article("s", title, external_id="1", lead="a = b"))
        text = exported(archive, "csv")
    assert text.startswith("\ufeffid,")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert (row["title"], row["lead"]) == ("'" + clean_text(title), "a = b")


def test_a_new_url_of_a_known_imported_id_is_a_new_version(tmp_path: Path) -> None:
    old = Article("s", "A", url="http://a/old", external_id="7")
    new = Article("s", "A", url="http://a/new", external_id="7")
    with Archive.open(tmp_path) as archive:
        first = archive.put(old)
        assert archive.put_many([new, Article("s", "B", external_id="8")])[0] == PutResult(first.id, "changed")
        found = archive.by_url("http://a/new")
        assert found is not None
        assert (found.id, found.version) == (first.id, 2)
        assert archive.by_url("http://a/old") is None
        # Without a URL it is still found by its id, and keeps being found by the URL it had.
        assert archive.put(Article("s", "C", external_id="7")).id == first.id
        assert archive.by_url("http://a/new") is not None


def test_a_url_and_an_id_of_two_articles_fail_nothing(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        by_url, by_id = archive.put_many(
            [Article("s", "A", url="http://a/1", external_id="1"), Article("s", "B", url="http://a/2", external_id="2")]
        )
        mixed = Article("s", "C", url="http://a/1", external_id="2")
        assert archive.put(mixed) == PutResult(by_url.id, "changed")
        assert archive.put(mixed) == PutResult(by_url.id, "same")
        other = archive.by_external("s", "2")
        assert other is not None
        assert other.id == by_id.id
        # A page that moves to another source does not take an id there either.
        archive.put(Article("t", "D", external_id="1"))
        assert archive.put(Article("t", "E", url="http://a/1", external_id="1")).id == by_url.id


def test_a_crawl_leaves_the_imported_id(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        first = archive.put(Article("s", "A", url="http://a/1", external_id="1"))
        archive.put(Article("s", "A mới", url="http://a/1"))
        found = archive.by_external("s", "1")
        assert found is not None
        assert found.id == first.id


def test_one_bad_article_does_not_lose_the_others(tmp_path: Path) -> None:
    titles = ["a", "b", "bad", "c"]
    file = written(tmp_path / "a", *({"id": str(n), "title": title} for n, title in enumerate(titles)))
    with Picky.open(tmp_path / "d") as archive:
        report = import_files(archive, [file])
        assert report.errors == [f"{file}:3: cannot be kept (no room for this one)"]
        assert (report.new, archive.count()) == (3, 3)
    with Occupied.open(tmp_path / "d") as archive, pytest.raises(ArchiveBusy):
        import_files(archive, [file])


@pytest.mark.parametrize(
    "line",
    [
        b"{bad",
        b"[1]",
        b'{"title": 5}',
        b"{}",
        b'{"title": "\\ud800"}',
        b"\xff\xfe",
        b'{"id": "1", "published": "31/2/2023"}',
        b'{"id": "1", "published": "0001-01-01"}',
        b'{"id": "1", "published": "1/1/0001 00:30"}',
        b'{"id": "1", "blocks": 3}',
        b'{"id": "1", "attachments": [1]}',
        b'{"id": "1", "deep": ' + b"[" * 3000 + b"]" * 3000 + b"}",
        b'{"id": "1", "deep": ' + b"[" * 960 + b"]" * 960 + b"}",
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_bad_line_is_named(line: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"id":"x","title":"A"}\n' + line + b'\n{"id":"y","title":"B"}\n')
    with Archive.open(tmp_path / "d") as archive:
        report = import_files(archive, [file])
        # Deep nesting may still fit; whatever is refused is named, and the neighbours are kept.
        assert all(error.startswith(f"{file}:2: ") and "\n" not in error for error in report.errors)
        assert report.new + len(report.errors) == 3
        assert archive.by_external(None, "x")
        assert archive.by_external(None, "y")


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 3 // 4]


def _scratched(data: bytes) -> bytes:
    middle = len(data) * 3 // 4
    return data[:middle] + b"\xff" * 64 + data[middle + 64 :]


@pytest.mark.parametrize("damage", [_cut, _scratched])
@pytest.mark.parametrize(("ending", "compress"), [("xz", lzma.compress), ("gz", gzip.compress)])
def test_a_damaged_file_keeps_what_came_before(
    ending: str, compress: Callable[[bytes], bytes], damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    # Text that hardly compresses, so that the damage lies well inside.
    words = random.Random(5)
    lines = [json.dumps({"id": str(n), "title": words.randbytes(1500).hex()}) for n in range(300)]
    file = tmp_path / f"a.jsonl.{ending}"
    file.write_bytes(damage(compress("\n".join(lines).encode())))
    with Archive.open(tmp_path / "d") as archive:
        report = import_files(archive, [file])
        assert 100 < report.new < 300
        assert report.errors[-1].startswith(f"{file}:{report.new + len(report.errors)}: the compressed file is damaged")
        assert archive.count() == report.new
        assert all(archive.by_external(None, str(n)) for n in range(0, report.new, 50))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "d") as archive, pytest.raises(ArchiveError, match=r"nothing\.xz cannot be read"):
        import_files(archive, [tmp_path / "nothing.xz"])


def test_unknown_format(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "d") as archive:
        archive.put(Article("s", "A", blocks=(Block("caption", "x"),)))
        with pytest.raises(ArchiveError, match="jsonl or csv"):
            export_articles(archive, io.StringIO(), "xml")


@pytest.mark.parametrize("day", [datetime(1, 1, 1, tzinfo=VIETNAM), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_a_day_at_the_end_of_the_calendar_keeps_no_other_article_from_being_read(tmp_path: Path, day: datetime) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many([Article("thu", "Một"), Article("thu", "Hai", published=day)])
        (batch,) = archive.changed_since(0)
    assert [(s.article.title, s.article.published) for s in batch] == [("Một", None), ("Hai", None)]


def test_import_keeps_unknown_keys_and_names_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id":"1","title":"A","published":"24/5/2023","tags":[1]}\n{bad\n{"id":"2","title":"B"}\n', "utf-8"
    )
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "two") as two:
        report = import_files(one, [file])
        assert (report.new, len(report.errors)) == (2, 1)
        assert report.errors[0].startswith(f"{file}:2: ")
        again = tmp_path / "b.jsonl"
        again.write_text(exported(one), "utf-8")
        import_files(two, [again])
        assert exported(one) == exported(two)
        assert '"tags": [1]' in exported(two)
