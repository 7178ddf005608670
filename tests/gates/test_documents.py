"""Gate: documents that the collection's articles cite, asked for in many shapes: the first result cites the document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from archive.model import StoredArticle
from tests.gates.gate_texts import Collection
from vietnamese.entities.document_numbers import find_document_numbers
from vietnamese.entities.document_terms import find_document_spans, find_query_documents
from vietnamese.spelling.normalise import fold

_PARTS = re.compile(r"(?P<number>[0-9]+[A-Za-z]?(?:\s*/\s*[0-9]{4})?)\s*[/\-–]\s*(?P<type>[^\W\d_]+)(?P<rest>.*)")


def _type_first(text: str) -> str:
    """ "QĐ 749/2020-TTg" for "749/2020/QĐ-TTg", as many type it; other numbers as they are."""
    match = _PARTS.fullmatch(text)
    return f"{match['type']} {match['number']}{match['rest']}" if match and match["type"].isupper() else text


SHAPES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.lower(),
    fold,
    lambda text: f"số {text}",
    lambda text: re.sub(r"\s*[/\-–]\s*", " ", text),
    lambda text: re.sub(r"\s*([/\-–])\s*", r"\1", text).replace("-", "–"),
    lambda text: re.sub(r"\s*([/\-–])\s*", r" \1 ", text),
    lambda text: f"văn bản số {text} ngày",
    _type_first,
)


def _texts(stored: StoredArticle) -> str:
    article = stored.article
    return "\n".join((article.title, article.lead, article.body, article.captions))


def test_documents_in_many_shapes(collection: Collection) -> None:
    cited: dict[str, str] = {}
    for batch in collection.searcher.archive.changed_since(0):
        for stored in batch:
            for found in find_document_numbers(_texts(stored)):
                if found.type and found.issuers:
                    cited.setdefault(fold("".join(found.text.split())), " ".join(found.text.split()))
    chosen = sorted(cited.values(), key=lambda text: hashlib.sha256(text.encode()).digest())[:100]
    wrong = []
    for number, text in enumerate(chosen):
        query = SHAPES[number % len(SHAPES)](text)
        asked = find_query_documents(query)
        hits = collection.searcher.search(query, n=1).hits
        article = collection.searcher.archive.get_many([h.article for h in hits])
        held = {
            mark for stored in article.values() for named in find_document_spans(_texts(stored)) for mark in named.terms
        }
        if not asked or asked[0].term not in held:
            wrong.append(query)
    print(f"gate: documents, {len(chosen)} numbers in {len(SHAPES)} shapes, {len(wrong)} not first: {wrong[:5]}")
    assert len(chosen) >= (100 if collection.shared else 5)
    assert len(wrong) <= 0.02 * len(chosen)
