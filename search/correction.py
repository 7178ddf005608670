"""What a person typed -> the hits of both tiers: keys composed, query parsed and ranked, corrected where nothing is found.

The site, the command line, the evaluation and the kept queries all answer through this one function.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from columnar.query.plan import Restriction
from search.backend import FIRST_PAGE, Backend, Found, PageRequest, Sort
from search.query.collocations import evidence_of
from search.query.names import join_names
from search.query.parser import parse
from search.query.question_words import mark_question_words
from search.query.related import find_related
from search.query.tree import Query
from search.query.word_borders import find_words
from search.ranking.ranker import Ranker
from search.results import Understood
from search.spelling.suggestion import corrector_of
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.related_words.pairs import RelatedWords, shipped

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A query executed: the tree, what was understood, its hits, and the correction that is offered."""

    query: Query
    understood: tuple[Understood, ...]
    hits: Found
    offered: str | None = None

    @property
    def found(self) -> bool:
        """Whether an article holds every unit."""
        return self.hits.total > 0


def parse_query(
    backend: Backend, text: str, dictionary: Dictionary, related: RelatedWords | None = None
) -> tuple[Query, tuple[Understood, ...]]:
    """Return what was typed as the site executes it, and what was understood of the keys: nothing is corrected."""
    spelling = corrector_of(backend)
    typed, notes = spelling.decode_keystrokes(text[:_LONGEST], dictionary)
    evidence = evidence_of(backend)
    query = mark_question_words(join_names(parse(typed, dictionary, evidence), evidence))
    query = find_related(query, related or shipped())
    return find_words(replace(query, reading=spelling.reading(query)), evidence), notes


def execute_literal(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: PageRequest = FIRST_PAGE,
) -> Answer:
    """Answer what was typed; raw keys are composed, nothing is corrected."""
    query, notes = parse_query(ranker.backend, text, dictionary, ranker.related)
    # Nothing is missing from an empty query when filters say what is wanted.
    understood = () if query.empty and restrictions and not text.strip() else (*notes, *query.understood)
    return Answer(query, understood, ranker.find(query, wanted, restrictions))


def matching_as_typed(
    ranker: Ranker, text: str, dictionary: Dictionary, restrictions: Sequence[Restriction], sort: Sort
) -> tuple[list[tuple[int, int]], tuple[Understood, ...]]:
    """(article, day) of every complete hit of what was typed, in order, and what was understood."""
    query, notes = parse_query(ranker.backend, text, dictionary, ranker.related)
    understood = () if query.empty and restrictions and not text.strip() else (*notes, *query.understood)
    return ranker.matching(query, sort, restrictions), understood


def _corrected(
    ranker: Ranker, answer: Answer, dictionary: Dictionary, given: Sequence[Restriction], wanted: PageRequest
) -> Answer | None:
    """The answer to the sure reading of a query that finds nothing, where only words that nobody knows are changed."""
    text = answer.query.text
    reading = corrector_of(ranker.backend).correct(text)
    if reading is None:
        return None
    other = execute_literal(ranker, reading.text, dictionary, given, wanted)
    if not other.found and not other.hits.hits:
        return None
    said = f"không có bài nào cho “{text}”, đã tìm “{reading.text}”"
    note = Understood("correction", text, said, reading.off)
    return replace(other, understood=(note, *other.understood), offered=reading.text)


def answer(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: PageRequest = FIRST_PAGE,
) -> Answer:
    """Answer a query; when it finds nothing as typed, a correction applies by itself, else it is only offered."""
    typed = execute_literal(ranker, text, dictionary, restrictions, wanted)
    if not typed.query.clauses:
        return typed
    if not typed.found:
        corrected = _corrected(ranker, typed, dictionary, restrictions, wanted)
        if corrected is not None:
            return corrected
    reading = corrector_of(ranker.backend).suggest(typed.query.text)
    return replace(typed, offered=reading.text if reading else None)
