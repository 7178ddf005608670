"""A province is written as people write it, also one that no gazetteer knows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from facts.reading.facets import count_facet
from facts.reading.nameable import count_provinces
from facts.reading.province_names import name_provinces
from facts.reading.recent import count_provinces as count_of_front
from facts.update import update_facts

TEXTS = (
    "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hồng Lam, dự hội nghị của Ủy ban nhân dân tỉnh Hồng Lam.",
    "CÔNG AN TỈNH HỒNG LAM họp. Công an tỉnh Hồng Lam chủ trì hội nghị tổng kết tại tỉnh Hồng Lam.",
    "Công an tỉnh Hà Tĩnh tổ chức hội nghị sơ kết tại tỉnh Hà Tĩnh.",
)


def test_a_province_is_named_as_it_is_written(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many([
            Article("kho", f"Tin {n}", external_id=f"{n}", lead=text, published=datetime(2023, 1, n, tzinfo=VIETNAM))
            for n, text in enumerate(TEXTS, 1)
        ])  # fmt: skip
    update_facts(tmp_path, processes=1)
    counted = {"Hồng Lam": 2, "Hà Tĩnh": 1}
    with Archive.open(tmp_path) as archive, archive.engine.connect() as connection:
        named = name_provinces(connection, ["hong lam", "ha tinh", "nowhere", ""])
        assert named == {"hong lam": "Hồng Lam", "ha tinh": "Hà Tĩnh", "nowhere": "Nowhere", "": ""}
        assert count_provinces(connection) == counted == count_of_front(archive.engine)
        assert dict(count_facet(archive.engine, "province", [1, 2, 3])) == counted
