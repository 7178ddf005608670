"""The shipped pairs of words of one meaning."""

from __future__ import annotations

from collections import Counter

from vietnamese.related_words.pairs import shipped, terms_of


def test_there_are_enough_pairs_of_known_kinds_and_none_twice() -> None:
    pairs = shipped().pairs
    assert len(pairs) >= 400
    assert all(p.word != p.other and p.kind and p.source for p in pairs)
    assert max(Counter(frozenset((p.word, p.other)) for p in pairs).values()) == 1


def test_a_pair_goes_both_ways_and_without_accents() -> None:
    words = shipped()
    for pair in words.pairs:
        assert pair.other in words.others_of(terms_of(pair.word))
        assert pair.word in words.others_of(terms_of(pair.other))
    assert "xe máy" in words.others_of(("mo", "to"))
    assert words.others_of(("chet",)) == ()
