"""Values of facets are what people write, once each: merged over case, spelling and the place of the tone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from facts.reading.facets import count_facet
from facts.update import update_facts

TEXTS = (
    "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Quảng Trị, dự hội nghị của Toà án nhân dân tỉnh Quảng Trị.",
    "đại tá Lê Minh Khang, Giám đốc Công an tỉnh Quảng Trị, dự họp với Tòa án nhân dân tỉnh Quảng Trị.",
    "ĐẠI TÁ Lê Minh Khang, Giám đốc Công an tỉnh Quảng Trị, và Thượng sỹ Vũ Văn Mẫu, cán bộ Công an xã Mẫu, dự lễ khai mạc.",
    "Thượng sĩ Vũ Văn Mẫu, cán bộ Công an xã Mẫu, dự lễ ra quân tại TP Hồ Chí Minh. Công an TP Hồ Chí Minh chủ trì.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facets")
    with Archive.open(folder) as opened:
        opened.put_many([
            Article("kho", f"Tin {n}", external_id=f"{n}", lead=text, published=datetime(2023, 1, n, tzinfo=VIETNAM))
            for n, text in enumerate(TEXTS, 1)
        ])  # fmt: skip
    update_facts(folder, processes=1)
    return folder


@pytest.mark.parametrize(
    ("facet", "words", "values"),
    [
        ("rank", "", [("Đại tá", 3), ("Thượng sĩ", 2)]),
        ("rank", "dai", [("Đại tá", 3)]),
        ("province", "", [("Quảng Trị", 3), ("Hồ Chí Minh", 1)]),
        ("person", "khang", [("Lê Minh Khang", 3)]),
        ("agency", "toa an", [("Toà án nhân dân tỉnh Quảng Trị", 2)]),
    ],
)
def test_one_value_for_what_is_written_in_several_ways(
    archive: Path, facet: str, words: str, values: list[tuple[str, int]]
) -> None:
    with Archive.open(archive) as opened:
        found = count_facet(opened.engine, facet, [1, 2, 3, 4], words)
    assert [(value.replace("Tòa", "Toà"), count) for value, count in found] == values
