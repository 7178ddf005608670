"""What a search reads besides the archive: one opened index, and what admins had decided when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archive.abbreviations.decisions import Decision, Decisions
from archive.abbreviations.learned_words import LearnedWord, LearnedWords
from archive.articles.archive import Archive
from archive.articles.tombstones import unpurged_articles
from archive.moderation import Moderation
from database.damage import read_or
from indexer.dictionary import effective_dictionary
from search.backend import Backend, BackendSource
from search.filters.stated import stating_of
from search.query.related import effective_related
from search.ranking.ranker import Ranker
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.masking import Masker


@lru_cache(maxsize=1)
def _dictionary(definitions: tuple[tuple[str, str, int], ...], decisions: tuple[Decision, ...]) -> Dictionary:
    """Most articles define nothing, so most generations have the dictionary of the one before: a tenth of a second saved."""
    return effective_dictionary(definitions, decisions=decisions)


def _last_decision(decisions: Decisions) -> int:
    return read_or(-1, decisions.last_change, "decisions on abbreviations")


@dataclass(frozen=True, slots=True)
class SearchSnapshot:
    """All of it never changes, so that searches in several threads go on while a newer one takes its place.

    ``hidden`` and ``decided``: the last decisions it knows.
    """

    ranker: Ranker
    dictionary: Dictionary
    masker: Masker
    hidden: int = 0
    decided: int = 0

    @property
    def backend(self) -> Backend:
        """The opened index."""
        return self.ranker.backend

    @classmethod
    def newest(cls, archive: Archive, source: BackendSource) -> SearchSnapshot:
        """Open the newest index with what is hidden now. Raises IndexMissing, IndexDamaged."""
        hiding, decisions = Moderation(archive.engine), Decisions(archive.engine)
        # Asked first: a decision made while we read is seen at the next look.
        # Hidden names are never gone without; decisions on abbreviations may be, when their page is damaged.
        hidden, decided = hiding.last_change(), _last_decision(decisions)
        erased = {article for article, _ in unpurged_articles(archive.engine)}
        backend = source.open(hiding.hidden_articles() | erased)
        none: list[Decision] = []
        what = "decisions on abbreviations and words"
        dictionary = _dictionary(tuple(backend.definitions()), tuple(read_or(none, decisions.all, what)))
        about_words = tuple(read_or(none, Decisions(archive.engine, "related").all, what))
        no_words: list[LearnedWord] = []
        learned = read_or(no_words, LearnedWords(archive.engine).all, "words learned from the archive")
        related = effective_related(tuple(learned), about_words)
        ranker = Ranker(backend, related=related, stating=stating_of(archive.engine, backend))
        return cls(ranker, dictionary, Masker(hiding.hidden_names()), hidden, decided)

    def is_newest(self, archive: Archive, source: BackendSource) -> bool:
        """Tell whether nothing was published, hidden or decided since."""
        engine = archive.engine
        return (
            source.published() == self.backend.version.name
            and _last_decision(Decisions(engine)) == self.decided
            and Moderation(engine).last_change() == self.hidden
        )
