"""Catalogues written are read back, whatever the texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.po_file import Entry, read_po, write_po

_TEXTS = st.text(min_size=1)
_ENTRIES = st.one_of(st.builds(Entry, _TEXTS), st.builds(Entry, _TEXTS, _TEXTS, st.just(True)))


@given(st.dictionaries(_TEXTS, _ENTRIES))
def test_written_is_read_back(entries: dict[str, Entry]) -> None:
    assert read_po(write_po(entries)) == entries


@pytest.mark.parametrize(("n", "form"), [(0, "many"), (1, "one"), (2, "many"), (1.5, "many"), (None, "one")])
def test_the_form_of_a_number(n: float | None, form: str) -> None:
    assert Entry("one", "many", True).form(n) == form
    assert Entry("one").form(n) == "one"


def test_what_is_no_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="<<<"):
        read_po('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n')
