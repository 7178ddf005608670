"""The gate of who may be shown: people of the shared police corpus labelled by article and offsets (docs/labels-facts.md)."""

from __future__ import annotations

import json
import lzma
import os
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.exchange.json_lines import article_of_line
from facts.keys import name_key
from facts.reading.facts import FactReader
from facts.update import update_facts
from tests.support.paths import texts_folder

LABELS = [json.loads(line) for line in Path(__file__).with_name("people_labels.jsonl").read_text("utf-8").splitlines()]
CORPUS = "corpus/security-news.jsonl.xz"

OFFICIALS_SHOWN = 0.93
"""Least share of the officials whom their article shows."""


def test_labels_are_enough() -> None:
    assert sum(label["label"] == "official" for label in LABELS) >= 100
    assert sum(label["label"] == "other" for label in LABELS) >= 100


def test_officials_are_shown_and_nobody_else(tmp_path: Path) -> None:
    path = texts_folder() / CORPUS
    print(f"\ngate of who may be shown: {'runs' if path.exists() else 'texts absent'}")
    if not path.exists():
        assert not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no {path}"
        pytest.skip("texts absent")
    wanted = {label["id"] for label in LABELS}
    with lzma.open(path, "rb") as lines:
        found = [article_of_line(line, "import")[0] for line in lines if line[:80].split(b'"')[3].decode() in wanted]
    with Archive.open(tmp_path) as archive:
        archive.put_many(found)
        update_facts(tmp_path, processes=1)
        reader, numbers = FactReader(archive.engine), {a.external_id: n for n, a in enumerate(found, 1)}
        shown: dict[str, list[str]] = {"official": [], "other": []}
        missed = []
        for label in LABELS:
            article = found[numbers[label["id"]] - 1]
            name = name_key(getattr(article, label["part"])[label["start"] : label["end"]])
            facts = reader.facts_of(numbers[label["id"]])
            assert facts is not None
            place = f"{label['id']} {label['part']} {label['start']}"
            if any(name in name_key(person.name) for person in facts.people):
                shown[label["label"]].append(place)
            elif label["label"] == "official":
                missed.append(place)
    officials = sum(label["label"] == "official" for label in LABELS)
    print(
        f"shown: {len(shown['official'])} of {officials} officials, {len(shown['other'])} others; not shown: {missed}"
    )
    assert shown["other"] == []
    assert len(shown["official"]) >= OFFICIALS_SHOWN * officials
