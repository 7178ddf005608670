"""Running text of a query -> units: documents, days, numbers, known forms, wildcards, else syllables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.query.abbreviations import FormInContext, composed_form, form_of, long_form, short_form, terms_of
from search.query.collocations import CollocationEvidence
from search.query.syntax import ADDRESS, Span
from search.query.tree import Form, Term, Unit, UnitKind
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.day_terms import QueryDays, find_query_days, say_day
from vietnamese.entities.document_terms import QueryDocument, find_query_documents
from vietnamese.entities.number_words import read_number, say_number
from vietnamese.entities.place_names import load_place_names
from vietnamese.entities.quantities import COUNTED, Quantity, find_quantities, say_scaled
from vietnamese.entities.surnames import COMMON_SURNAMES
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.normalise import fold, normalise
from vietnamese.spelling.syllables import may_be_syllable
from vietnamese.spelling.tokens import Token, tokenize

COMMITTEES = frozenset(("138", "389", "197", "1389", "515"))
"""Numbers by which steering committees are known."""

_WAYS = 16
"""Ways of writing one phrase that are looked for."""

_SIGN = re.compile(r"[$€]")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_FOLDED_SURNAMES = frozenset(map(fold, COMMON_SURNAMES))
_NAME = 4
"""Syllables of a person's name."""

_LONGEST_LOAN = 10
_FREQUENT = 3
"""Articles that make a writing more than a slip of the keys."""

_MOST_APART = 20
"""How many times as often as together a loan word stands apart at most: "congan" is a part of addresses, no way to write "công an"."""

_LINKED = re.compile(r"[/\-–.,]")


WILDCARD = re.compile(r"(?<![\w*?])(?=[^\s\"]*\w)(?:[*?]+[\w*?]*\w[\w*?]*|\w+\*[\w*?]*|\w+\?+\w[\w*?]*)(?<!\?)")
"""A word with signs for any letters in it or before it; a question mark at its end is one of the sentence."""

MIN_LETTERS = 2
"""Letters that a word with such signs needs, so that it does not stand for half the vocabulary."""

_MOST_WORDS = 50
"""Words of the archive that one such word stands for."""

_NAMED = 6
"""Words that are named to the reader."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing understood of a running text: its place there, and what is told (``search.understood``)."""

    kind: str
    span: Span
    message: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The units of a running text, their spans in it, and what was understood."""

    units: tuple[Unit, ...]
    notes: tuple[Note, ...] = ()

    def moved(self, by: int) -> Segmentation:
        """The same with all places so much later."""
        units = tuple(replace(u, span=(u.span[0] + by, u.span[1] + by)) for u in self.units)
        return Segmentation(units, tuple(replace(n, span=(n.span[0] + by, n.span[1] + by)) for n in self.notes))


Read = tuple[Unit, int, Note | None]
"""A unit, how many tokens it has, and what is told of it."""


class QuerySegmenter:
    """Reads running texts with a dictionary and the archive's evidence."""

    def __init__(self, dictionary: Dictionary, context: CollocationEvidence) -> None:
        self.dictionary = dictionary
        self.context = context

    def read(self, text: str, zone: str = "", *, phrase: bool = False) -> Segmentation:
        """Cut ``text`` into units; in a ``phrase`` a word that only begins so is looked for as the words it may be."""
        tokens = tokenize(text)
        documents = (d for d in find_query_documents(text) if d.sure or self.context.marked(d.term))
        places: list[QueryDocument | QueryDays] = [*find_query_days(text), *documents]
        named = {place.start: place for place in places}
        addresses = {match.start(): match for match in ADDRESS.finditer(text)}
        amounts = {_first_token(text, tokens, one): one for one in find_quantities(text)}
        wildcards = {tokens_in[0]: match for match in WILDCARD.finditer(text) if (tokens_in := _inside(tokens, match))}
        units: list[Unit] = []
        notes: list[Note] = []
        at = 0
        while at < len(tokens):
            start = begin = tokens[at].start
            place = named.get(start)
            note: Note | None = None
            if (address := addresses.get(start)) is not None:
                unit, size = _address(tokens, at, address)
            elif wildcard := wildcards.get(at):
                unit, size, note = self._wildcard(tokens, at, wildcard, phrase)
                begin = wildcard.start()
            elif place:
                unit, size, note = self._named(text, tokens, at, place)
            elif (amount := amounts.get(start)) and (written := self._amount(text, tokens, at, amount)):
                unit, size, note = written
                begin = amount.start
            else:
                unit, size, note = self._plain(text, tokens, at)
            end = max(tokens[at + size - 1].end, begin + len(unit.raw))
            units.append(replace(unit, zone=zone, span=(begin, end)))
            if note:
                notes.append(note)
            at += size
        return Segmentation(tuple(units), tuple(notes))

    def phrase(self, text: str, zone: str = "") -> Segmentation:
        """Segmentation words that must stand side by side, as typed or with the known forms among them written otherwise."""
        inner = self.read(text, phrase=True)
        whole = (0, len(text))
        also = [note for note in inner.notes if note.kind == "expansion" or note.message.startswith("wildcard")]
        notes = tuple(replace(note, span=whole) for note in also)
        if len(inner.units) == 1 and inner.units[0].kind in ("abbreviation", "long") and not inner.units[0].ambiguous:
            return Segmentation(
                (replace(inner.units[0], kind="phrase", raw=text.strip(), zone=zone, span=whole),), notes
            )
        own = tuple(term for unit in inner.units for term in unit.terms)
        ways: list[Form] = [()]
        for unit in inner.units:
            most = _MOST_WORDS if any(one.kind == "wildcard" for one in inner.units) else _WAYS
            ways = [(*way, *form) for way in ways for form in _written(unit, len(inner.units))][:most]
        if not own:
            return Segmentation(())
        if len(inner.units) > 1 and not any(term.accented for term in own):
            ways = [tuple(Term(t.folded, t.folded) for t in way) for way in ways]
        forms = tuple(dict.fromkeys(way for way in ways if way != own))
        unit = Unit(own, "phrase", text.strip(), forms, zone=zone, span=whole)
        return Segmentation((unit,), notes if forms else tuple(note for note in notes if note.kind == "notice"))

    def whole(self, text: str, name: bool = False) -> int:
        """Return how many characters of ``text`` its first unit has: a known form, a word of the archive, a number, or a ``name``."""
        tokens = tokenize(text)
        if not tokens:
            return 0
        if name:
            surname = tokens[0].folded in _FOLDED_SURNAMES
            sizes = range(min(_NAME, len(tokens)) if surname else 1, 1, -1)
            size = next((n for n in sizes if self.context.documents(terms_of(tokens[:n]))), 1)
            return tokens[size - 1].end
        asked = [p for p in find_query_documents(text) if p.start == tokens[0].start]
        if asked:
            return asked[0].end
        size = max(_number_run(text, tokens, 0), self.dictionary.match_longest(tokens, 0), 1)
        for length in range(min(4, len(tokens)), size, -1):
            if self.context.is_word(terms_of(tokens[:length])):
                return tokens[length - 1].end
        return tokens[size - 1].end

    def _named(self, text: str, tokens: Sequence[Token], at: int, place: QueryDocument | QueryDays) -> Read:
        """A document or a day or period."""
        size = sum(1 for t in tokens[at:] if t.end <= place.end) or 1
        part = tokens[at : at + size]
        raw = text[place.start : place.end]
        span = (place.start, place.end)
        if isinstance(place, QueryDays):
            # A day with a dot is written like a decimal: as such it counts only where the text calls it a day.
            own = form_of(f"ngày {raw}") if _DECIMAL.fullmatch(raw) else terms_of(part)
            # A year stands alone as well ("World Cup 2018").
            ways = (*say_day(place.term), *([place.term[1:]] if re.fullmatch(r"@[0-9]{4}", place.term) else ()))
            forms = tuple(form for form in map(form_of, ways) if form != own)
            unit = Unit(own, "days", raw, forms, marks=(place.term,))
            return unit, size, Note("range", span, "period", {"period": place.term})
        number = next((i for i, t in enumerate(part) if t.text[:1].isdigit()), 0)
        written = terms_of(part[number:])
        lettered = len(written) > 1 and any(not t.text.isdigit() for t in written)
        terms = written if lettered else terms_of(part)
        unit = Unit(terms, "document", raw, _mentions(part, number), marks=(place.term,), named=not lettered)
        return unit, size, Note("document", span, "document")

    def _amount(self, text: str, tokens: Sequence[Token], at: int, amount: Quantity) -> Read | None:
        """An amount, a time, a number plate, a name with a figure: one unit, whichever way it is written; None for a known short form."""
        size = sum(1 for t in tokens[at:] if t.end <= amount.end)
        if not size or (amount.kind == "name" and self.dictionary.match_longest(tokens, at)):
            return None
        typed = terms_of(tokens[at : at + size])
        # Of a sum with a sign ("$100") the figure alone is another amount.
        own = form_of(amount.writings[1]) if _SIGN.search(text, amount.start, amount.end) else typed
        forms = dict.fromkeys(form for form in map(form_of, amount.writings) if form and form not in (own, typed))
        unit = Unit(own, "number", text[amount.start : amount.end], tuple(forms))
        told = amount.kind in ("plate", "time")
        return unit, size, Note("range", (amount.start, amount.end), "any_writing") if told else None

    def _wildcard(self, tokens: Sequence[Token], at: int, match: re.Match[str], phrase: bool) -> Read:
        """A word with signs for any letters: every word of the archive that it stands for, the most frequent ones."""
        size, raw = len(_inside(tokens, match)), match.group()
        typed = normalise(raw.lower())
        own = Unit(terms_of(tokens[at : at + size]), "wildcard", raw)
        if sum(c.isalnum() for c in raw) < MIN_LETTERS:
            unit = replace(own, kind="syllable" if size == 1 else "number")
            return unit, size, Note("notice", match.span(), "wildcard_short", {"count": MIN_LETTERS})
        if re.fullmatch(r"\w+\*", raw) and not phrase:
            return replace(own, kind="prefix"), 1, None
        words = self.context.words_like(typed, _MOST_WORDS + 1)
        if not words:
            # A term that no text has: the sign stays in it.
            return replace(own, terms=(Term(typed, typed),)), size, Note("notice", match.span(), "wildcard_none")
        kept = words[:_MOST_WORDS]
        data = {"forms": tuple(kept[:_NAMED]), "count": len(kept)}
        message = "wildcard_cut" if len(words) > len(kept) else "wildcard_more" if len(kept) > _NAMED else "wildcard"
        first, *others = ((Term(word, fold(word)),) for word in kept)
        return replace(own, terms=first, forms=tuple(others)), size, Note("expansion", match.span(), message, data)

    def _plain(self, text: str, tokens: Sequence[Token], at: int) -> Read:
        """A number, a known form, else a syllable."""
        token = tokens[at]
        size = _number_run(text, tokens, at)
        if (blanks := self._grouped(tokens, at)) > size:
            return _thousands(text, tokens[at : at + blanks]), blanks, None
        if size > 1:
            return _unit(text, tokens[at : at + size], "number"), size, None
        if joined := self._joined(tokens, at):
            return replace(_unit(text, tokens[at : at + 2], "number"), forms=(joined,)), 2, None
        if found := self._known(text, tokens, at):
            return found
        if word := self._loan_word(text, tokens, at):
            return word, len(word.terms), None
        unit, span = _unit(text, tokens[at : at + 1], "syllable"), (token.start, token.end)
        if token.text != token.folded and (meant := self.context.completions(token.text)):
            note = Note("expansion", span, "half_typed", {"forms": tuple(meant[:4])})
            return replace(unit, forms=tuple(form_of(word) for word in meant)), 1, note
        if forms := _number_forms(text, token):
            unit = replace(unit, forms=forms)
        if token.text in COMMITTEES:
            boosted_forms = tuple(form_of(f"{name} {token.text}") for name in ("ban chỉ đạo", "bcđ", "BCĐ"))
            boosted = replace(unit, boosted_forms=tuple(dict.fromkeys(boosted_forms)))
            return boosted, 1, Note("notice", span, "committee")
        return unit, 1, None

    def _joined(self, tokens: Sequence[Token], at: int) -> Form:
        """A name of no Vietnamese syllable with its figure ("covid 19") as one word, where the archive writes it so too."""
        pair = tokens[at : at + 2]
        if len(pair) < 2 or not pair[1].text.isdigit() or not pair[0].text.isalpha() or is_syllable(pair[0].text):
            return ()
        whole = form_of(f"{pair[0].text}{pair[1].text}")
        return whole if self.context.documents(whole) else ()

    def _loan_word(self, text: str, tokens: Sequence[Token], at: int) -> Unit | None:
        """A loan word of two syllables that the archive writes together as well ("ô tô", "ôtô"), typed either way; None for another word."""
        pair, first = tokens[at : at + 2], tokens[at].text
        if (
            len(pair) == 2
            and text[pair[0].end : pair[1].start].strip(" -") == ""
            and self._is_joined(first, pair[1].text)
        ):
            return replace(_unit(text, pair, "word"), forms=(form_of(first + pair[1].text),))
        if not first.isalpha() or len(first) > _LONGEST_LOAN or may_be_syllable(first):
            return None
        cuts = ((first[:end], first[end:]) for end in range(1, len(first)))
        apart = next((cut for cut in cuts if all(map(is_syllable, cut)) and self._is_joined(*cut)), None)
        return replace(_unit(text, tokens[at : at + 1], "word"), forms=(form_of(" ".join(apart)),)) if apart else None

    def _is_joined(self, first: str, second: str) -> bool:
        """Whether the archive writes two syllables together often, and apart too."""
        whole = first + second
        if not whole.isalpha() or len(whole) > _LONGEST_LOAN or may_be_syllable(whole):
            return False
        if load_place_names().find(f"{first} {second}"):
            # Addresses write the names of places together ("nghean.example.vn").
            return False
        joined = self.context.documents(form_of(whole))
        if joined < _FREQUENT:
            return False
        apart = self.context.documents(form_of(f"{first} {second}"))
        return _FREQUENT <= apart <= joined * _MOST_APART

    def _known(self, text: str, tokens: Sequence[Token], at: int) -> Read | None:
        size = self.dictionary.match_longest(tokens, at)
        if composed := composed_form(self.dictionary, text, tokens, at, size, self.context):
            expansion, size = composed
            span = (tokens[at].start, tokens[at + size - 1].end)
            return expansion.unit, size, Note("expansion", span, expansion.message, {"forms": expansion.names})
        if not size:
            return None
        span = (tokens[at].start, tokens[at + size - 1].end)
        around = FormInContext(tokens, at, size, text[slice(*span)])
        short = bool(self.dictionary.expansions_of(around.key))
        found = (short_form if short else long_form)(self.dictionary, around, self.context)
        if found is None:
            return None
        note = Note("expansion", span, found.message, {"forms": found.names}) if found.names else None
        return found.unit, size, note

    def _grouped(self, tokens: Sequence[Token], at: int) -> int:
        """Tokens of a number whose thousands were typed with blanks (114 924), else 0.

        113 114 115 are three numbers: more than two groups, or a first one of three figures before several, count as one only when the
        archive has the number.
        """
        end = at + 1
        if not re.fullmatch(r"[1-9]\d{0,2}", tokens[at].text) or (at and re.fullmatch(r"\d{3}", tokens[at - 1].text)):
            return 0
        while end < len(tokens) and re.fullmatch(r"\d{3}", tokens[end].text):
            end += 1
        groups = end - at
        if groups < 2:
            return 0
        whole = "".join(t.text for t in tokens[at:end])
        certain = groups == 2 or len(tokens[at].text) < 3
        return groups if certain or self.context.documents((Term(whole, whole),)) else 0


def _number_forms(text: str, token: Token) -> tuple[Form, ...]:
    """How a number is written otherwise: figures in words, a word in figures; one of a single word only with what it counts."""
    counted = COUNTED.match(text[token.end :].lower())
    noun = counted.group().strip() if counted else ""
    if token.text.isdigit() and len(token.text) > 3:
        return tuple(map(form_of, say_scaled(token.text)))
    if token.text.isdigit():
        said = say_number(int(token.text)) if re.fullmatch("[1-9][0-9]{0,2}", token.text) else ()
        return tuple(form_of(f"{one} {noun}" if " " not in one else one) for one in said if noun or " " in one)
    value, _ = read_number([token.text]) if noun and text != fold(text) else (0, 0)
    return (form_of(f"{value} {noun}"),) if value else ()


def _inside(tokens: Sequence[Token], match: re.Match[str]) -> list[int]:
    """The numbers of the tokens that stand in a match."""
    return [at for at, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()]


def _first_token(text: str, tokens: Sequence[Token], amount: Quantity) -> int:
    """Where the first token of an amount begins: a sum may begin with a sign that is none ("$100")."""
    start = next((token.start for token in tokens if token.start >= amount.start), amount.start)
    return start if not any(map(str.isalnum, text[amount.start : start])) else amount.start


def _address(tokens: Sequence[Token], at: int, address: re.Match[str]) -> tuple[Unit, int]:
    """A host or an address as one phrase, with or without what every address begins with."""
    size = sum(1 for t in tokens[at:] if t.end <= address.end())
    skipped = 0
    while skipped < size - 1 and tokens[at + skipped].text in ("http", "https", "www"):
        skipped += 1
    return Unit(terms_of(tokens[at + skipped : at + size]), "phrase", address.group()), size


def _unit(text: str, part: Sequence[Token], kind: UnitKind) -> Unit:
    return Unit(terms_of(part), kind, text[part[0].start : part[-1].end])


def _written(unit: Unit, units: int) -> list[Form]:
    """How a unit may be written in a phrase of so many; an ambiguous short form only beside others, which say what it means."""
    if unit.kind not in ("abbreviation", "long", "number", "wildcard", "word") or unit.ambiguous:
        return [unit.terms]
    return [unit.terms, *unit.forms, *(unit.shown if units > 1 else ())]


def _thousands(text: str, part: Sequence[Token]) -> Unit:
    whole = "".join(t.text for t in part)
    return replace(_unit(text, part, "number"), forms=((Term(whole, whole),),))


def _mentions(part: Sequence[Token], number: int) -> tuple[Form, ...]:
    """How texts mention the document of ``part`` in short, to be marked there: "09/CTr", "Chỉ thị số 05"."""
    found = [terms_of(part[number : number + 2])] if len(part) > number + 1 else []
    if words := [t for t in part[:number] if t.folded != "so"]:
        figure = terms_of(part[number : number + 1])
        found += [(*terms_of(words), *figure), (*terms_of(words), Term("số", "so"), *figure)]
    return tuple(found)


def _number_run(text: str, tokens: Sequence[Token], at: int) -> int:
    """Tokens of a number written without blanks that has several (63A-123.45), else 1."""
    end = at + 1
    while end < len(tokens) and _LINKED.fullmatch(text[tokens[end - 1].end : tokens[end].start]):
        end += 1
    return end - at if any(c.isdigit() for t in tokens[at:end] for c in t.text) else 1
