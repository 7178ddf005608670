"""Accents: what is typed with them finds and ranks them first, đ included; what is typed without finds all; marks hold what is published."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.highlight.matcher import FormMatcher, FormPatterns
from search.highlight.snippets import MatchedArticle, snippet
from search.query.parser import parse
from search.searcher import Searcher
from tests.support.every_syllable import every_syllable
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold, iy_variants, normalise

NONE = Dictionary(())


def groups(number: int) -> dict[str, list[str]]:
    """Syllables that differ by accents only, by what they are without; evenly drawn from all of the language."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in every_syllable():
        found[fold(word)].append(word)
    wide = sorted(plain for plain, words in found.items() if len(words) > 3 and len(plain) > 1)
    chosen = [*wide[:: max(len(wide) // number, 1)], "da", "dong", "dang", "duong"]
    return {plain: found[plain] for plain in chosen}


WORDS = groups(40)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """One article for each syllable."""
    data = tmp_path_factory.mktemp("accents")
    with Archive.open(data) as archive:
        archive.put_many(
            [
                Article("kho", f"Mục {word} ở chợ", external_id=word, blocks=(Block("paragraph", "Hết."),))
                for words in WORDS.values()
                for word in words
            ]
        )
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def hits(searcher: Searcher, text: str) -> list[str]:
    """Complete hits of a query, best first."""
    return [h.id for h in searcher.search(text, n=100).hits if h.complete]


def test_there_are_words_with_d() -> None:
    assert any("đ" in word for words in WORDS.values() for word in words)
    assert sum(map(len, WORDS.values())) > 300


@pytest.mark.parametrize("plain", WORDS)
def test_exact_accents_come_first_and_folded_ones_find_all(searcher: Searcher, plain: str) -> None:
    words = WORDS[plain]
    assert set(hits(searcher, f"+{plain}")) == set(words)
    for word in words:
        if word == plain:
            # Beside a word with accents, one without means itself.
            found = hits(searcher, f"+{word} ở chợ")
            assert set(found) == {word}
        else:
            found = hits(searcher, f"+{word}")
            assert found[0] == word
            assert set(found) <= {word, *iy_variants(word)}


DECORATED = st.sampled_from(["", "\u00ad", "\u200b", "\u2060", "\ufeff"])


@given(
    st.sampled_from(["đường", "Đà", "tuý", "quốc", "nghiêng", "hoà", "ủy"]),
    st.booleans(),
    st.booleans(),
    DECORATED,
    st.integers(1, 4),
)
@settings(max_examples=200)
def test_marks_hold_exactly_what_is_published(word: str, apart: bool, like: bool, odd: str, at: int) -> None:
    written = unicodedata.normalize("NFD", word) if apart else word
    if like:
        written = written.replace("đ", "ð").replace("Đ", "Ð")
    written = written[:1] + odd + written[1:] if at == 1 and not apart else written
    text = f"Trước kia {written} & <b> sau này"
    patterns = FormPatterns.of(parse(normalise(word), NONE))
    article = Article("kho", "Tin", lead=text)
    (read,) = MatchedArticle.all([article], FormMatcher(patterns))
    marked = [unescape(m) for m in re.findall(r"<mark>(.*?)</mark>", snippet(read))]
    assert marked == [written]
