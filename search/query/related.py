"""Words of one meaning in a query: what else the second tier is filled with, said and switchable."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from archive.abbreviations.decisions import Decision
from archive.abbreviations.learned_words import LearnedWord
from search.query.abbreviations import form_of
from search.query.question_words import is_english
from search.query.syntax import put_quoted, take_literally
from search.query.tree import Form, Query, RelatedForms, Term, Unit
from search.understood import Understood
from vietnamese.related_words.pairs import LEARNED, Pair, RelatedWords, shipped
from vietnamese.spelling.tokens import tokenize

_MOST_LEARNED = 4
"""Learned words that one word is given at most: the surest."""

_LAST = 24
"""Clauses of a query that may have related words: plans know so many by bits."""


@lru_cache(maxsize=2)
def effective_related(learned: tuple[LearnedWord, ...], decisions: tuple[Decision, ...]) -> RelatedWords:
    """Return the words of one meaning that hold: shipped, learned (surest first), and what admins decided, who come last."""
    status = {(d.abbreviation, d.expansion): d.status for d in decisions}
    pairs = [*shipped().pairs, *_surest(learned)]
    kept = [pair for pair in pairs if status.get(_key(pair.word, pair.other)) != "rejected"]
    added = [key for key, decided in status.items() if decided == "accepted"]
    return RelatedWords([*(Pair(*key, "", "admin") for key in added), *kept])


def _key(word: str, other: str) -> tuple[str, str]:
    first, second = sorted((word.lower(), other.lower()))
    return first, second


def _surest(learned: tuple[LearnedWord, ...]) -> Iterator[Pair]:
    given: dict[str, int] = {}
    for one in learned:
        if max(given.get(one.word, 0), given.get(one.other, 0)) < _MOST_LEARNED:
            given.update({word: given.get(word, 0) + 1 for word in (one.word, one.other)})
            yield Pair(one.word, one.other, "", LEARNED)


def _words(query: Query, first: int, longest: int) -> list[Form]:
    """What clauses side by side that are single words say, so many syllables at most; fewer where one is something else."""
    found: list[Form] = []
    for number in range(first, min(first + longest, len(query.clauses), _LAST)):
        clause = query.clauses[number]
        if not isinstance(clause, Unit) or clause.zone or number in query.optional or clause.literal:
            break
        if clause.kind == "word":
            found.append(max(clause.terms, *clause.forms, key=len))
        elif clause.kind == "syllable" and not clause.forms:
            found.append(clause.terms)
        else:
            break
    return found


def _find(query: Query, words: RelatedWords) -> Iterator[RelatedForms]:
    at, english = 0, is_english(query)
    while at < len(query.clauses):
        own = _words(query, at, words.longest)
        said = [[term.text for form in own[:size] for term in form] for size in range(len(own) + 1)]
        size = next((n for n in range(len(own), 0, -1) if words.others_of(said[n], english=english)), 0)
        if size:
            others = words.others_of(said[size], english=english)
            learned = words.learned_of(said[size])
            yield RelatedForms(tuple(range(at, at + size)), tuple(map(form_of, others)), others, learned)
        at += size or 1


def find_related(query: Query, words: RelatedWords) -> Query:
    """Return the query with the other words of the same meaning."""
    return replace(query, related=tuple(_find(query, words)))


def add_offered(query: Query, offered: str) -> Query:
    """Return the query with the words of an offered correction as related ones; unchanged where they are not one for one."""
    old, new = tokenize(query.text), tokenize(offered)
    if len(old) != len(new):
        return query
    put = {a.text: b for a, b in zip(old, new, strict=True) if a.text != b.text}
    given = {n for one in query.related for n in one.clauses}
    found = []
    for number, clause in enumerate(query.clauses[:_LAST]):
        if not isinstance(clause, Unit) or clause.kind not in ("syllable", "name"):
            continue
        if clause.zone or clause.forms or clause.literal or number in query.optional or number in given:
            continue
        # A name may be misspelt in an article as it was typed ("Donal Trump").
        words = [put.get(term.text) for term in clause.terms]
        if any(words):
            each = list(zip(words, clause.terms, clause.raw.split(), strict=False))
            form = tuple(Term(word.text, word.folded) if word else term for word, term, _ in each)
            said = " ".join(offered[word.start : word.end] if word else raw for word, _, raw in each)
            found.append(RelatedForms((number,), (form,), (said,), offered=True))
    return replace(query, related=(*query.related, *found)) if found else query


def notes_of(query: Query, units: Collection[str]) -> tuple[Understood, ...]:
    """Return what is to be said of the related words; ``units``: what articles that are shown were found by."""
    notes = (_note(query, one) for one in query.related)
    return tuple(note for note in notes if note.unit in units)


def _note(query: Query, one: RelatedForms) -> Understood:
    units = [clause for n in one.clauses if isinstance(clause := query.clauses[n], Unit)]
    raw, span = " ".join(unit.raw for unit in units), (units[0].span[0], units[-1].span[1])
    either = "(" + " OR ".join(f'"{word}"' for word in (raw, *one.words)) + ")"
    off, on = take_literally(query.syntax, span), put_quoted(query.syntax, [(span, either)])
    if one.offered:
        return Understood("related", raw, "related_offered", {"forms": one.words}, off, on)
    same = tuple(word for word in one.words if word not in one.learned)
    message = "related" if not one.learned else "related_both" if same else "related_learned"
    return Understood("related", raw, message, {"forms": same, "learned": tuple(one.learned)}, off, on)
