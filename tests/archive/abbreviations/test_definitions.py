"""Abbreviations learned from the archive, and what admins decided on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.abbreviations.decisions import Decisions
from archive.abbreviations.definitions import LearnedAbbreviation, LearnedAbbreviations
from archive.articles.archive import Archive
from database.errors import ArchiveError


def test_learned_pairs(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        learned = LearnedAbbreviations(archive.engine)
        learned.replace_many({})
        learned.replace_many(
            {1: [("ANTQ", "an ninh Tổ quốc")] * 2, 2: [("ANTQ", "an ninh Tổ quốc"), ("TT", "x")], 3: ()}
        )
        learned.replace_many({4: [("TT", "x")]}, {4: date(2023, 5, 25)})
        Decisions(archive.engine).decide("TT", "x", "rejected", by="an")
        assert learned.pairs() == [
            LearnedAbbreviation("ANTQ", "an ninh Tổ quốc", 2, ""),
            LearnedAbbreviation("TT", "x", 2, "rejected", "2023-05-25", "2023-05-25"),
        ]
        learned.replace_many({2: [], 4: [("TT", "y")]})
        assert learned.pairs(2) == []
        assert [(p.expansion, p.count) for p in learned.pairs()] == [("an ninh Tổ quốc", 1), ("y", 1)]
        decisions = Decisions(archive.engine)
        decisions.decide("TT", "y", "rejected")
        before = decisions.last_change()
        decisions.decide("TT", " y ", "accepted", by="bình", weight=0.5)
        assert decisions.last_change() > before
        assert [p.status for p in learned.pairs()] == ["", "accepted"]
        assert [(d.status, d.by, d.weight) for d in decisions.log(2)] == [
            ("accepted", "bình", 0.5),
            ("rejected", "", 1.0),
        ]
        with pytest.raises(ArchiveError, match="weight"):
            decisions.decide("TT", "y", "", weight=0)


def test_many_learned_pairs(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        learned = LearnedAbbreviations(archive.engine)
        learned.replace_many({n: [("A", "a"), ("B", "b")] for n in range(3000)})
        assert [p.count for p in learned.pairs()] == [3000, 3000]
        learned.replace_many(dict.fromkeys(range(3000), ()))
        assert learned.pairs() == []


@pytest.mark.parametrize(
    "pair", [("ANTQ", "antq"), ("x", "x"), ("TT", "-- 12"), ("TT", "tổ\x1b trưởng"), ("", "x"), ("TT", " ")]
)
def test_a_pair_that_means_nothing_is_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with Archive.open(tmp_path) as archive:
        decisions = Decisions(archive.engine)
        with pytest.raises(ArchiveError):
            decisions.decide(*pair, "accepted")
        assert decisions.log() == []
