"""Writing, replacing, deleting, publishing, merging, refusing and falling back: the life of generations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from, tuples
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.index import open_dir

from columnar import (
    ColumnarError,
    Document,
    Field,
    Generation,
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexWriter,
    Schema,
    check_index,
    current_folder,
    open_current,
)
from columnar.generations.manifest import verify
from columnar.generations.merging import choose_segments
from columnar.generations.names import generation_names
from tests.support.english_index import FOLDS, PLAIN, SCHEMA, document, plain, stem


def write(folder: Path, *documents: Document, gone: Sequence[int] = (), **more: Any) -> Generation:
    """Publish documents of SCHEMA on top of what is there, without the keys that are gone."""
    with IndexWriter(folder, SCHEMA, FOLDS, **more) as writer:
        writer.add(documents)
        writer.delete(gone)
        writer.publish()
    return open_current(folder)


def one(key: int, body: str = "cat", payload: Sequence[str] = ()) -> Document:
    """A document of a short body."""
    made = document(key, [], body.split())
    return Document(key, made.labels, made.days, made.texts, payload=payload)


def keys(generation: Generation, word: str, field: str = "body") -> list[int]:
    """The keys of the live documents that have a word."""
    return generation.keys()[generation.postings(field, word).docs].tolist()


def test_add_replace_and_delete(tmp_path: Path) -> None:
    first = write(tmp_path, *(one(i) for i in range(4)))
    assert keys(first, "cat") == [0, 1, 2, 3]
    second = write(tmp_path, one(1, "dogs"), one(9, "emu"), gone=[2, 77])
    assert keys(second, "cat") == [0, 3]
    assert keys(second, "dog", "body_stem") == [1]
    assert keys(second, "emu") == [9]
    assert (second.manifest.documents, second.manifest.live) == (6, 4)
    assert keys(first, "cat") == [0, 1, 2, 3]  # What is open never changes.


def test_what_is_deleted_and_added_again_is_there(tmp_path: Path) -> None:
    write(tmp_path, one(1), one(2))
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.delete([1, 2])
        writer.add([one(1, "dog")])
        assert (writer.added, writer.removed) == (1, 1)
        writer.publish()
    assert (keys(open_current(tmp_path), "dog"), keys(open_current(tmp_path), "cat")) == ([1], [])


def test_replaced_twice_in_one_run_the_last_counts(tmp_path: Path) -> None:
    write(tmp_path, one(1, "cat", ["a"]))
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.add([one(1, "dog", ["b"]), one(2, "dog", ["b"])])
        writer.add([one(1, "emu", ["c"])])
        writer.delete([2])
        assert (writer.added, writer.removed) == (1, 1)
        writer.publish()
    found = open_current(tmp_path)
    assert [keys(found, word) for word in ("cat", "dog", "emu")] == [[], [], [1]]
    assert found.payload() == [("c", 1)]
    assert found.manifest.live == 1


def test_payload_is_counted_over_the_live_documents(tmp_path: Path) -> None:
    odd = "tab\there, \u2028line separator, \rreturn, é"
    write(tmp_path, one(1, payload=["a", odd]), one(2, payload=["a"]), one(3, payload=["b", ""]))
    found = write(tmp_path, one(2, payload=["b"]), gone=[3])
    assert found.payload() == [("\x61", 1), ("b", 1), (odd, 1)]


def test_two_publications_of_one_writer(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        for key in range(3):
            writer.add([one(key)])
            writer.publish(key)
        writer.merge()
    found = open_current(tmp_path)
    assert keys(found, "cat") == [0, 1, 2]
    assert found.manifest.up_to == 2
    assert list((tmp_path / "index").glob(".building*")) == []


def test_nothing_is_published_when_the_block_ends(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.add([one(1)])
    with pytest.raises(IndexMissing):
        open_current(tmp_path)
    assert list((tmp_path / "index").glob(".building*")) == []
    write(tmp_path)
    assert open_current(tmp_path).size == 0


def test_merging_waits_for_what_was_added(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.add([one(1)])
        with pytest.raises(ColumnarError, match="publish what was added"):
            writer.merge()
        writer.publish()
    assert keys(open_current(tmp_path), "cat") == [1]


def content_of(generation: Generation) -> dict[str, object]:
    """What a generation answers, whatever its segments."""
    live = generation.live
    fields = {f.name: generation.vocabulary(f.name) for f in generation.schema.fields}
    lengths = {f.name: generation.lengths(f.name)[live].tolist() for f in generation.schema.fields}
    columns = {n: [generation.labels(n)[o] for o in generation.column(n)[live]] for n in generation.schema.labels}
    days = {n: generation.column(n)[live].tolist() for n in generation.schema.days}
    phrases = [keys(generation, "cat"), generation.keys()[generation.phrase("body_stem", ["cat", "dog"]).docs].tolist()]
    return {"keys": generation.keys()[live].tolist(), "payload": Counter(dict(generation.payload())), **fields,
            "stored": [generation.stored(doc) for doc in np.flatnonzero(live).tolist()], "lengths": lengths, "columns": columns, "days": days, "phrases": phrases}  # fmt: skip


@pytest.mark.parametrize("rounds", [3, 4, 11])
def test_many_updates_are_merged_and_equal_one(tmp_path: Path, rounds: int) -> None:
    chance = Random(rounds)
    documents: dict[int, Document] = {}
    for number in range(rounds):
        fresh = {
            key: document(key, ["cat"], chance.choices(["cats", "dog", "."], k=5)) for key in (0, number, 50 + number)
        }
        for key, made in fresh.items():  # What is replaced moves to the end.
            documents.pop(key, None)
            documents[key] = made
        with IndexWriter(tmp_path / "grown", SCHEMA, FOLDS) as writer:
            writer.add(list(fresh.values()))
            writer.publish()
            writer.merge()
    grown, whole = open_current(tmp_path / "grown"), write(tmp_path / "whole", *documents.values())
    assert len(grown.segments) <= 4
    assert content_of(grown) == content_of(whole)
    if rounds == 4:  # Just merged: the very bytes of one writing.
        (merged,), (written,) = grown.manifest.segments, whole.manifest.segments
        assert grown.manifest.files[merged] == whole.manifest.files[written]
    assert len(generation_names(tmp_path / "grown")) <= 2


def test_a_segment_of_many_deleted_documents_is_written_afresh(tmp_path: Path) -> None:
    write(tmp_path, *(one(i, payload=["p"]) for i in range(400)))
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.delete(range(150))
        writer.publish()
        writer.merge()
    found = open_current(tmp_path)
    assert (found.manifest.documents, found.size, found.payload()) == (250, 250, [("p", 250)])


def test_merging_by_size_keeps_few_segments() -> None:
    sizes: list[int] = []
    for _ in range(3000):
        sizes.append(1)
        while (run := choose_segments(sizes, sizes)) != (0, 0):
            sizes[run[0] : run[1]] = [sum(sizes[run[0] : run[1]])]
        assert len(sizes) <= 24


def test_merging_leaves_large_segments_alone() -> None:
    sizes: list[int] = []
    for _ in range(3000):
        sizes.append(1)
        while (run := choose_segments(sizes, sizes, most=100)) != (0, 0):
            sizes[run[0] : run[1]] = [sum(sizes[run[0] : run[1]])]
        assert max(sizes) <= 100 and len(sizes) <= 24 + sum(sizes) / 30


def test_what_is_much_is_written_as_several_segments(tmp_path: Path) -> None:
    many = write(tmp_path / "many", *(one(i, payload=["p"]) for i in range(7)), most=3)
    assert [s.documents for s in many.segments] == [7], "what is added at once stays together"
    with IndexWriter(tmp_path / "many", SCHEMA, FOLDS, most=3) as writer:
        writer.begin(None)
        for key in range(8):
            writer.add([one(key, payload=["p"])])
        writer.add([one(1, "dog", payload=["q"]), one(7, "dog")])  # One of a segment that is written, one that is not.
        writer.delete([4])
        writer.publish()
        writer.merge()
    found = open_current(tmp_path / "many")
    assert [s.documents for s in found.segments] == [3, 3, 4]
    assert keys(found, "cat") == [0, 2, 3, 5, 6] and keys(found, "dog") == [1, 7]
    assert found.payload() == [("p", 5), ("q", 1)] and (found.manifest.documents, found.manifest.live) == (10, 7)
    assert keys(write(tmp_path / "many", one(0, "emu"), most=3), "cat") == [2, 3, 5, 6]


@given(steps=lists(tuples(sampled_from(["add", "delete"]), integers(0, 6)), max_size=30), most=integers(1, 5))
def test_several_segments_hold_what_one_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], most: int
) -> None:
    found = []
    for limit in (most, 1000):
        folder = tmp_path_factory.mktemp("index")
        with IndexWriter(folder, SCHEMA, FOLDS, most=limit) as writer:
            for number, (step, key) in enumerate(steps):
                if step == "add":
                    writer.add([one(key, f"cat v{number}", payload=[f"{key}"])])
                else:
                    writer.delete([key])
            writer.publish()
        made = open_current(folder)
        told = [keys(made, f"v{number}") for number in range(len(steps))]
        found.append((sorted(keys(made, "cat")), told, made.payload(), made.manifest.live))
    assert found[0] == found[1]


def test_another_schema_or_maker_is_written_afresh(tmp_path: Path) -> None:
    write(tmp_path, one(1), made_by="one")
    assert keys(write(tmp_path, one(2), made_by="one"), "cat") == [1, 2]
    assert keys(write(tmp_path, one(3), made_by="two"), "cat") == [3]
    with IndexWriter(tmp_path, PLAIN, made_by="two") as writer:
        assert writer.current() is None
        writer.add([plain(4, "", "cat")])
        writer.publish()
    found = open_current(tmp_path)
    assert (keys(found, "cat"), found.schema) == ([4], PLAIN)


def test_a_writer_may_begin_afresh(tmp_path: Path) -> None:
    write(tmp_path, one(1))
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.begin(None)
        writer.add([one(2)])
        writer.publish()
    assert keys(open_current(tmp_path), "cat") == [2]


def test_what_looks_at_it_first_may_refuse(tmp_path: Path) -> None:
    write(tmp_path, one(1))

    def refuse(candidate: Generation) -> None:
        assert keys(candidate, "cat") == [1, 2]
        raise RuntimeError("not this one")

    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        writer.add([one(2)])
        with pytest.raises(RuntimeError, match="not this one"):
            writer.publish(examine=refuse)
    assert keys(open_current(tmp_path), "cat") == [1]
    assert generation_names(tmp_path) == ["g00000001"]


def test_missing_and_busy(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="write an index first"):
        open_current(tmp_path)
    assert check_index(tmp_path) == []
    with IndexWriter(tmp_path, SCHEMA, FOLDS), pytest.raises(IndexBusy, match="wait"), IndexWriter(tmp_path, SCHEMA):
        pass


@pytest.mark.parametrize("which", ["segment", "manifest.json", "deleted.arr", "missing"])
def test_a_damaged_file_falls_back_to_the_generation_before(tmp_path: Path, which: str) -> None:
    first = write(tmp_path, one(1)).folder.name
    second = write(tmp_path, one(2)).folder
    path = second / (which if which.endswith(("json", "arr")) else f"{second.name}.seg")
    if which == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
    assert verify(second) == check_index(tmp_path) != []
    assert open_current(tmp_path).folder.name == first
    healed = write(tmp_path, one(3))
    assert keys(healed, "cat") == [1, 3]
    assert second.name not in generation_names(tmp_path)


def test_all_damaged_says_so_and_is_written_afresh(tmp_path: Path) -> None:
    write(tmp_path, one(1))
    (current_folder(tmp_path) / "manifest.json").write_text("{}")
    with pytest.raises(IndexDamaged, match="^no generation of the index is sound; [^\n]*: write the index afresh$"):
        open_current(tmp_path)
    assert keys(write(tmp_path, one(2)), "cat") == [2]


@pytest.mark.parametrize("number", [3, 99])
def test_a_folder_of_another_format_is_told_in_one_line(tmp_path: Path, number: int) -> None:
    write(tmp_path, one(1))
    path = current_folder(tmp_path) / "manifest.json"
    content = json.loads(path.read_text("utf-8")) | {"format": number}
    if number == 3:  # It had no schema, and named its parts otherwise.
        content = {k: v for k, v in content.items() if k not in ("schema", "made_by", "up_to")} | {
            "analyser": "1",
            "change": 7,
        }
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(IndexDamaged) as told:
        open_current(tmp_path)
    assert str(told.value) == (
        "no generation of the index is sound; the manifest of g00000001 cannot be used (another version wrote it: "
        f"it is of format {number}, and 6 is read): write the index afresh"
    )
    assert keys(write(tmp_path, one(2)), "cat") == [2]


def test_an_abandoned_folder_is_cleared(tmp_path: Path) -> None:
    rest = tmp_path / "index" / ".building-g00000007"
    rest.mkdir(parents=True)
    write(tmp_path, one(1))
    assert not rest.exists()
    assert generation_names(tmp_path) == ["g00000001"]


def test_documents_left_out_when_it_is_opened_are_in_no_answer(tmp_path: Path) -> None:
    write(tmp_path, one(1), one(2))
    assert keys(open_current(tmp_path, without=[1]), "cat") == [2]
    assert keys(open_current(tmp_path), "cat") == [1, 2]


def test_publishing_goes_on_without_whooshs_table_of_contents(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def analyzer_of(field: Field) -> Any:
        analyzer = SpaceSeparatedTokenizer()
        analyzer.own = lambda: stem(field.name)  # Cannot be pickled.
        return analyzer

    found = write(tmp_path, one(1), analyzer_of=analyzer_of)
    assert keys(found, "cat") == [1]
    assert "only Whoosh cannot open this index" in caplog.text
    assert verify(found.folder) == []
    with pytest.raises(Exception, match="MAIN"):
        open_dir(str(found.folder))
    write(tmp_path, one(2))
    with open_dir(str(current_folder(tmp_path))).searcher() as searcher:
        assert searcher.doc_count() == 2


def test_an_index_without_columns_or_derived_terms(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, Schema((Field("tags", "tags", positions=False),))) as writer:
        writer.add([Document(5, terms={"tags": ["red", "blue", "red"]})])
        writer.publish()
    found = open_current(tmp_path)
    assert found.vocabulary("tags") == {"blue": 1, "red": 1}
    assert found.postings("tags", "red").freqs.tolist() == [2]


@pytest.mark.parametrize(
    "written", [b"", b"\0" * 10, b"\xff\xfe g", b"../../etc", b"g1", b"g00000002" * 600], ids=["empty", "zeros", "no text", "a path", "short", "long"]
)  # fmt: skip
def test_a_damaged_name_of_the_current_generation_is_told_and_mended(tmp_path: Path, written: bytes) -> None:
    write(tmp_path, one(1))
    newest = write(tmp_path, one(2)).folder
    (tmp_path / "CURRENT").write_bytes(written)
    (tmp_path / "index" / "gone").mkdir()
    assert open_current(tmp_path).folder == newest == current_folder(tmp_path)
    assert "CURRENT is damaged" in check_index(tmp_path)[0]
    with IndexWriter(tmp_path, SCHEMA, FOLDS) as writer:
        current = writer.current()
        assert current is not None and keys(current, "cat") == [1, 2]
    assert check_index(tmp_path) == []


def test_a_damaged_name_without_any_generation(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_bytes(b"?")
    with pytest.raises(IndexDamaged, match="CURRENT is damaged"):
        open_current(tmp_path)
    assert len(check_index(tmp_path)) == 1
    assert keys(write(tmp_path, one(1)), "cat") == [1]
