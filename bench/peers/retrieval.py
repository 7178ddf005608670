"""Our engine and its peers behind one face: build from the same terms, then answer the total and the ten best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from bench.peers.fts5_index import Fts5Index
from bench.peers.tantivy_index import TantivyIndex
from bench.speed.queries import Query
from bench.speed.texts import about
from columnar import (
    Begins,
    Clause,
    Document,
    Field,
    IndexReader,
    LabelIn,
    NumberedText,
    PageRequest,
    Part,
    Plan,
    Run,
    Schema,
    Scored,
)
from columnar.execution.compiled_executor import CompiledExecutor
from columnar.kernels.compilation.linker import kernel
from columnar.segment.reader import Segment
from columnar.segment.writer import write_segment
from indexer.documents import day_number
from vietnamese.spelling.normalise import fold

Docs = Sequence[Sequence[str]]

Ask = Callable[[], int]
"""Finds the ten best (and counts, where that is asked for) and returns the exact total; timed."""

SCHEMA = Schema(
    (Field("body", "body", "accented"), Field("body_folded", "body", "folded")),
    derived={"folded": "accented"},
    labels=("source", "section"),
    days=("published",),
    sort_column="published",
)


class Peer(Protocol):
    """One engine under measurement. ``queries`` of each class are asked at most, ``repeats`` times: slow ones less."""

    name: str
    queries: int
    repeats: int

    def prepare(self, docs: Docs) -> None:
        """Bring the articles into the form the engine takes; not timed."""

    def build(self, folder: Path) -> None:
        """Index them and open the index; timed."""

    def ready(self, query: Query) -> Ask:
        """The query in the engine's own form; not timed."""


class Ours:
    """The columnar engine: numbered texts -> segment; asked by ``find(plan)``, the path of every reader."""

    name = "Tìm Tin"
    queries, repeats = 1000, 5

    def prepare(self, docs: Docs) -> None:
        """Make the analyses an index run reads from the cache, and the kernels, which are made once a machine."""
        assert kernel() is not None, "the kernels need numba and llvmlite"
        self.documents = []
        for i, doc in enumerate(docs):
            known = about(i)
            labels = {"source": known.source, "section": known.section}
            texts = {"accented": NumberedText.of({"body": doc})}
            self.documents.append(Document(i, labels, {"published": day_number(known.day)}, texts))

    def build(self, folder: Path) -> None:
        """Write one segment (accented and folded streams both) and map it."""
        write_segment(folder / "all.seg", self.documents, SCHEMA, {"folded": fold})
        del self.documents
        run = kernel()
        assert run is not None
        self.executor = CompiledExecutor(IndexReader([Segment(folder / "all.seg")]), run)

    def ready(self, query: Query) -> Ask:
        """A plan as the site's planner makes it: what is typed together are clauses, what is not wanted is excluded."""
        plan, wanted = self._plan(query), PageRequest(facets=query.kind == "facets")
        return lambda: self.executor.find(plan, wanted).total

    @staticmethod
    def _plan(query: Query) -> Plan:
        words = tuple(Scored.of("body", term) for term in query.terms)
        if query.kind == "phrase":
            return Plan.of(Scored.of("body", *query.terms))
        if query.kind == "prefix":
            return Plan.of(Scored("body", (Begins("body", query.terms[0]),)))
        if query.kind == "expanded":
            return Plan.of(Scored("body", (Run("body", query.terms[:1]), Run("body", query.terms[1:]))))
        if query.kind == "not":
            return Plan((Clause((Part(words[0]),)),), excluded=words[1:])
        if query.kind == "or":
            return Plan((Clause(tuple(map(Part, words))),))
        only = (LabelIn("section", (query.section,)),) if query.kind == "facets" else ()
        return Plan.of(*words, restrictions=only)


class Tantivy:
    """tantivy with its whitespace tokenizer, frequencies and positions."""

    name = "tantivy"
    queries, repeats = 1000, 5

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.documents: list[dict[str, str | int]] = []
        for i, doc in enumerate(docs):
            own = about(i)
            labels = {"source": own.source, "section": own.section}
            self.documents.append({"body": " ".join(doc), **labels, "year": own.day.year, "month": own.month})

    def build(self, folder: Path) -> None:
        """Index with two threads."""
        self.index = TantivyIndex(folder, {"body": "position"}, labels=("source", "section"), numbers=("year", "month"))
        self.index.write(self.documents)
        del self.documents

    def ready(self, query: Query) -> Ask:
        """A query object of tantivy."""
        made, index = self._query(query), self.index
        if query.kind != "facets":
            return lambda: index.total(made)
        groups = {n: {"terms": {"field": n, "size": 200}} for n in ("source", "section", "year", "month")}

        def faceted() -> int:
            total = index.total(made)
            index.searcher.aggregate(made, groups)
            return total

        return faceted

    def _query(self, query: Query) -> Any:
        index = self.index
        if query.kind == "phrase":
            return index.phrase("body", query.terms)
        if query.kind == "prefix":
            return index.prefix("body", query.terms[0])
        # "freq" would do for words; positions are skipped over either way.
        leaves = [index.term("body", t) for t in query.terms]
        if query.kind == "expanded":
            return index.any_of([leaves[0], index.phrase("body", query.terms[1:])])
        if query.kind == "facets":
            return index.all_of([*leaves, index.unscored(index.term("section", query.section, "basic"))])
        if query.kind == "not":
            return index.all_of(leaves[:1], *leaves[1:])
        if len(leaves) == 1:
            return leaves[0]
        return index.any_of(leaves) if query.kind == "or" else index.all_of(leaves)


class Fts5:
    """SQLite's full-text search, without a copy of the text."""

    name = "FTS5"
    queries, repeats = 20, 2

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [(" ".join(doc),) for doc in docs]

    def build(self, folder: Path) -> None:
        """The texts, and beside them what they lack."""
        index = Fts5Index(folder, ("body",), "unicode61 remove_diacritics 0")
        self.db = index.db
        self.db.execute("CREATE TABLE about(id INTEGER PRIMARY KEY, source, section, year, month)")
        own = ((i, about(i)) for i in range(len(self.texts)))
        rows = ((i, a.source, a.section, a.day.year, a.month) for i, a in own)
        self.db.execute("BEGIN")
        self.db.executemany("INSERT INTO about VALUES (?, ?, ?, ?, ?)", rows)
        self.db.execute("COMMIT")
        index.write(self.texts)
        del self.texts

    def ready(self, query: Query) -> Ask:
        """A MATCH expression; a total beside the ten best is a statement of its own."""
        made = self._match(query)
        which, given = "t WHERE t MATCH ?", [made]
        if query.kind == "facets":
            which, given = "t JOIN about ON about.id = t.rowid WHERE t MATCH ? AND section = ?", [made, query.section]

        def asked() -> int:
            self.db.execute(f"SELECT t.rowid FROM {which} ORDER BY rank LIMIT 10", given).fetchall()
            for name in ("source", "section", "year", "month") if query.kind == "facets" else ():
                self.db.execute(f"SELECT {name}, count(*) FROM {which} GROUP BY {name}", given).fetchall()
            return int(self.db.execute(f"SELECT count(*) FROM {which}", given).fetchone()[0])

        return asked

    @staticmethod
    def _match(query: Query) -> str:
        if query.kind == "phrase":
            return f'"{" ".join(query.terms)}"'
        if query.kind == "prefix":
            return f'"{query.terms[0]}"*'
        if query.kind == "expanded":
            return f'"{query.terms[0]}" OR "{" ".join(query.terms[1:])}"'
        joint = {"or": " OR ", "not": " NOT "}.get(query.kind, " AND ")
        return joint.join(f'"{t}"' for t in query.terms)
