"""Articles beyond those there are: recombined from kept analyses."""

from __future__ import annotations

from pathlib import Path

from bench.indexing.growth import ask, build, table


def test_what_is_recombined_can_be_searched(indexed_data: Path, tmp_path: Path) -> None:
    # More articles than the sample has: the rest are recombined from its kept analyses.
    found = {}
    for articles in (400, 800):
        target = tmp_path / str(articles)
        target.mkdir()
        found[articles] = build(indexed_data, articles, target) | ask(target, ["an ninh", "ma túy"])
    assert found[800]["mb"] > found[400]["mb"] * 1.2
    assert [line.count("|") for line in table(found)] == [9] * 5
