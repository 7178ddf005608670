"""The gate of facts: labelled articles of the shared corpora (docs/labels-facts.md); the sample's conferences always."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive.exchange.json_lines import article_of_line
from archive.model import VIETNAM, Article, Block
from facts.extraction.article import as_json, facts_of
from sample.articles import load_articles
from tests.gates.fact_detail_scores import score_details
from tests.gates.fact_scores import Made, score
from tests.support.paths import texts_folder

HERE = Path(__file__).parent
GATE: dict[str, Any] = json.loads((HERE / "facts.json").read_text("utf-8"))
LABELS: list[Made] = [json.loads(line) for line in (HERE / "facts_labels.jsonl").read_text("utf-8").splitlines()]


def _labelled(texts: Path) -> Iterator[Made]:
    """Facts of the labelled articles, as imported: no day of publication, no source."""
    for name, corpus in GATE["corpora"].items():
        wanted = {label["id"] for label in LABELS if label["corpus"] == name}
        path = texts / corpus["path"]
        assert sha256(path.read_bytes()).hexdigest() == corpus["sha256"], f"{path} is not the text that was labelled"
        with lzma.open(path, "rb") as lines:
            for line in lines:
                if line[:80].split(b'"')[3].decode() in wanted:
                    yield as_json(facts_of(article_of_line(line, "import")[0]))


@pytest.fixture(scope="module")
def made() -> list[Made] | None:
    texts = texts_folder()
    present = all((texts / corpus["path"]).exists() for corpus in GATE["corpora"].values())
    print(f"\ngate of facts over the labelled articles: {'runs' if present else 'texts absent, sample only'}")
    assert present or not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no corpora in {texts}"
    return list(_labelled(texts)) if present else None


@pytest.mark.parametrize(
    "part", ["tune", "held-out", "apart", "unseen", "fresh", "second", "press", "last", "forty", "thirty", "last-look"]
)
def test_labelled_articles(made: list[Made] | None, part: str) -> None:
    if made is None:
        return
    labels = [label for label in LABELS if label["part"] == part]
    scores = score(labels, made)
    print(f"\n{part} ({len(labels)} articles): {', '.join(f'{k} {v:.3f}' for k, v in scores.summary().items())}")
    details = score_details(labels, made)
    print(f"{part}, details: {', '.join(f'{k} {v:.3f}' for k, v in details.summary().items())}")
    floors = GATE["floors"][part]
    missed = {k: v for k, v in {**scores.summary(), **details.summary()}.items() if v < floors.get(k, 0)}
    assert not missed, "\n".join([f"below the floor: {missed}", *scores.faults, *details.faults])


def test_labels_are_what_the_guideline_says() -> None:
    events = sum(label["kind"][0] is not None for label in LABELS)
    assert (len(LABELS), len({label["id"] for label in LABELS})) == (463, 463)
    assert sum(label["part"] == "held-out" for label in LABELS) == 50
    assert sum(label["part"] == "apart" for label in LABELS) == 60
    assert sum(label["part"] == "unseen" for label in LABELS) == 30
    assert sum(label["part"] == "fresh" for label in LABELS) == 40
    assert sum(label["part"] == "second" for label in LABELS) == 20
    assert sum(label["part"] == "press" for label in LABELS) == 50
    assert sum(label["part"] == "last" for label in LABELS) == 27
    assert sum(label["part"] == "forty" for label in LABELS) == 40
    assert sum(label["part"] == "thirty" for label in LABELS) == 33
    assert sum(label["part"] == "last-look" for label in LABELS) == 13
    assert sum(label["stratum"] == "event" for label in LABELS) >= 60 and events >= 60


def test_conferences_of_the_sample() -> None:
    """Each conference of the sample whose title names its kind is found with a day not after its publication."""
    told = []
    for item in load_articles():
        if not item.title.startswith("Hội nghị"):
            continue
        blocks = tuple(Block("paragraph", text) for text in item.paragraphs)
        published = datetime.combine(item.day, time(), VIETNAM)
        facts = as_json(facts_of(Article("sample", item.title, lead=item.lead, blocks=blocks, published=published)))
        event = facts["events"][0] if facts["events"] else {"kind": None, "date": None}
        late = (item.day - datetime.fromisoformat(event["date"]).date()).days if event["date"] else None
        told.append((item.number, event["kind"], late))
    right = [number for number, kind, late in told if kind == "hội nghị" and late is not None and 0 <= late <= 10]
    print(f"\nconferences of the sample: {len(right)} of {len(told)}")
    assert len(right) >= 0.95 * len(told), told
