"""What a schema refuses, and that it is read back as it was written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from columnar import Document, Field, NumberedText, Schema
from columnar.segment.documents import gather_documents
from tests.support.english_index import PLAIN, SCHEMA

BODY = Field("body", "body")


@pytest.mark.parametrize("schema", [SCHEMA, PLAIN, Schema((Field("tags", "tags", positions=False),))])
def test_it_is_read_back_as_it_was_written(schema: Schema) -> None:
    assert Schema.from_json(json.loads(json.dumps(schema.as_json()))) == schema


def test_what_follows_from_its_fields() -> None:
    assert SCHEMA.streams == ("title", "body", "tags", "names")
    assert SCHEMA.running == ("title", "body")
    assert [f.name for f in SCHEMA.bags] == ["tags", "names"]
    assert SCHEMA.vocabularies == ("words", "tags", "stems")
    assert SCHEMA.base("stems") == SCHEMA.base_of["body"] == SCHEMA.base("words") == "words"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"fields": ()}, "different names"),
        ({"fields": (BODY, BODY)}, "different names"),
        ({"fields": (BODY,), "labels": ("body",)}, "different names"),
        ({"fields": (BODY,), "days": ("key",)}, "none of them key"),
        ({"fields": (BODY,), "sort_column": "day"}, "none of the day columns"),
        ({"fields": (BODY, Field("other", "body", "others"))}, "share one vocabulary"),
        ({"fields": (BODY, Field("bag", "body", positions=False))}, "keep positions alike"),
        ({"fields": (Field("a", "s", positions=False), Field("b", "s", positions=False))}, "only one field"),
        ({"fields": (BODY,), "derived": {"a": "terms", "b": "a"}}, "not derived itself"),
        ({"fields": (BODY,), "derived": {"a": "nothing"}}, "no field is of a vocabulary"),
        ({"fields": (Field("body", "body", "stems"),), "derived": {"stems": "terms"}}, "needs a field"),
        ({"fields": (BODY,), "bigrams": ("title",)}, "bigrams are counted"),
        ({"fields": (Field("a", "a", "x"), Field("b", "b", "y")), "bigrams": ("a", "b")}, "bigrams are counted"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Schema(**given)


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (Document(7, labels={"colour": "red"}), "document 7 has colour, which the schema lacks"),
        (Document(7, days={"born": 3}), "born"),
        (Document(7, texts={"word": NumberedText.of({"body": ["cat"]})}), "word"),
        (Document(7, terms={"tag": ["cat"]}), "tag"),
        (Document(7, payload=("two\nlines",)), "newline"),
    ],
)
def test_a_document_with_what_the_schema_lacks_is_refused(document: Document, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        gather_documents([document], SCHEMA)


@pytest.mark.parametrize("term", ["", "two\nlines"])
def test_a_term_that_cannot_be_kept_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="a term is empty, or holds a newline"):
        NumberedText.of({"body": ["cat", term]})
