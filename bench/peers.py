"""Our engine and its peers behind one face: build from the same terms, then answer the total and the ten best."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.queries import Query
from bench.texts import about
from indexer.build import day_number
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.content import Row
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.engines.segment import Segment
from indexer.engines.writing import write_segment
from indexer.kernels.linker import kernel
from indexer.model import Analysis, Terms
from indexer.plan import AllOf, AnyOf, Begins, Clause, Labelled, Node, Part, Plan, Run, Scored, Without
from vietnamese.normalise import fold

Docs = Sequence[Sequence[str]]

Ask = Callable[[], int]
"""Finds the ten best (and counts, where that is asked for) and returns the exact total; timed."""


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
    """The array engine: term numbers of kept analyses -> segment."""

    name = "Tìm Tin"
    queries, repeats = 1000, 5

    def prepare(self, docs: Docs) -> None:
        """Make the analyses an index run reads from the cache."""
        self.rows = []
        for i, doc in enumerate(docs):
            terms = sorted(set(doc))
            number = {t: n for n, t in enumerate(terms)}
            body = np.array([number[t] for t in doc], np.int32)
            known = about(i)
            labels = {"source": known.source, "section": known.section}
            days = {"published_day": day_number(known.day)}
            self.rows.append(Row(i, labels, days, Analysis(Terms.of(terms), {"body": body})))

    def build(self, folder: Path) -> None:
        """Write one segment (accented and folded streams both) and map it."""
        write_segment(folder / "all.seg", self.rows, fold)
        del self.rows
        run = kernel()
        assert run is not None, "the kernels need numba and llvmlite"
        self.executor = Executor(ColumnarEngine([Segment(folder / "all.seg")]), run)

    def forget(self) -> None:
        """Make the next query the first of its kind: nothing is kept of those before."""
        self.executor.forget()

    def ready(self, query: Query) -> Ask:
        """A tree of nodes; its terms are looked up when it is asked."""
        words = tuple(Scored("body", (Run("body", (term,)),)) for term in query.terms)
        if query.kind == "facets":
            clauses = tuple(Clause((Part(word),)) for word in words)
            plan = Plan(clauses, restrictions=(Labelled("section", query.section),))
            return lambda: self.executor.find(plan, Wanted()).total
        node = self._node(query, words)
        return lambda: self.executor.top(node).total

    def _node(self, query: Query, words: tuple[Scored, ...]) -> Node:
        if query.kind in ("phrase", "term"):
            return Scored("body", (Run("body", query.terms),))
        if query.kind == "prefix":
            return Scored("body", (Begins("body", query.terms[0]),))
        if query.kind == "expanded":
            return Scored("body", (Run("body", query.terms[:1]), Run("body", query.terms[1:])))
        if query.kind == "not":
            return Without(words[0], words[1])
        return AnyOf(words) if query.kind == "or" else AllOf(words)


class Tantivy:
    """tantivy with its whitespace tokenizer, frequencies and positions."""

    name = "tantivy"
    queries, repeats = 1000, 5

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [" ".join(doc) for doc in docs]

    def build(self, folder: Path) -> None:
        """Index with two threads."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="position")
        for name in ("source", "section"):
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("year", "month"):
            builder.add_integer_field(name, fast=True)
        self.lib, self.schema = tantivy, builder.build()
        index = tantivy.Index(self.schema, path=str(folder))
        writer = index.writer(heap_size=400_000_000, num_threads=2)
        for i, text in enumerate(self.texts):
            own = about(i)
            document = tantivy.Document(body=text, source=own.source, section=own.section)
            document.add_integer("year", own.day.year)
            document.add_integer("month", own.month)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        del self.texts
        self.searcher = index.searcher()

    def ready(self, query: Query) -> Ask:
        """A query object of tantivy."""
        made = self._query(query)
        search: Any = self.searcher.search
        if query.kind != "facets":
            return lambda: int(search(made, 10, True).count)
        groups = {n: {"terms": {"field": n, "size": 200}} for n in ("source", "section", "year", "month")}

        def faceted() -> int:
            found = search(made, 10, True)
            self.searcher.aggregate(made, groups)
            return int(found.count)

        return faceted

    def _query(self, query: Query) -> Any:
        q, schema, occur = self.lib.Query, self.schema, self.lib.Occur
        if query.kind == "phrase":
            return q.phrase_query(schema, "body", list(query.terms))
        if query.kind == "prefix":
            return q.regex_query(schema, "body", query.terms[0] + ".*")
        leaves = [q.term_query(schema, "body", t, "position") for t in query.terms]
        # "freq" would do for words; positions are skipped over either way.
        if query.kind == "expanded":
            long = q.phrase_query(schema, "body", list(query.terms[1:]))
            return q.boolean_query([(occur.Should, leaves[0]), (occur.Should, long)])
        if query.kind == "facets":
            only = q.const_score_query(q.term_query(schema, "section", query.section, "basic"), 0.0)
            return q.boolean_query([(occur.Must, leaf) for leaf in (*leaves, only)])
        how = {"or": [occur.Should] * 6, "not": [occur.Must, occur.MustNot]}.get(query.kind, [occur.Must] * 6)
        return leaves[0] if len(leaves) == 1 else q.boolean_query(list(zip(how, leaves, strict=False)))


class Fts5:
    """SQLite's full-text search, without a copy of the text."""

    name = "FTS5"
    queries, repeats = 20, 2

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [(i, " ".join(doc)) for i, doc in enumerate(docs, 1)]

    def build(self, folder: Path) -> None:
        """One transaction, then one merged tree."""
        self.db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')")
        self.db.execute("CREATE TABLE about(id INTEGER PRIMARY KEY, source, section, year, month)")
        self.db.execute("BEGIN")
        self.db.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", self.texts)
        own = ((i + 1, about(i)) for i in range(len(self.texts)))
        rows = ((i, a.source, a.section, a.day.year, a.month) for i, a in own)
        self.db.executemany("INSERT INTO about VALUES (?, ?, ?, ?, ?)", rows)
        self.db.execute("COMMIT")
        self.db.execute("INSERT INTO t(t) VALUES ('optimize')")
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


class StockWhoosh:
    """whoosh3 as it comes."""

    name = "stock Whoosh"
    queries, repeats = 5, 1

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [" ".join(doc) for doc in docs]

    def build(self, folder: Path) -> None:
        """One writer, one segment."""
        from whoosh import fields, index
        from whoosh.analysis.tokenizers import RegexTokenizer

        labels = {name: fields.ID(sortable=True) for name in ("source", "section", "year", "month")}
        schema = fields.Schema(body=fields.TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True), **labels)
        made = index.create_in(str(folder), schema)
        writer = made.writer(limitmb=512)
        for i, text in enumerate(self.texts):
            own = about(i)
            year, month = str(own.day.year), str(own.month)
            writer.add_document(body=text, source=own.source, section=own.section, year=year, month=month)
        writer.commit()
        del self.texts
        self.searcher = made.searcher()

    def ready(self, query: Query) -> Ask:
        """A query tree of Whoosh."""
        made: Any = self._query(query)
        if query.kind != "facets":
            return lambda: len(self.searcher.search(made, limit=10))

        def faceted() -> int:
            found: Any = self.searcher.search(made, limit=10, groupedby=["source", "section", "year", "month"])
            for name in ("source", "section", "year", "month"):
                found.groups(name)
            return len(found)

        return faceted

    @staticmethod
    def _query(query: Query) -> Any:
        from whoosh.query.compound import And, Or
        from whoosh.query.positional import Phrase
        from whoosh.query.terms import Prefix, Term
        from whoosh.query.wrappers import Not

        leaves: list[Any] = [Term("body", t) for t in query.terms]
        if query.kind == "phrase":
            return Phrase("body", list(query.terms))
        if query.kind == "prefix":
            return Prefix("body", query.terms[0])
        if query.kind == "expanded":
            return Or([leaves[0], Phrase("body", list(query.terms[1:]))])
        if query.kind == "facets":
            return And([*leaves, Term("section", query.section)])
        if query.kind == "not":
            return And([leaves[0], Not(leaves[1])])
        return leaves[0] if len(leaves) == 1 else (Or if query.kind == "or" else And)(leaves)
