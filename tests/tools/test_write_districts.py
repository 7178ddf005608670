"""The shipped table of districts is what the script writes: kinds and names cut apart, releases joined."""

from __future__ import annotations

import pytest

from tools.write_districts import TARGET, read_districts, split_name


@pytest.mark.parametrize(
    ("full", "unit"),
    [
        ("Thành phố Hà Nội", ("thành phố", "Hà Nội")),
        ("Thị Xã Mường Lay", ("thị xã", "Mường Lay")),
        ("Phường 01", ("phường", "1")),
        ("Xã  Ea H'leo", ("xã", "Ea H'leo")),
    ],
)
def test_kind_and_name_are_cut_apart(full: str, unit: tuple[str, str]) -> None:
    assert split_name(full) == unit


def test_a_release_is_read() -> None:
    wards = [{"name": "Xã An"}, {"name": "Phường 2"}]
    release = [{"name": "Tỉnh VD", "districts": [{"name": "Quận Ba", "wards": wards}]}]
    assert list(read_districts(release)) == [("VD", ("quận", "Ba"), [("xã", "An"), ("phường", "2")])]


def test_the_table_has_four_columns_and_is_sorted() -> None:
    rows = [line.split("\t") for line in TARGET.read_text(encoding="utf-8").splitlines()[1:]]
    assert {len(row) for row in rows} == {4} and rows == sorted(rows)
