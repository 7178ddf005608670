"""Series of conferences over the years, and reports of one event: the sample's series whole, labelled pairs of reports."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.exchange.json_lines import article_of_line
from facts.keys import is_same_series, series_words
from facts.reading.facts import FactReader
from facts.update import update_facts
from tests.gates.gate_texts import sample_articles
from tests.support.paths import texts_folder

PAIRS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "gates/event_pairs.jsonl").read_text("utf-8").splitlines()
]
FILES = {"security": "corpus/security-news.jsonl.xz", "general": "corpus/general-news.jsonl.xz"}
SERIES = {
    "Toàn dân bảo vệ an ninh Tổ quốc": [9, 36, 54, 207, 214, 227, 242],
    "hòa giải ở cơ sở": [301, 314, 334],
    "điển hình tiên tiến": [304, 317, 333],
    "giao ban phòng cháy, chữa cháy": [303, 310, 326],
    "chức sắc, chức việc": [305, 318],
    "ngày hội xã Sơn Lộc": [306, 312, 328],
    "người có uy tín": [307, 320],
    "sơ kết 6 tháng": [14, 41, 215, 231, 244],
    "cư trú và căn cước": [308, 321],
    "đối thoại với doanh nghiệp vận tải": [311, 330],
    "giao ban trật tự, an toàn giao thông": [201, 236],
    "an ninh kỳ thi": [315, 322],
    "Tháng hành động": [217, 237],
    "lắng nghe ý kiến nhân dân": [53, 319, 329],
    "ra quân dịp Tết": [323, 341],
}
"""Numbers of the sample's articles that report the meetings of one series, each of another year."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FactReader, dict[str, int]]]:
    folder = tmp_path_factory.mktemp("series")
    with Archive.open(folder) as archive:
        archive.put_many(sample_articles())
        update_facts(folder, processes=1)
        numbers = {s.article.external_id or "": s.id for batch in archive.changed_since(0, batch=500) for s in batch}
        yield FactReader(archive.engine), numbers


@pytest.mark.parametrize("name", SERIES)
def test_series_of_the_sample_are_whole(sample: tuple[FactReader, dict[str, int]], name: str) -> None:
    reader, numbers = sample
    events = [reader.events_of([numbers[str(n)]])[numbers[str(n)]][0] for n in SERIES[name]]
    for event in events:
        assert {e.id for e in reader.find_recurrences(event)} == set(events) - {event}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hội nghị tổng kết 10 năm thực hiện Chỉ thị 09", "Hội nghị tổng kết 15 năm thực hiện Chỉ thị 09", True),
        ("Đại hội thi đua Vì an ninh Tổ quốc lần thứ V", "Đại hội thi đua Vì ANTQ lần thứ VI", True),
        ("Lễ ra quân cao điểm dịp Tết Nhâm Dần", "Lễ ra quân cao điểm dịp Tết Ất Tỵ", True),
        ("Hội nghị tổng kết công tác hòa giải", "Hội nghị sơ kết công tác hòa giải", False),
        ("Hội nghị tổng kết công tác dân vận năm 2020", "Hội nghị tổng kết công tác thanh tra năm 2021", False),
        ("Hội nghị", "Hội nghị", False),
        ("Họp báo", "Cuộc họp", False),
    ],
)
def test_one_series(one: str, other: str, same: bool) -> None:
    assert is_same_series(series_words(one), series_words(other), None) is same


def test_labelled_pairs_of_reports(tmp_path: Path) -> None:
    """Precision .97 and recall of pairs that are one event; they carry no day of publication, which is the harder case."""
    texts = texts_folder()
    if not all((texts / path).exists() for path in FILES.values()):
        assert not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no corpora in {texts}"
        return
    wanted = {pair[end] for pair in PAIRS for end in ("one", "other")}
    articles = []
    for path in FILES.values():
        with lzma.open(texts / path, "rb") as lines:
            articles += [article_of_line(x, "import")[0] for x in lines if x[:80].split(b'"')[3].decode() in wanted]
    with Archive.open(tmp_path) as archive:
        archive.put_many(articles)
        update_facts(tmp_path, processes=1)
        numbers = {s.article.external_id: s.id for batch in archive.changed_since(0, batch=500) for s in batch}
        events = FactReader(archive.engine).events_of([*numbers.values()])
    joined = [bool({*events.get(numbers[p["one"]], ())} & {*events.get(numbers[p["other"]], ())}) for p in PAIRS]
    right = sum(found and pair["same"] for found, pair in zip(joined, PAIRS, strict=True))
    precision, recall = right / max(sum(joined), 1), right / sum(pair["same"] for pair in PAIRS)
    print(f"\npairs of reports: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.97 and recall >= 0.85
