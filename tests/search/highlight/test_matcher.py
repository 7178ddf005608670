"""The runs found in the characters of a text mark what the tokens of the whole text would."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Article, Block
from search.highlight.matcher import FormMatcher, FormPatterns, Match
from search.highlight.snippets import MatchedArticle, snippet, spans
from search.query.parser import parse
from search.query.tree import Form
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.tokens import Token, tokenize

TEXT = (
    "Công an xã Kỳ Phú bắt giữ đối tượng mua bán ma túy; ma tuý, MA TÚY và “ma - túy”. Hoà giải viên nói: an ninh, trật tự. "
    "Có 114.924 lượt người; số 5.114.924 thì khác. Ngày 30 tháng 4 năm 2023, ban an ninh họp với nghi phạm nghỉ phép."
)


def by_tokens(text: str, patterns: FormPatterns) -> list[Match]:
    """Every match, found by cutting the whole text into tokens: what the finder must find, for words."""
    tokens = tokenize(text)
    found: list[Match] = []
    for at, token in enumerate(tokens):
        for number, form in enumerate(patterns.sequences):
            part = tokens[at : at + len(form)]
            if (
                len(part) == len(form)
                and part[0].sentence == part[-1].sentence
                and stands(part, form, form in patterns.exact)
            ):
                found.append((token.start, part[-1].end, number))
        for number, term in enumerate(patterns.prefixes):
            if (token.text if term.accented else token.folded).startswith(term.text):
                found.append((token.start, token.end, -1 - number))
    return found


def stands(part: list[Token], form: Form, exact: bool) -> bool:
    accented = exact or any(t.accented for t in form)
    return all(a.text == b.text if accented else a.folded == b.folded for a, b in zip(part, form, strict=True))


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
    patterns = FormPatterns.of(parse(query, Dictionary(())))
    (read,) = MatchedArticle.all([Article("tinh", "", blocks=(Block("paragraph", text),))], FormMatcher(patterns))
    whole, matches = read.zones["body"]
    marked = {text[a:b] for a, b, _ in spans(matches)}
    assert marked - {"114.924"} == {text[a:b] for a, b, _ in spans(by_tokens(whole, patterns))} - {"114.924"}
    assert ("<mark>" in snippet(read)) == bool(marked)


_WORDS = ["ma", "Mà", "túy", "TUÝ", "tuy", "an", "ninh", "hòa", "hoà", "Đà", "đa", "nghỉ", "kỹ"]
_GAPS = [" ", " ", " ", ", ", ". ", " - ", "\n", "\u00a0", "\u200b", "; ", "…"]


@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=30), st.booleans(), st.data())
def test_any_words_in_any_texts_are_found_as_tokens_find_them(
    pieces: list[tuple[str, str]], composed: bool, data: st.DataObject
) -> None:
    text = unicodedata.normalize("NFC" if composed else "NFD", "".join(word + gap for word, gap in pieces))
    query = " ".join(data.draw(st.lists(st.sampled_from([*_WORDS, '"ma túy"', "ng*", '"an ninh"']), max_size=4)))
    patterns = FormPatterns.of(parse(query, Dictionary(())))
    texts = [text, "", text[::-1], text]
    found = FormMatcher(patterns).find(texts)
    assert [sorted(own) for own in found] == [sorted(by_tokens(own, patterns)) for own in texts]
