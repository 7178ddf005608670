"""Our engine and its peers behind one face: build from the same terms, then answer the total and the ten best."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from bench.queries import Query
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.content import Row
from indexer.engines.executor import Executor
from indexer.engines.segment import Segment
from indexer.engines.writing import write_segment
from indexer.kernels.linker import kernel
from indexer.model import Analysis, Terms
from indexer.plan import AllOf, AnyOf, Begins, Node, Run, Scored, Without
from vietnamese.normalise import fold

Docs = Sequence[Sequence[str]]


class Peer(Protocol):
    """One engine under measurement."""

    name: str

    def prepare(self, docs: Docs) -> None:
        """Bring the articles into the form the engine takes; not timed."""

    def build(self, folder: Path) -> None:
        """Index them and open the index; timed."""

    def ready(self, query: Query) -> object:
        """The query in the engine's own form; not timed."""

    def ask(self, query: object) -> int:
        """Find the ten best and return the exact total; timed."""


class Ours:
    """The array engine: term numbers of kept analyses -> segment."""

    name = "Tìm Tin"

    def prepare(self, docs: Docs) -> None:
        """Make the analyses an index run reads from the cache."""
        self.rows = []
        for i, doc in enumerate(docs):
            terms = sorted(set(doc))
            number = {t: n for n, t in enumerate(terms)}
            body = np.array([number[t] for t in doc], np.int32)
            self.rows.append(Row(i, {}, {}, Analysis(Terms.of(terms), {"body": body})))

    def build(self, folder: Path) -> None:
        """Write one segment (accented and folded streams both) and map it."""
        write_segment(folder / "all.seg", self.rows, fold)
        del self.rows
        run = kernel()
        assert run is not None, "the kernels need numba and llvmlite"
        self.executor = Executor(ColumnarEngine([Segment(folder / "all.seg")]), run)

    def ready(self, query: Query) -> Node:
        """A tree of nodes; its terms are looked up when it is asked."""
        if query.kind in ("phrase", "term"):
            return Scored("body", (Run("body", query.terms),))
        if query.kind == "prefix":
            return Scored("body", (Begins("body", query.terms[0]),))
        words = tuple(Scored("body", (Run("body", (term,)),)) for term in query.terms)
        if query.kind == "not":
            return Without(words[0], words[1])
        return AnyOf(words) if query.kind == "or" else AllOf(words)

    def ask(self, query: Node) -> int:
        """Run it."""
        return self.executor.top(query).total


class Tantivy:
    """tantivy with its whitespace tokenizer, frequencies and positions."""

    name = "tantivy"

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [" ".join(doc) for doc in docs]

    def build(self, folder: Path) -> None:
        """Index with two threads."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="position")
        self.lib, self.schema = tantivy, builder.build()
        index = tantivy.Index(self.schema, path=str(folder))
        writer = index.writer(heap_size=400_000_000, num_threads=2)
        for text in self.texts:
            writer.add_document(tantivy.Document(body=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        del self.texts
        self.searcher = index.searcher()

    def ready(self, query: Query) -> object:
        """A query object of tantivy."""
        q, schema = self.lib.Query, self.schema
        if query.kind == "phrase":
            return q.phrase_query(schema, "body", list(query.terms))
        if query.kind == "prefix":
            return q.regex_query(schema, "body", query.terms[0] + ".*")
        occur = self.lib.Occur
        how = {"or": [occur.Should] * 6, "not": [occur.Must, occur.MustNot]}.get(query.kind, [occur.Must] * 6)
        leaves = [q.term_query(schema, "body", t, "position") for t in query.terms]
        # "freq" would do for words; positions are skipped over either way.
        return leaves[0] if len(leaves) == 1 else q.boolean_query(list(zip(how, leaves, strict=False)))

    def ask(self, query: object) -> int:
        """Run it."""
        return self.searcher.search(query, 10, True).count


class Fts5:
    """SQLite's full-text search, without a copy of the text."""

    name = "FTS5"

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [(i, " ".join(doc)) for i, doc in enumerate(docs, 1)]

    def build(self, folder: Path) -> None:
        """One transaction, then one merged tree."""
        self.db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')")
        self.db.execute("BEGIN")
        self.db.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", self.texts)
        self.db.execute("COMMIT")
        self.db.execute("INSERT INTO t(t) VALUES ('optimize')")
        del self.texts

    def ready(self, query: Query) -> str:
        """A MATCH expression."""
        if query.kind == "phrase":
            return f'"{" ".join(query.terms)}"'
        if query.kind == "prefix":
            return f'"{query.terms[0]}"*'
        joint = {"or": " OR ", "not": " NOT "}.get(query.kind, " AND ")
        return joint.join(f'"{t}"' for t in query.terms)

    def ask(self, query: str) -> int:
        """Two statements: it has no total beside the ten best."""
        self.db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (query,)).fetchall()
        return int(self.db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (query,)).fetchone()[0])


class StockWhoosh:
    """whoosh3 as it comes."""

    name = "stock Whoosh"

    def prepare(self, docs: Docs) -> None:
        """Join the terms: it takes text."""
        self.texts = [" ".join(doc) for doc in docs]

    def build(self, folder: Path) -> None:
        """One writer, one segment."""
        from whoosh import fields, index
        from whoosh.analysis import RegexTokenizer

        schema = fields.Schema(body=fields.TEXT(analyzer=RegexTokenizer(r"\S+"), phrase=True))
        made = index.create_in(str(folder), schema)
        writer = made.writer(limitmb=512)
        for text in self.texts:
            writer.add_document(body=text)
        writer.commit()
        del self.texts
        self.searcher = made.searcher()

    def ready(self, query: Query) -> object:
        """A query tree of Whoosh."""
        from whoosh import query as q

        leaves = [q.Term("body", t) for t in query.terms]
        if query.kind == "phrase":
            return q.Phrase("body", list(query.terms))
        if query.kind == "prefix":
            return q.Prefix("body", query.terms[0])
        if query.kind == "not":
            return q.And([leaves[0], q.Not(leaves[1])])
        return leaves[0] if len(leaves) == 1 else (q.Or if query.kind == "or" else q.And)(leaves)

    def ask(self, query: object) -> int:
        """Run it."""
        return len(self.searcher.search(query, limit=10))
