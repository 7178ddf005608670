"""Words of one meaning that the archive's own texts tell (``indexer.analysis.learned_pairs``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, delete, insert, select

from archive.tables import counters, learned_words
from database.dialect import upsert
from database.transactions import reading, writing

_AT, _SECONDS = "words learned at", "words learned in"


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """Two words, how alike they stand in the texts (0 to 1), and how often the rarer one occurs."""

    word: str
    other: str
    similarity: float
    count: int


class LearnedWords:
    """The learned pairs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace_all(self, pairs: Iterable[LearnedWord], *, at: int, seconds: int) -> None:
        """Set the pairs, learned ``at`` a time (seconds since 1970) in so many ``seconds``, in one transaction."""
        rows = [asdict(pair) for pair in pairs]
        with writing(self._engine) as connection:
            connection.execute(delete(learned_words))
            if rows:
                connection.execute(insert(learned_words), rows)
            for name, value in ((_AT, at), (_SECONDS, seconds)):
                add = upsert(counters).values(name=name, value=value)
                connection.execute(add.on_conflict_do_update(set_={"value": add.excluded.value}))

    def learned(self) -> tuple[int, int]:
        """Return when the pairs were learned (seconds since 1970) and how many seconds that took; zeros before the first time."""
        chosen = select(counters.c.name, counters.c.value).where(counters.c.name.in_((_AT, _SECONDS)))
        with reading(self._engine) as connection:
            known = {name: int(value) for name, value in connection.execute(chosen)}
        return known.get(_AT, 0), known.get(_SECONDS, 0)

    def all(self) -> list[LearnedWord]:
        """Return the pairs, the surest first."""
        c = learned_words.c
        chosen = select(c.word, c.other, c.similarity, c.count).order_by(c.similarity.desc(), c.word, c.other)
        with reading(self._engine) as connection:
            return [LearnedWord(*row) for row in connection.execute(chosen)]
