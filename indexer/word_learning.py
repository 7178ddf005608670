"""Learns words of one meaning from the texts of an archive, as they were segmented: seldom, at a bounded share of the machine's time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, time

from archive.abbreviations.learned_words import LearnedWord, LearnedWords
from archive.articles.archive import Archive
from indexer.analysis.cache import AnalysisCache
from indexer.analysis.cache_database import CacheDatabase
from indexer.analysis.learned_pairs import WordSequences, learn_pairs
from indexer.analysis.word_borders import is_common_word, segmented

SHARE = 50
"""How many times as long as it takes the pairs are left alone after they were learned: a few articles more change little."""

_FEWEST = 2_000
"""Articles below which a collection tells too little of words."""

_BATCH = 500


def _text(word: str) -> str:
    return word.replace("_", " ")


def learn_words(
    data: Path, *, anyway: bool = False, check: Callable[[], None] = lambda: None, fewest: int = _FEWEST
) -> int | None:
    """Learn pairs of words and keep them in the archive; return how many. None where it was done too short a while ago, unless ``anyway``.

    ``fewest``: articles below which nothing is learned. ``check`` is called now and then and may raise. Raises the archive's errors.
    """
    with Archive.open(data) as archive, CacheDatabase.open(data) as cache:
        words = LearnedWords(archive.engine)
        at, seconds = words.learned()
        if archive.count() < fewest or (not anyway and time() - at < SHARE * seconds):
            return None
        begun, sequences = monotonic(), WordSequences()
        for batch in archive.changed_since(0, batch=_BATCH, blocks=False):
            check()
            living = [stored for stored in batch if stored.searchable]
            analyses = AnalysisCache(cache).read(living, archive)
            if not all(sequences.add(segmented(*analyses[stored.text_hash])) for stored in living):
                break
        check()
        pairs = learn_pairs(sequences, is_common_word)
        learned = [LearnedWord(_text(pair.word), _text(pair.other), pair.similarity, pair.count) for pair in pairs]
        words.replace_all(learned, at=int(time()), seconds=round(monotonic() - begun) + 1)
        return len(learned)
