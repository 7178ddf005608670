"""What a search reads besides the archive: one generation of the index, and what admins had decided when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.decisions import Decision, Decisions
from archive.hiding import Hiding
from archive.store import Archive
from indexer.generations import current, open_current
from indexer.learned_words import dictionary_of
from indexer.model import Engine
from indexer.ranking import Ranker
from vietnamese.abbreviations import Dictionary
from vietnamese.masking import Masker


@lru_cache(maxsize=1)
def _dictionary(definitions: tuple[tuple[str, str, int], ...], decisions: tuple[Decision, ...]) -> Dictionary:
    """Most articles define nothing, so most generations have the dictionary of the one before: a tenth of a second saved."""
    return dictionary_of(definitions, decisions=decisions)


@dataclass(frozen=True, slots=True)
class Opened:
    """All of it never changes, so that searches in several threads go on while a newer one takes its place.

    ``change``: the last change of the archive in the index; ``stamp`` and ``decided``: the last decisions it knows.
    """

    engine: Engine
    ranker: Ranker
    dictionary: Dictionary
    masker: Masker
    generation: str = ""
    change: int = 0
    stamp: int = 0
    decided: int = 0

    @classmethod
    def newest(cls, archive: Archive, data: Path) -> Opened:
        """Open the newest generation with what is hidden now. Raises IndexMissing, IndexDamaged."""
        hiding, decisions = Hiding(archive.engine), Decisions(archive.engine)
        # Asked first: a decision made while we read is seen at the next look.
        stamp, decided, name = hiding.stamp(), decisions.change(), current(data).name
        engine = open_current(data, without=hiding.articles())
        dictionary = _dictionary(tuple(engine.definitions()), tuple(decisions.all()))
        masker = Masker(hiding.names())
        return cls(engine, Ranker(engine), dictionary, masker, name, engine.manifest.change, stamp, decided)

    def is_newest(self, archive: Archive, data: Path) -> bool:
        """Tell whether nothing was published, hidden or decided since."""
        engine = archive.engine
        return (
            current(data).name == self.generation
            and Decisions(engine).change() == self.decided
            and Hiding(engine).stamp() == self.stamp
        )
