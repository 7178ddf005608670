"""Whatever a segment holds, kernels stay within its arrays: numbers beyond their bounds, under checksums that are right."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from columnar.errors import IndexDamaged
from columnar.execution.compiled_executor import CompiledExecutor
from columnar.execution.made_lists import MadeLists
from columnar.files.array_file import write_arrays
from columnar.files.mapped_arrays import read_arrays
from columnar.files.narrow_ints import BREAK_CODE
from columnar.kernels.compilation.linker import kernel
from columnar.query.collector import PageRequest
from columnar.query.plan import AllOf, AnyOf, Begins, Clause, Part, Plan, Run, Scored, Without
from columnar.reader.index_reader import IndexReader
from columnar.segment.reader import Segment
from tests.support.english_index import WORDS, document, write

RUN = kernel()
_SIZES = (1, 60, 400)
_VALUES = (-(2**31), -1, 0, 1, 2**31 - 1)


def written(path: Path, chance: Random) -> Path:
    """A segment of random documents."""
    count = chance.choice(_SIZES)
    texts = [[chance.choice([*WORDS, "."]) for _ in range(chance.choice([0, 3, 30, 300]))] for _ in range(2 * count)]
    documents = [document(i, texts[2 * i], texts[2 * i + 1]) for i in range(count)]
    write(path, documents, chance.choice([BREAK_CODE, 1, 3]))
    return path


def spoilt(path: Path, chance: Random) -> str:
    """Overwrite some entries of one array of a segment, keeping its checksums right; return the array's name."""
    arrays, meta = read_arrays(path)
    held = {name: arrays[name].copy() for name in arrays}
    name = chance.choice(sorted(n for n, data in held.items() if data.size))
    data = held[name]
    for _ in range(chance.choice([1, 3, data.size])):
        value = chance.choice(_VALUES) if chance.random() < 0.5 else chance.randrange(2**31)
        data[chance.randrange(data.size)] = np.int64(value).astype(data.dtype)
    write_arrays(path, held, json.loads(json.dumps(meta)))
    return name


def plans() -> list[Plan]:
    """Plans that reach every kernel."""
    words = [Scored("body", (Run("body", (w,)),)) for w in ("cat", "dogs", "emu", "café")]
    phrase = Scored("title", (Run("title", ("cat", "dog", "emu")),))
    pair = Scored("body_stem", (Run("body_stem", ("cat", "dog")), Run("body_stem", ("emu",))))
    begins = Scored("body", (Begins("body", "c"),))
    tags = Scored("tags", (Run("tags", ("cat",)),))
    nodes = [
        *words,
        phrase,
        pair,
        begins,
        tags,
        AnyOf((words[0], phrase)),
        AllOf((words[1], begins)),
        Without(pair, words[2]),
    ]
    return [
        *(Plan((Clause((Part(node),)),)) for node in nodes),
        Plan(tuple(Clause((Part(node),)) for node in nodes), boosts=(phrase, tags), excluded=(words[3],)),
    ]


@pytest.mark.parametrize("seed", range(150))
def test_numbers_beyond_their_bounds_are_told_or_harmless(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    path = written(tmp_path / "s.seg", chance)
    spoilt(path, chance)
    try:
        reader = IndexReader([Segment(path)])
        executor = CompiledExecutor(reader, RUN, MadeLists(long=1))
        docs = np.arange(min(reader.size, 20), dtype=np.int64)
    except IndexDamaged:
        return
    for doc in docs.tolist():
        try:
            assert isinstance(reader.stored(doc), bytes)
        except IndexDamaged:
            continue
    for plan in plans() * 2:
        try:
            found = executor.find(plan, PageRequest(10, 0, chance.random() < 0.3, True))
            executor.min_distances(("title", "body"), [("cat", "dog"), ("emu", "café")], docs, 20)
        except IndexDamaged:
            continue
        assert 0 <= found.total <= reader.size
        assert all(0 <= hit.doc < reader.size for hit in found.shown)
