"""Making facts killed at seeded moments: the state is one of whole batches, and the next run ends where an undisturbed one does."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from database.transactions import reading
from facts.store import tables as f
from facts.store.writer import FactStore
from facts.update import update_facts
from tests.support.paths import ROOT

ARTICLES, BATCH = 1050, 500
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(2, 30))]
CHILD = "import sys; from pathlib import Path; from facts.update import update_facts; update_facts(Path(sys.argv[1]), processes=1)"


def article(number: int) -> Article:
    """Return one of many meetings: every tenth article tells of the same one, every third of the same director."""
    day = datetime(2020, 1, 2, tzinfo=VIETNAM) + timedelta(number // 10)
    lead = f"Sáng {day.day}/{day.month}/{day.year}, Công an tỉnh An Bình tổ chức Hội nghị sơ kết đợt {number // 10}."
    text = f"Đại tá Lê Văn Sao{'ng' * (number % 3 > 0)}, Giám đốc Công an tỉnh An Bình chủ trì. Có {number} hộ dân."
    return Article(
        "an_binh",
        f"Hội nghị {number}",
        f"https://a.vn/{number}",
        None,
        lead,
        (Block("paragraph", text),),
        published=day,
    )


def kept(data: Path) -> list[list[tuple[object, ...]]]:
    """Return every row of every table of facts."""
    with Archive.open(data) as archive, reading(archive.engine) as connection:
        tables = (*f.OF_ARTICLES, f.events, f.event_words, f.people, f.person_words)
        return [sorted((tuple(row) for row in connection.execute(select(t))), key=repr) for t in tables]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[tuple[object, ...]]]]:
    """An archive without facts, and the facts of its undisturbed copy."""
    folder = tmp_path_factory.mktemp("facts")
    with Archive.open(folder / "bare") as archive:
        archive.put_many([article(number) for number in range(ARTICLES)])
    shutil.copytree(folder / "bare", folder / "whole")
    assert update_facts(folder / "whole", processes=1).made == ARTICLES
    return folder / "bare", kept(folder / "whole")


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_facts_are_completed_by_the_next_run(
    seed: int, undisturbed: tuple[Path, list[list[tuple[object, ...]]]], tmp_path: Path
) -> None:
    bare, expected = undisturbed
    data = tmp_path / "d"
    shutil.copytree(bare, data)
    with subprocess.Popen([sys.executable, "-c", CHILD, str(data)], cwd=ROOT) as child:
        try:
            child.wait(random.Random(seed).uniform(0.8, 4.0))
        except subprocess.TimeoutExpired:
            child.kill()
    with Archive.open(data) as archive:
        store = FactStore(archive.engine)
        done = sum(len(store.keys_of(range(first, first + 500))) for first in range(1, ARTICLES + 1, 500))
        assert done % BATCH == 0 or done == ARTICLES
        assert store.last_read_change() == done
        assert update_facts(data, processes=1).made == ARTICLES - done
    assert kept(data) == expected
