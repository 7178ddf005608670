"""An index of tantivy, as every comparison builds and asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_HEAP = 400_000_000
_THREADS = 2


class TantivyIndex:
    """Text fields, labels and numbers; written once, then asked."""

    def __init__(
        self,
        folder: Path,
        texts: Mapping[str, str],
        *,
        tokenizer: str = "whitespace",
        labels: Sequence[str] = (),
        numbers: Sequence[str] = (),
    ) -> None:
        """``texts``: what is indexed of each text field, "position" or "freq". Labels are stored as they are."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        for name, option in texts.items():
            builder.add_text_field(name, tokenizer_name=tokenizer, index_option=option)
        for name in labels:
            builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        for name in numbers:
            builder.add_integer_field(name, fast=True)
        self._lib, self._numbers = tantivy, tuple(numbers)
        self.schema: Any = builder.build()
        self._index: Any = tantivy.Index(self.schema, path=str(folder))
        self.searcher: Any = None

    def write(self, documents: Iterable[Mapping[str, str | int]]) -> None:
        """Write all documents with two threads, wait for merges, and open what was written."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=_THREADS)
        for given in documents:
            document = self._lib.Document(**{n: v for n, v in given.items() if n not in self._numbers})
            for name in self._numbers:
                document.add_integer(name, int(given[name]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self.searcher = self._index.searcher()

    def term(self, field: str, term: str, option: str = "position") -> Any:
        """Documents with a term."""
        return self._lib.Query.term_query(self.schema, field, term, option)

    def phrase(self, field: str, terms: Sequence[str]) -> Any:
        """Documents with terms side by side."""
        return self._lib.Query.phrase_query(self.schema, field, list(terms))

    def prefix(self, field: str, prefix: str) -> Any:
        """Documents with a term that begins so; all score alike."""
        return self._lib.Query.regex_query(self.schema, field, prefix + ".*")

    def unscored(self, query: Any) -> Any:
        """The same documents, adding nothing to their scores."""
        return self._lib.Query.const_score_query(query, 0.0)

    def all_of(self, queries: Sequence[Any], *unwanted: Any) -> Any:
        """Documents that match all, and nothing unwanted."""
        occur = self._lib.Occur
        return self._lib.Query.boolean_query(
            [*((occur.Must, one) for one in queries), *((occur.MustNot, one) for one in unwanted)]
        )

    def any_of(self, queries: Sequence[Any]) -> Any:
        """Documents that match any."""
        return self._lib.Query.boolean_query([(self._lib.Occur.Should, one) for one in queries])

    def parsed(self, text: str, field: str) -> Any:
        """What its own parser makes of a text."""
        return self._index.parse_query(text, [field])

    def total(self, query: Any) -> int:
        """Find the ten best and count all."""
        return int(self.searcher.search(query, 10, True).count)

    def best(self, query: Any, label: str) -> list[str]:
        """A label of the ten best, best first."""
        hits = self.searcher.search(query, 10).hits
        return [str(self.searcher.doc(address)[label][0]) for _, address in hits]
