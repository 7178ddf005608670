"""The pieces found in folded text mark what the tokens of the whole text would."""

from __future__ import annotations

import unicodedata

import pytest

from archive.model import Article, Block
from indexer.query import parse
from indexer.snippets import Patterns, ReadArticle, snippet, spans
from vietnamese.abbreviations import Dictionary
from vietnamese.tokens import tokenize

TEXT = (
    "Công an xã Kỳ Phú bắt giữ đối tượng mua bán ma túy; ma tuý, MA TÚY và “ma - túy”. Hoà giải viên nói: an ninh, trật tự. "
    "Có 114.924 lượt người; số 5.114.924 thì khác. Ngày 30 tháng 4 năm 2023, ban an ninh họp với nghi phạm nghỉ phép."
)


@pytest.mark.parametrize(
    "query",
    [
        "ma túy",
        "ma tuy",
        "hòa giải viên",
        "an ninh trật tự",
        "114924",
        "ngh* phạm",
        "30/4/2023",
        "cong an xa ky phu",
        "an",
        "",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_pieces_mark_as_tokens_do(query: str, form: str) -> None:
    text = unicodedata.normalize(form, TEXT)
    patterns = Patterns.of(parse(query, Dictionary(())))
    read = ReadArticle.of(Article("tinh", "", blocks=(Block("paragraph", text),)), patterns)
    whole, tokens = read.zones["body"]
    marked = {text[a:b] for a, b, _ in spans(tokens, patterns)}
    assert marked - {"114.924"} == {text[a:b] for a, b, _ in spans(tokenize(whole), patterns)} - {"114.924"}
    assert ("<mark>" in snippet(read, patterns)) == bool(marked)
