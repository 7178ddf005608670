"""The engine's errors: a code and data, told in words of its own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from columnar.errors import SENTENCES, ColumnarError, IndexDamaged, IndexMissing
from columnar.generations.names import current_folder


def test_an_error_carries_its_code_and_data(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing) as raised:
        current_folder(tmp_path)
    error = raised.value
    assert (error.code, error.data) == ("columnar.nothing_published", {"folder": str(tmp_path)})
    assert str(error) == f"nothing is published in {tmp_path} yet: write an index first"


def test_an_error_arrives_as_it_was_sent() -> None:
    error = IndexDamaged("columnar.part_missing", folder="1", part=KeyError("x"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    assert type(again) is IndexDamaged and vars(again) == vars(error)
    assert str(again) == "1 lacks 'x': write the index afresh"


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_without_its_data_is_still_told(code: str) -> None:
    assert str(ColumnarError(code)).startswith((code, SENTENCES[code]))
