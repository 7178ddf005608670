"""The jobs that ``bench.indexing`` times, each in a process of its own: ``python -m bench.indexing_jobs JOB FOLDER ...``.

Each prints one JSON line: seconds, processor seconds, peak resident memory in MB, and what it counted.
"""

from __future__ import annotations

import json
import pickle
import resource
import sqlite3
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from archive.analyses import AnalysisCache
from archive.model import Article, Block
from archive.store import Archive
from indexer.generations import current
from indexer.kept import Task, make_many
from indexer.schema import FIELDS

Fields = dict[str, str]


def size_of(folder: Path) -> float:
    """MB of the files in a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def timed(work: Callable[[], dict[str, object]]) -> None:
    """Run the work and print what it took."""
    begun, used = perf_counter(), process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": perf_counter() - begun, "cpu": process_time() - used, "peak": peak, **result}))


def texts(data: Path) -> Iterator[Fields]:
    """The terms of every article and field as text, as the index holds them."""
    from indexer.generations import Generation
    from indexer.whoosh_export import Texts

    for segment in Generation(current(data)).segments:
        fields = {f.name: Texts(segment.field(f.name), segment.documents, " ") for f in FIELDS}
        for doc in range(segment.documents):
            yield {name: own.of(doc) for name, own in fields.items()}


def prepare(data: Path, out: Path) -> None:
    """Write the texts where the peers read them: not timed."""
    with out.open("wb") as file:
        for fields in texts(data):
            pickle.dump(fields, file)


def prepared(path: Path) -> Iterator[Fields]:
    """Read them back."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301  our own file of a moment ago
            except EOFError:
                return


def rebuild(data: Path) -> None:
    """Build the index afresh from the kept analyses."""
    from indexer.build import update

    timed(lambda: {"articles": update(data, rebuild=True).articles, "mb": size_of(current(data))})


def publish(data: Path) -> None:
    """Publish one new article in a fresh process, then another one."""
    from indexer.build import update

    def put(n: int) -> None:
        body = (Block("paragraph", f"Công an xã tổ chức hội nghị an ninh trật tự lần thứ {n}, biểu dương 15 tập thể."),)
        with Archive.open(data) as archive:
            archive.put(Article("bench", f"Hội nghị an ninh trật tự {n}", external_id=f"bench-{n}", blocks=body))

    seconds: list[float] = []
    for n in range(2):
        put(n)
        seconds.append(update(data, processes=1).searchable)
    timed(lambda: {"first": seconds[0], "second": seconds[1]})


def tantivy(path: Path, folder: Path) -> None:
    """tantivy with two threads: the same fields and terms, positions where ours has them."""
    import tantivy as lib

    docs = list(prepared(path))
    builder = lib.SchemaBuilder()
    for field in FIELDS:
        option = "position" if field.positions else "freq"
        builder.add_text_field(field.name, tokenizer_name="whitespace", index_option=option)
    index = lib.Index(builder.build(), path=str(folder))

    def work() -> dict[str, object]:
        writer = index.writer(heap_size=400_000_000, num_threads=2)
        for fields in docs:
            writer.add_document(lib.Document(**fields))
        writer.commit()
        writer.wait_merging_threads()
        return {"articles": len(docs), "mb": size_of(folder)}

    timed(work)


def fts5(path: Path, folder: Path) -> None:
    """SQLite FTS5: the same fields and terms, without a copy of the text."""
    docs = [tuple(fields.values()) for fields in prepared(path)]
    names = [f.name for f in FIELDS]

    def work() -> dict[str, object]:
        db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        tokens = "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_/:=@.,-'\""
        db.execute(f"CREATE VIRTUAL TABLE t USING fts5({', '.join(names)}, content='', {tokens})")
        db.execute("BEGIN")
        db.executemany(f"INSERT INTO t({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", docs)
        db.execute("COMMIT")
        db.execute("INSERT INTO t(t) VALUES ('optimize')")
        db.close()
        return {"articles": len(docs), "mb": size_of(folder)}

    timed(work)


def whoosh(path: Path, folder: Path, articles: int) -> None:
    """Stock Whoosh on the first articles only: it is slow."""
    from whoosh.index import create_in

    from indexer.whoosh_export import stock_schema

    docs = list(islice(prepared(path), articles))
    index = create_in(str(folder), stock_schema())

    def work() -> dict[str, object]:
        writer = index.writer(limitmb=512)
        for fields in docs:
            writer.add_document(**fields)
        writer.commit()
        return {"articles": len(docs), "mb": size_of(folder)}

    timed(work)


def segmentation(data: Path, articles: int) -> None:
    """Words of some articles: underthesea alone in this process, then ours in two processes."""
    from underthesea import word_tokenize

    from indexer.analysis import whole_text, zone_texts

    with Archive.open(data) as archive:
        stored = next(archive.changed_since(0, batch=articles))
    wholes = [whole_text(zone_texts(s.article)) for s in stored]
    word_tokenize("Công an tỉnh")
    used = process_time()
    for whole in wholes:
        for line in whole.split("\n"):
            if " " in line.strip():
                word_tokenize(line)
    alone = process_time() - used
    start, _ = parallel(["Công an tỉnh"] * 64)
    ours, wall = parallel(wholes)
    timed(lambda: {"articles": len(wholes), "alone": alone, "start": start, "ours": ours, "wall": wall})


def parallel(wholes: list[str]) -> tuple[float, float]:
    """Processor seconds of two processes that cut texts into words, and seconds until they are done."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    tasks = (Task(str(i), (text, "", "", ""), terms=False, words=True) for i, text in enumerate(wholes))
    begun = perf_counter()
    count = sum(1 for _ in make_many(tasks, 2))
    wall = perf_counter() - begun
    assert count == len(wholes)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def keep(data: Path) -> None:
    """Make what the cache lacks of the archive's texts."""
    from indexer.kept import KeptAnalyses

    with Archive.open(data) as archive, AnalysisCache.open(data) as cache:
        timed(lambda: {"made": KeptAnalyses(cache).complete(archive, 0, lambda done: None)})


def main() -> None:
    """Run the job named."""
    job, *given = sys.argv[1:]
    folders = [Path(given[0]), *(Path(g) for g in given[1:2] if not g.isdigit())]
    numbers = [int(g) for g in given[1:] if g.isdigit()]
    jobs: dict[str, Callable[..., None]] = {
        f.__name__: f for f in (prepare, rebuild, publish, tantivy, fts5, whoosh, segmentation, keep)
    }
    jobs[job](*folders, *numbers)


if __name__ == "__main__":
    main()
