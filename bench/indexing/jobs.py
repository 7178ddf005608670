"""The jobs that ``bench.indexing.report`` times, each in a process of its own: ``python -m bench.indexing.jobs JOB FOLDER ...``.

Each prints one JSON line: seconds, processor seconds, peak resident memory in MB, and what it counted.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

from archive.articles.archive import Archive
from archive.model import Article, Block
from bench.peers.fts5_index import Fts5Index
from bench.peers.tantivy_index import TantivyIndex
from columnar import current_folder
from indexer.analysis.cache import AnalysisCache, AnalysisTask, analyse_many
from indexer.analysis.cache_database import CacheDatabase
from indexer.schema import ARTICLE_SCHEMA

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
    from columnar.export import Texts
    from columnar.generations.opened import Generation

    for segment in Generation(current_folder(data)).segments:
        fields = {f.name: Texts(segment.field(f.name), segment.documents, " ") for f in ARTICLE_SCHEMA.fields}
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
    from indexer.update import index_archive

    timed(lambda: {"articles": index_archive(data, rebuild=True).articles, "mb": size_of(current_folder(data))})


def publish(data: Path) -> None:
    """Publish one new article in a fresh process, then another one."""
    from indexer.update import index_archive

    def put(n: int) -> None:
        body = (Block("paragraph", f"Công an xã tổ chức hội nghị an ninh trật tự lần thứ {n}, biểu dương 15 tập thể."),)
        with Archive.open(data) as archive:
            archive.put(Article("bench", f"Hội nghị an ninh trật tự {n}", external_id=f"bench-{n}", blocks=body))

    seconds: list[float] = []
    for n in range(2):
        put(n)
        seconds.append(index_archive(data, processes=1).searchable)
    timed(lambda: {"first": seconds[0], "second": seconds[1]})


def tantivy(path: Path, folder: Path) -> None:
    """tantivy with two threads: the same fields and terms, positions where ours has them."""
    docs = list(prepared(path))
    texts = {f.name: "position" if f.positions else "freq" for f in ARTICLE_SCHEMA.fields}
    index = TantivyIndex(folder, texts)

    def work() -> dict[str, object]:
        index.write(docs)
        return {"articles": len(docs), "mb": size_of(folder)}

    timed(work)


def fts5(path: Path, folder: Path) -> None:
    """SQLite FTS5: the same fields and terms, without a copy of the text."""
    docs = [tuple(fields.values()) for fields in prepared(path)]

    def work() -> dict[str, object]:
        index = Fts5Index(
            folder, [f.name for f in ARTICLE_SCHEMA.fields], "unicode61 remove_diacritics 0 tokenchars '_/:=@.,-'"
        )
        index.write(docs)
        index.db.close()
        return {"articles": len(docs), "mb": size_of(folder)}

    timed(work)


def segmentation(data: Path, articles: int) -> None:
    """Words of some articles: underthesea alone in this process, then ours in two processes; and the facts of the same articles."""
    from underthesea import word_tokenize

    from facts.extraction.article import facts_of
    from indexer.analysis.analyzer import whole_text, zone_texts

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
    facts_of(stored[0].article)
    used = process_time()
    for one in stored:
        facts_of(one.article)
    facts = process_time() - used
    start, _ = parallel(["Công an tỉnh"] * 64)
    ours, wall = parallel(wholes)
    timed(lambda: {"articles": len(wholes), "alone": alone, "facts": facts, "start": start, "ours": ours, "wall": wall})


def parallel(wholes: list[str]) -> tuple[float, float]:
    """Processor seconds of two processes that cut texts into words, and seconds until they are done."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    tasks = (AnalysisTask(str(i), (text, "", "", ""), terms=False, words=True) for i, text in enumerate(wholes))
    begun = perf_counter()
    count = sum(1 for _ in analyse_many(tasks, 2))
    wall = perf_counter() - begun
    assert count == len(wholes)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def keep(data: Path) -> None:
    """Make what the cache lacks of the archive's texts."""

    with Archive.open(data) as archive, CacheDatabase.open(data) as cache:
        timed(lambda: {"made": AnalysisCache(cache).complete(archive, 0, lambda done: None)})


def main() -> None:
    """Run the job named."""
    job, *given = sys.argv[1:]
    folders = [Path(given[0]), *(Path(g) for g in given[1:2] if not g.isdigit())]
    numbers = [int(g) for g in given[1:] if g.isdigit()]
    jobs: dict[str, Callable[..., None]] = {
        f.__name__: f for f in (prepare, rebuild, publish, tantivy, fts5, segmentation, keep)
    }
    jobs[job](*folders, *numbers)


if __name__ == "__main__":
    main()
