"""The command line as a person uses it: a separate process, its output, its exit code, one line for every error."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from crawler.http.fetcher import Fetcher
from settings import VERSION
from tests.support.paths import ROOT

ARTICLES = [
    {"id": "a1", "title": "Hội nghị tổng kết phong trào bảo vệ an ninh Tổ quốc", "lead": "Sáng 12/3/2021, Công an tỉnh tổ chức hội nghị.",
     "body": "Phong trào được Nhân dân hưởng ứng.", "published": "2021-03-13", "source": "thu", "mood": "vui"},
    {"id": "a2", "title": "Ngày hội toàn dân ở xã miền núi", "lead": "Bà con dự ngày hội.", "body": "Mô hình giữ gìn ANTQ được nhân rộng.",
     "published": "2020-08-19", "source": "thu"},
    {"id": "a3", "title": "Bắt nhóm mua bán ma tuý", "lead": "Phòng chống ma tuý ở vùng biên.", "body": "Thu giữ nhiều tang vật.", "source": "thu"},
]  # fmt: skip


def run(data: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line on a data folder."""
    command = [sys.executable, str(ROOT / "run.py"), "--data", str(data), *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three articles, imported and indexed by the commands."""
    folder = tmp_path_factory.mktemp("data")
    lines = "\n".join(json.dumps(a, ensure_ascii=False) for a in ARTICLES)
    done = run(folder, "import", "-", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 new, 0 changed, 0 unchanged")
    done = run(folder, "index")
    assert done.returncode == 0, done.stderr
    return folder


def found(data: Path, query: str) -> dict[str, object]:
    """Search with --json."""
    done = run(data, "search", query, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"query", "total", "total_partial", "took_ms", "understood", "suggestion", "hits", "facets"} <= set(answer)
    return answer


def complete_ids(answer: dict[str, object]) -> set[str]:
    """The ids of the hits that hold every unit."""
    hits = answer["hits"]
    assert isinstance(hits, list)
    return {hit["id"] for hit in hits if hit["complete"]}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("antq", {"a1", "a2"}),
        ("an ninh tổ quốc", {"a1", "a2"}),
        ("an ninh to quoc", {"a1", "a2"}),
        ("ma túy", {"a3"}),
        (unicodedata.normalize("NFD", "MA TÚY"), {"a3"}),
        ("diễn ra:12/3/2021", {"a1"}),
        ("sự kiện:hội nghị", {"a1"}),
        ("ngày hội từ:2020 đến:2020", {"a2"}),
    ],
)
def test_search_finds_the_articles(data: Path, query: str, ids: set[str]) -> None:
    answer = found(data, query)
    assert complete_ids(answer) == ids
    assert answer["total"] == len(ids)


def test_batch_answers_line_by_line(data: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("antq\nma túy\n", encoding="utf-8")
    done = run(data, "search", "--batch", str(queries), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["query"] for a in answers] == ["antq", "ma túy"]
    assert [a["total"] for a in answers] == [2, 1]


def test_export_returns_what_was_imported(data: Path) -> None:
    done = run(data, "export")
    rows = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(rows) == {"a1", "a2", "a3"}
    for article in ARTICLES:
        assert rows[article["id"]]["title"] == article["title"]
        assert rows[article["id"]]["body"] == article["body"]
    assert rows["a1"]["mood"] == "vui"


def test_import_names_the_bad_line_and_takes_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"id": "x1", "title": "Một"}\n{broken\n{"id": "x2", "title": "Hai"}\n', encoding="utf-8")
    done = run(tmp_path / "data", "import", str(file))
    assert done.returncode == 1
    assert "2 new" in done.stdout
    assert "news.jsonl:2" in done.stderr
    assert "Traceback" not in done.stderr


def test_backup_and_restore_bring_everything_back(data: Path, tmp_path: Path) -> None:
    assert run(data, "backup", str(tmp_path / "copy")).returncode == 0
    done = run(tmp_path / "again", "restore", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert complete_ids(found(tmp_path / "again", "antq")) == {"a1", "a2"}
    assert run(tmp_path / "again", "export").stdout == run(data, "export").stdout


def test_check_finds_damage(data: Path, tmp_path: Path) -> None:
    assert run(data, "check").returncode == 0
    run(data, "backup", str(tmp_path / "copy"))
    (copy,) = (tmp_path / "copy").iterdir()
    damaged = copy / "archive.sqlite3"
    content = bytearray(damaged.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    damaged.write_bytes(content)
    done = run(copy, "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", "gì đó"), 1, "run.py index"),
        (("crawl", "khong-co"), 1, "source list"),
        (("crawl",), 2, "--all"),
        (("search",), 2, "QUERY"),
        (("import", "missing.jsonl"), 1, "missing.jsonl"),
        (("extract", "missing.html"), 1, "missing.html"),
        (("user", "passwd", "nobody"), 1, "user list"),
        (("jobs", "cancel", "77"), 1, "jobs list"),
        (("restore", "nowhere"), 1, "nowhere"),
    ],
)
def test_errors_are_one_clear_line(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = run(tmp_path / "empty", *arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_says_what_a_file_is_that_is_no_page(tmp_path: Path) -> None:
    attached = tmp_path / "ke-hoach.html"
    attached.write_bytes(b"%PDF-1.7 ...")
    done = run(tmp_path / "empty", "extract", str(attached))
    assert done.returncode == 1
    assert str(attached) in done.stderr and "kind PDF" in done.stderr and "Traceback" not in done.stderr


def test_abbreviations_of_each_line(data: Path) -> None:
    text = "Giữ gìn an ninh, trật tự (ANTT) ở cơ sở.\nKhông có gì.\nBan Chỉ đạo (BCĐ) họp.\n"
    done = run(data, "abbreviations", "-", "--json", stdin=text)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["line"], r["abbreviation"]) for r in rows] == [(1, "ANTT"), (3, "BCĐ")]


def test_every_command_has_help() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"], capture_output=True, text=True, timeout=60, check=True
    )
    for name in (
        "demo",
        "crawl",
        "import",
        "export",
        "extract",
        "index",
        "search",
        "evaluate",
        "abbreviations",
        "serve",
        "check",
        "backup",
        "restore",
        "user",
        "source",
        "jobs",
        "migrate",
    ):
        assert f"\n  {name} " in done.stdout


def test_the_version_is_the_settings_own(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert done.stdout == f"timtin, version {VERSION}\n"
    with Fetcher() as fetcher:
        assert VERSION.startswith(fetcher.user_agent.removeprefix("timtin/") + ".")


def test_what_the_demonstration_lacks_is_told(demo_data: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(demo_data, tmp_path / "data")
    done = run(copy, "source", "gaps", "sample")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("sample: ")
