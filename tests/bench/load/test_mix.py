"""What the measured clients ask for."""

from __future__ import annotations

from collections import Counter

from bench.load.mix import address_of, draw_paths

ASKED = ["công an tỉnh họp báo", "bắt ma túy"]


def test_every_kind_of_request_is_drawn_and_the_draw_is_the_same_again() -> None:
    paths = draw_paths(ASKED, 100, 400)
    assert paths == draw_paths(ASKED, 100, 400) != draw_paths(ASKED, 100, 400, seed=12)
    kinds = Counter(path.split("?")[0].split("/")[1] for path in paths)
    assert kinds["tim-kiem"] > kinds["bai"] > 20 and kinds["goi-y"] > 20 and len(kinds) > 4
    assert all(path.isascii() and " " not in path for path in paths)


def test_readers_have_addresses_of_their_own() -> None:
    assert len({address_of(number) for number in range(100_000)}) == 100_000
