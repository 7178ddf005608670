"""What a person typed -> the hits of both tiers: keys composed, query parsed and ranked, corrected where nothing is found.

The site, the command line, the evaluation and the kept queries all answer through this one function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from columnar.query.plan import Plan, Restriction
from search.backend import FIRST_PAGE, Counting, Found, PageRequest, Sort
from search.filters.resolve import labels_named
from search.query.collocations import evidence_of
from search.query.names import join_names
from search.query.parser import parse
from search.query.pasted import unwrap_pasted
from search.query.question_words import mark_question_words
from search.query.related import add_offered, find_related
from search.query.syntax import rewrite
from search.query.tree import Query, Unit
from search.query.word_borders import find_words
from search.ranking.proximity import foresee_nearness
from search.ranking.ranker import Ranker
from search.spelling.long_forms import offer_long_forms
from search.spelling.suggestion import corrector_of
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.related_words.pairs import RelatedWords, shipped

_LONGEST = 20_000

_LABELS_TOLD = 12
"""Values that are named where one was typed that does not exist."""

_MANY = 20
"""Articles of which it is worth telling that most are about other words."""


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
    backend: Counting, text: str, dictionary: Dictionary, related: RelatedWords | None = None
) -> tuple[Query, tuple[Understood, ...]]:
    """Return what was typed as the site executes it, and what was understood of the keys: nothing is corrected."""
    spelling = corrector_of(backend)
    typed, notes = spelling.decode_keystrokes(unwrap_pasted(text[:_LONGEST]), dictionary)
    evidence = evidence_of(backend)
    query = mark_question_words(join_names(parse(typed, dictionary, evidence), evidence, spelling.reading))
    query = find_related(query, related or shipped())
    query = replace(query, understood=(*query.understood, *_unknown_labels(backend, query)))
    return find_words(replace(query, reading=spelling.reading(query)), evidence), notes


def _unknown_labels(backend: Counting, query: Query) -> Iterator[Understood]:
    """What is told of sources, sections and kinds that the archive does not have."""
    for label in query.labels:
        known = backend.labels(label.column)
        if not labels_named(known, label.value):
            yield Understood("notice", label.value, "label_unknown", {"forms": tuple(known[:_LABELS_TOLD])})


def _foresee(
    ranker: Ranker, text: str, dictionary: Dictionary, restrictions: Sequence[Restriction], *, offers: bool
) -> None:
    """Let the backend count beforehand what the answer to a text will ask for; with ``offers``, also what is offered beside it."""

    def ask(index: Counting) -> Plan:
        query, _ = parse_query(index, text, dictionary, ranker.related)
        if offers and query.clauses:
            corrector_of(index).suggest(query.syntax)
            tuple(offer_long_forms(index, ranker.backend.version.articles, query, dictionary))
        foresee_nearness(index, query, ranker.weights)
        return ranker.plan(query, restrictions)

    ranker.backend.foresee(ask)


def execute_literal(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: PageRequest = FIRST_PAGE,
) -> Answer:
    """Answer what was typed; raw keys are composed, nothing is corrected."""
    _foresee(ranker, text, dictionary, restrictions, offers=False)
    return _execute(ranker, text, dictionary, restrictions, wanted)


def _execute(
    ranker: Ranker, text: str, dictionary: Dictionary, restrictions: Sequence[Restriction], wanted: PageRequest
) -> Answer:
    query, notes = parse_query(ranker.backend, text, dictionary, ranker.related)
    return Answer(query, _told(query, notes, text, restrictions), ranker.find(query, wanted, restrictions))


def _told(
    query: Query, notes: Sequence[Understood], text: str, restrictions: Sequence[Restriction]
) -> tuple[Understood, ...]:
    # Nothing is missing from an empty query when filters say what is wanted.
    return () if query.empty and restrictions and not text.strip() else (*notes, *query.understood)


def matching_as_typed(
    ranker: Ranker, text: str, dictionary: Dictionary, restrictions: Sequence[Restriction], sort: Sort
) -> tuple[list[tuple[int, int]], tuple[Understood, ...]]:
    """(article, day) of every complete hit of what was typed, in order, and what was understood."""
    _foresee(ranker, text, dictionary, restrictions, offers=False)
    query, notes = parse_query(ranker.backend, text, dictionary, ranker.related)
    return ranker.matching(query, sort, restrictions), _told(query, notes, text, restrictions)


def _corrected(
    ranker: Ranker, answer: Answer, dictionary: Dictionary, given: Sequence[Restriction], wanted: PageRequest
) -> Answer | None:
    """The answer to the sure reading of a query that finds nothing, where only words that nobody knows are changed."""
    reading = corrector_of(ranker.backend).correct(answer.query.syntax)
    if reading is None:
        return None
    other = execute_literal(ranker, reading.text, dictionary, given, wanted)
    if not other.found and not other.hits.hits:
        return None
    note = Understood("correction", answer.query.text, "corrected", {"reading": reading.text}, reading.off)
    return replace(other, understood=(note, *other.understood), offered=reading.text)


def answer(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: PageRequest = FIRST_PAGE,
) -> Answer:
    """Answer a query; when it finds nothing as typed, a correction applies by itself, else it is only offered."""
    _foresee(ranker, text, dictionary, restrictions, offers=True)
    typed = _execute(ranker, text, dictionary, restrictions, wanted)
    if not typed.query.clauses:
        return typed
    if not typed.found:
        corrected = _corrected(ranker, typed, dictionary, restrictions, wanted)
        if corrected is not None:
            return corrected
    reading = corrector_of(ranker.backend).suggest(typed.query.syntax)
    offers = (
        *offer_long_forms(ranker.backend, ranker.backend.version.articles, typed.query, dictionary),
        *_mostly_others(ranker, typed, restrictions),
    )
    found = _beside(ranker, typed, reading.text, restrictions, wanted) if reading and wanted.sort != "date" else typed
    return replace(found, understood=(*typed.understood, *offers), offered=reading.text if reading else None)


def _mostly_others(ranker: Ranker, typed: Answer, restrictions: Sequence[Restriction]) -> Iterator[Understood]:
    """Tell where most of what a query without accents finds are other words than its likeliest ones."""
    query = typed.query
    if not query.reading or typed.hits.total < _MANY:
        return
    edits, clauses, at = [], list(query.clauses), 0
    for number, clause in enumerate(query.clauses):
        if isinstance(clause, Unit) and not clause.zone:
            own = query.reading[at : at + len(clause.terms)]
            at += len(clause.terms)
            if clause.kind in ("syllable", "name") and not clause.literal and own != clause.terms:
                edits.append((clause.span, " ".join(term.text for term in own)))
                clauses[number] = replace(clause, terms=own, forms=())
    if not edits:
        return
    # Counted without what only orders hits.
    meant = replace(query, clauses=tuple(clauses), reading=(), related=(), words=())
    count = ranker.count(meant, restrictions)
    if 0 < count * 2 <= typed.hits.total:
        reading = rewrite(query.text, edits)
        data = {"total": typed.hits.total, "count": count, "reading": reading}
        yield Understood("notice", query.text, "mostly_others", data, on=reading)


def _beside(
    ranker: Ranker, typed: Answer, offered: str, restrictions: Sequence[Restriction], wanted: PageRequest
) -> Answer:
    """The answer with the words of an offer beside those typed, in the second tier, where complete hits do not fill the page."""
    if typed.hits.total >= wanted.offset + wanted.n:
        return typed
    query = add_offered(typed.query, offered)
    return typed if query is typed.query else replace(typed, query=query, hits=ranker.find(query, wanted, restrictions))
