"""Names of places, persons and bodies in a query: syllables that stand for one thing are one unit, with or without accents.

Places are those of ``vietnamese.entities.place_names`` and ``countries``, bodies those of ``vietnamese.entities.bodies`` and the dictionary's long
forms; a person is told by capitals and a surname, and by what the archive has. What was typed with ``+`` or in quotes is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise, product

from search.query.collocations import CollocationEvidence
from search.query.syntax import Span
from search.query.tree import Alternation, Form, Query, Term, Unit
from vietnamese.entities.bodies import load_bodies
from vietnamese.entities.countries import load_countries
from vietnamese.entities.place_names import LEVELS, PlaceName, load_place_names
from vietnamese.entities.surnames import COMMON_SURNAMES, MIDDLE_NAMES
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import Token, tokenize

_SURNAMES = COMMON_SURNAMES - FUNCTION_WORDS - {"từ", "lại"}
"""Surnames but for those that a query begins with as other words ("Từ Hà Nội")."""

_FOLDED_SURNAMES = frozenset(map(fold, _SURNAMES))
_SURELY = frozenset(("nguyễn", "nguyen", "huỳnh", "huynh"))
"""Surnames that are no other word, so that small letters do before a usual middle name."""
_RARELY = frozenset(("trương", "đặng", "lê", "phan", "tô", "trịnh", "bùi", "huỳnh", "nguyễn"))
"""Surnames that are seldom another word: where a query without accents most likely has one, a name begins."""
_FOLDED_RARELY = frozenset(map(fold, _RARELY))

_MIDDLE = frozenset(map(fold, MIDDLE_NAMES))

_ASKING = FUNCTION_WORDS | frozenset(("gi", "gì", "ai", "nao", "nào", "dau", "đâu", "la", "là"))
"""Words that end a question: beside others they are no place ("la gi")."""

_HEADS = frozenset(
    [
        "bo",
        "luat",
        "quoc",
        "cong",
        "ban",
        "hoi",
        "dang",
        "chinh",
        "thu",
        "tong",
        "pho",
        "chu",
        "giam",
        "doi",
        "phong",
        "cuc",
        "so",
        "vien",
        "truong",
        "dai",
        "canh",
        "toa",
        "nha",
        "ngay",
        "le",
        "thanh",
        "tinh",
        "huyen",
        "xa",
        "quan",
        "phuong",
        "thi",
        "khu",
        "nghi",
        "quyet",
        "chi",
        "thong",
        "ke",
        "chuong",
        "phap",
        "vu",
        "an",
        "tap",
        "uy",
        "mat",
        "doan",
        "ai",
        "la",
        "khi",
        "nam",
        "thang",
    ]
)
"""Folded words with which titles of bodies, offices and texts begin: capitals make no proper name of them."""

_MOST_FORMS = 24
"""Ways in which a name may be written that holds abbreviated parts."""

_LONGEST_BODY = 9
"""Clauses of a body's name."""

_LONGEST = 4
"""Syllables of a person's name."""

_OFTEN = 0.25
"""Share of the articles with a place's syllables that have them after a surname, from which they are a person's: by chance a
syllable stands before a place in far fewer."""

_TITLED = 6
"""So many capitalised syllables side by side are a pasted headline."""


@cache
def _bodies() -> dict[Term, list[Form]]:
    """The names of bodies by their first terms, as written and without accents."""
    terms = [tuple(Term(t.text, t.folded) for t in tokenize(name)) for name in load_bodies()]
    found: dict[Term, list[Form]] = {}
    for form in dict.fromkeys((*terms, *(tuple(Term(t.folded, t.folded) for t in own) for own in terms))):
        found.setdefault(form[0], []).append(form)
    return found


@cache
def _countries() -> dict[Form, tuple[Form, ...]]:
    """Each name of a country, as written and without accents -> all its spellings."""
    found: dict[Form, tuple[Form, ...]] = {}
    for names in load_countries():
        forms = tuple(tuple(Term(t.text, t.folded) for t in tokenize(name)) for name in names)
        found |= {own: forms for form in forms for own in (_plain(form), form)}
    return found


@cache
def _begun_countries() -> frozenset[tuple[str, ...]]:
    """The first two syllables, without accents, of the names of countries that have accents."""
    return frozenset(
        (form[0].folded, form[1].folded) for form in _countries() if len(form) > 1 and any(t.accented for t in form)
    )


def _plain(form: Form) -> Form:
    return tuple(Term(term.folded, term.folded) for term in form)


_LONGEST_COUNTRY = 5
"""Syllables of a country's name."""


@cache
def _spellings() -> dict[str, tuple[PlaceName, ...]]:
    """The other spellings of each place by its usual name."""
    found: dict[str, list[PlaceName]] = {}
    for name in load_place_names().names:
        if name.usual:
            found.setdefault(name.usual, []).append(name)
    return {usual: tuple(own) for usual, own in found.items()}


@dataclass(frozen=True, slots=True)
class _Run:
    """Single syllables side by side."""

    units: Sequence[Unit]
    evidence: CollocationEvidence
    terms: Form
    asked: int
    """Clauses of the whole query."""
    meant: Mapping[Span, str]
    """What a syllable without accents most likely is, by where it stands."""

    @classmethod
    def of(cls, units: Sequence[Unit], evidence: CollocationEvidence, asked: int, meant: Mapping[Span, str]) -> _Run:
        return cls(units, evidence, tuple(unit.terms[0] for unit in units), asked, meant)

    def tokens(self) -> list[Token]:
        return [Token(t.text, t.folded, 0, 0, "word", 0) for t in self.terms]

    def join(self) -> Iterator[Unit]:
        """The units, names joined."""
        at, tokens = 0, self.tokens()
        while at < len(self.units):
            place = self._place(tokens, at)
            if place and all(t.text in _ASKING for t in self.terms[at : at + len(place[0].terms)]):
                place = place if len(place[0].terms) == len(self.units) else ()
            if place and (self._ends_person(at, len(place[0].terms)) or self._is_cut(tokens, at, len(place[0].terms))):
                place = ()
            is_region = any(name.level in LEVELS[:2] for name in place)
            person = 1 if is_region else self._person(tokens, at)
            size = max(len(place[0].terms) if place else 1, self._body(at), person)
            country = self._country(at)
            if country >= size and (own := _countries().get(self.terms[at : at + country])):
                size = country
                yield self._spelt(at, size, own)
            else:
                yield self._joined(at, size, place) if size > 1 else self.units[at]
            at += size

    def _country(self, at: int) -> int:
        """Syllables of the country that begins here, 0 without one; among other words without accents what most likely is one ("ba lan")."""
        for size in range(min(_LONGEST_COUNTRY, len(self.units) - at), 0, -1):
            terms, units = self.terms[at : at + size], self.units[at : at + size]
            spellings = _countries().get(terms, ())
            if not spellings or (size == 1 and len(spellings) == 1):
                continue
            read = tuple(self.meant.get(unit.span, unit.terms[0].text) for unit in units)
            named = any(tuple(term.text for term in form) == read for form in spellings)
            if size == self.asked or named or self._capitals(at) >= size:
                return size
        return 0

    def _spelt(self, at: int, size: int, spellings: Sequence[Form]) -> Unit:
        """A country's name with its other spellings."""
        unit = self._joined(at, size, ()) if size > 1 else replace(self.units[at], kind="name")
        plain = not any(term.accented for term in unit.terms)
        forms = dict.fromkeys(_plain(form) if plain else form for form in spellings)
        return replace(unit, forms=tuple(form for form in forms if form not in (unit.terms, _plain(unit.terms))))

    def _joined(self, at: int, size: int, places: Sequence[PlaceName]) -> Unit:
        terms, part = self.terms[at : at + size], self.units[at : at + size]
        plain = not any(t.accented for t in terms)
        others = (other for place in places if len(place.terms) == size for other in _others(place))
        forms = dict.fromkeys(_written(other, plain) for other in others)
        raw = " ".join(unit.raw for unit in part)
        span = (part[0].span[0], part[-1].span[1])
        return Unit(terms, "name", raw, tuple(form for form in forms if form != terms), span=span)

    def _capitals(self, at: int) -> int:
        end = at
        while end < len(self.units) and self.units[end].raw[:1].isupper():
            end += 1
        return end - at

    def _place(self, tokens: Sequence[Token], at: int) -> tuple[PlaceName, ...]:
        """A place of several syllables. Communes are many and named like common words: they need capitals, a word that
        says what they are ("xa phung chau"), or to be all that was typed without accents.
        """
        found = [name for name in load_place_names().match_longest(tokens, at) if len(name.terms) > 1]
        if not found or any(name.level != "commune" for name in found):
            return tuple(found)
        size = len(found[0].terms)
        alone = size == self.asked and not any(term.accented for term in self.terms)
        if alone or self._is_called(at) or (self._capitals(at) >= size and not self._is_headline()):
            return tuple(found)
        return tuple(name for name in load_place_names().match_longest(tokens, at, LEVELS[:2]) if len(name.terms) > 1)

    def _is_called(self, at: int) -> bool:
        """Whether the words before say that a commune follows."""
        before = tuple(term.folded for term in self.terms[max(at - 2, 0) : at])
        return before[-1:] in (("xa",), ("phuong",)) or before == ("thi", "tran")

    def _ends_person(self, at: int, size: int) -> bool:
        """Whether a place in small letters is the end of a person's name here: the archive often has it after that surname."""
        if not at or self._capitals(at) >= size:
            return False
        surname = self.terms[at - 1]
        if surname.text not in (_SURNAMES if surname.accented else _FOLDED_SURNAMES):
            return False
        after = self.evidence.documents(self.terms[at - 1 : at + size])
        return after > 0 and after >= _OFTEN * self.evidence.documents(self.terms[at : at + size])

    def _is_cut(self, tokens: Sequence[Token], at: int, size: int) -> bool:
        """Whether another place begins within a place, ends behind it, and is in more articles ("pha le thuy nguyen")."""
        inside = ((further, self._place(tokens, at + further)) for further in range(1, size))
        longer = (self.terms[at + n : at + n + len(o[0].terms)] for n, o in inside if o and n + len(o[0].terms) > size)
        own = self.evidence.documents(self.terms[at : at + size])
        return any(self.evidence.documents(other) > own for other in longer)

    def _is_headline(self) -> bool:
        return len(self.units) >= _TITLED and self._capitals(0) == len(self.units)

    def _body(self, at: int) -> int:
        forms = _bodies().get(self.terms[at], ())
        return max((len(form) for form in forms if self.terms[at : at + len(form)] == form), default=1)

    def _next_place(self, tokens: Sequence[Token], at: int) -> int:
        """Syllables before a province or district in the capitals behind this one; all of them without one."""
        size = max(self._capitals(at), 1)
        for further in range(1, size):
            if any(name.level in LEVELS[:2] for name in self._place(tokens, at + further)):
                return further
        return size

    def _person(self, tokens: Sequence[Token], at: int) -> int:
        """Syllables of the person's or another proper name that begins here, 1 when none does."""
        first = self.units[at].terms[0]
        capitals = self._capitals(at)
        if capitals > _TITLED or self._is_headline():
            return 1
        if capitals >= 2:
            surname = first.text in _SURNAMES or first.text in _FOLDED_SURNAMES
            if surname and 3 <= capitals <= _LONGEST:
                return capitals
            if first.folded in _HEADS:
                return 1
            # Names side by side ("Tiến Lợi Phan Thiết") are several, though some article has them so.
            sizes = range(min(self._next_place(tokens, at), _LONGEST), 1, -1)
        elif self._begins_person(at):
            return self._small_person(tokens, at)
        else:
            return 1
        return next((size for size in sizes if self.evidence.documents(self.terms[at : at + size])), 1)

    def _small_person(self, tokens: Sequence[Token], at: int) -> int:
        """Syllables of a person's name in small letters: it ends before a place and before words that ask or carry little."""
        ends = (n for n in range(2, len(self.units) - at) if self._ends_name(tokens, at + n))
        longest = min(next(ends, _LONGEST), _LONGEST, len(self.units) - at)
        middle = self.terms[at + 1].folded in _MIDDLE
        shortest = 3 if middle or self._read_as(at) not in _RARELY else 2
        counts = {size: self.evidence.documents(self.terms[at : at + size]) for size in range(shortest, longest + 1)}
        # What only now and then follows the name is none of it.
        return next((n for n in sorted(counts, reverse=True) if counts[n] and counts[n] * 2 >= counts[shortest]), 1)

    def _ends_name(self, tokens: Sequence[Token], at: int) -> bool:
        return self.terms[at].text in _ASKING or any(name.level in LEVELS[:2] for name in self._place(tokens, at))

    def _begins_person(self, at: int) -> bool:
        """Whether small letters begin a person's name: a surname that is no other word, or that the likeliest reading has before a middle name."""
        if at + 1 >= len(self.units):
            return False
        surname, middle = self.terms[at], self.terms[at + 1]
        if surname.text in _SURELY:
            return middle.folded in _MIDDLE
        read = self._read_as(at)
        return read in _RARELY or (read in _SURNAMES and self._read_as(at + 1) in MIDDLE_NAMES)

    def _read_as(self, at: int) -> str:
        return self.meant.get(self.units[at].span, "")


def _others(place: PlaceName) -> tuple[PlaceName, ...]:
    """How a place is also written."""
    usual = place.usual or place.name
    named = load_place_names().find(place.usual, (place.level,)) if place.usual else ()
    return tuple(other for other in (*named, *_spellings().get(usual, ())) if other.terms != place.terms)


def _is_free(clause: Unit | Alternation) -> bool:
    """Whether a clause is one syllable that was not typed to the letter."""
    return (
        isinstance(clause, Unit)
        and clause.kind == "syllable"
        and len(clause.terms) == 1
        and not (clause.zone or clause.boosted_forms)
        # The forms of a number are of several words: in a name ("Năm Căn") it is none.
        and all(len(form) > 1 for form in clause.forms)
        and not clause.literal
    )


def _join_over_long_forms(
    clauses: Sequence[Unit | Alternation], meant: Mapping[Span, str]
) -> Iterator[Unit | Alternation]:
    """The clauses, with names joined of which the dictionary has taken a part for a long form ("văn phòng | quốc hội", "trương | hòa bình")."""
    if not any(isinstance(clause, Unit) and _is_long_form(clause) for clause in clauses):
        yield from clauses
        return
    at = 0
    while at < len(clauses):
        own: list[Unit] = []
        for clause in clauses[at : at + _LONGEST_BODY]:
            if not isinstance(clause, Unit) or not (_is_free(clause) or _is_long_form(clause)):
                break
            own.append(clause)
        size = next(
            (n for n in range(len(own), 1, -1) if _is_split_name(own[:n]) or _is_split_person(own[:n], meant)), 0
        )
        if size:
            terms = tuple(term for unit in own[:size] for term in unit.terms)
            span = (own[0].span[0], own[size - 1].span[1])
            forms = tuple(form for form in _spellings_of(own[:size]) if form != terms)
            yield Unit(terms, "name", " ".join(unit.raw for unit in own[:size]), forms, span=span)
        else:
            yield clauses[at]
        at += size or 1


def _also_spelt(clause: Unit | Alternation) -> Unit | Alternation:
    """A long form, typed or behind its short form, that is a place or a country with its other spellings ("Đắk Lắk": Đắc Lắc)."""
    if not isinstance(clause, Unit) or clause.zone or not (_is_long_form(clause) or clause.kind == "abbreviation"):
        return clause
    known = (clause.terms, *clause.forms)
    new = tuple(dict.fromkeys(other for form in known for other in _otherwise(form) if other not in known))
    weights = (*clause.weights, *(1.0 for _ in new)) if clause.weights else ()
    return replace(clause, forms=(*clause.forms, *new), weights=weights) if new else clause


def _otherwise(terms: Form) -> Iterator[Form]:
    """Yield the other spellings of a place or a country."""
    plain = not any(term.accented for term in terms)
    for other in (other for place in _named(terms) for other in _others(place)):
        # Another name of a place ("Sài Gòn") is none of its spellings.
        if other.terms[0][0] == terms[0].text[0]:
            yield _written(other, plain)
    yield from (_plain(form) if plain else form for form in _countries().get(terms, ()))


def _written(place: PlaceName, plain: bool) -> Form:
    return tuple(Term(fold(term) if plain else term, fold(term)) for term in place.terms)


def _named(terms: Form) -> tuple[PlaceName, ...]:
    """The provinces and districts of which some terms are the whole name."""
    found = load_place_names().match_longest([Token(t.text, t.folded, 0, 0, "word", 0) for t in terms], 0, LEVELS[:2])
    return tuple(name for name in found if len(name.terms) == len(terms))


def _spellings_of(units: Sequence[Unit]) -> Iterator[Form]:
    """The units side by side, each in any of its forms, as in a phrase; without accents where the query has none."""
    each = [(unit.terms, *unit.forms, *unit.shown) for unit in units]
    plain = not any(term.accented for unit in units for term in unit.terms)
    for forms in islice(product(*each), _MOST_FORMS):
        yield tuple(Term(term.folded, term.folded) if plain else term for form in forms for term in form)


def _is_long_form(unit: Unit) -> bool:
    return unit.kind == "long" and len(unit.terms) > 1 and not unit.zone


def _is_split_name(units: Sequence[Unit]) -> bool:
    """Whether several units, one of them a long form, are a body, a province or a district."""
    terms = tuple(term for unit in units for term in unit.terms)
    if not any(_is_long_form(unit) for unit in units):
        return False
    if terms in _bodies().get(terms[0], ()):
        return True
    return bool(_named(terms))


def _read_accents(query: Query, read: Callable[[Query], Form]) -> dict[Span, str]:
    """The likeliest accents of a query's syllables by where they stand, where some may be a surname before a middle name, or a country."""
    running = [
        (unit.span, term) for unit in query.clauses if isinstance(unit, Unit) and not unit.zone for term in unit.terms
    ]
    folded = [term.text for _, term in running]
    if not any(
        one in _FOLDED_RARELY or (one in _FOLDED_SURNAMES and other in _MIDDLE) or (one, other) in _begun_countries()
        for one, other in pairwise(folded)
    ):
        return {}
    return {span: term.text for (span, _), term in zip(running, read(query), strict=False)}


def _is_split_person(units: Sequence[Unit], meant: Mapping[Span, str]) -> bool:
    """Whether a surname without accents stands before a place that is the rest of a person's name."""
    return (
        len(units) == 2
        and meant.get(units[0].span) in _RARELY
        and _is_long_form(units[1])
        and bool(_named(units[1].terms))
    )


def join_names(query: Query, evidence: CollocationEvidence, read: Callable[[Query], Form] = lambda _: ()) -> Query:
    """Return the query with the syllables of each name as one unit; ``read`` gives the words of a query with their likeliest accents."""
    meant = _read_accents(query, read)
    clauses: list[Unit | Alternation] = []
    run: list[Unit] = []
    for clause in _join_over_long_forms(query.clauses, meant):
        if isinstance(clause, Unit) and _is_free(clause):
            run.append(clause)
            continue
        clauses += [*_Run.of(run, evidence, len(query.clauses), meant).join(), _also_spelt(clause)]
        run = []
    clauses += _Run.of(run, evidence, len(query.clauses), meant).join()
    return replace(query, clauses=tuple(clauses)) if tuple(clauses) != query.clauses else query
