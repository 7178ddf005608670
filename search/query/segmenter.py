"""Running text of a query -> units: documents, days, numbers, known forms, else syllables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.query.abbreviations import FormInContext, form_of, long_form, short_form, terms_of
from search.query.collocations import CollocationEvidence
from search.query.syntax import ADDRESS
from search.query.tree import Form, Term, Unit, UnitKind
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.day_terms import QueryDays, find_query_days
from vietnamese.entities.document_terms import QueryDocument, find_query_documents
from vietnamese.entities.quantities import Quantity, find_quantities
from vietnamese.spelling.tokens import Token, tokenize

COMMITTEES = frozenset(("138", "389", "197", "1389", "515"))
"""Numbers by which steering committees are known."""

_WAYS = 16
"""Ways of writing one phrase that are looked for."""

_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_LINKED = re.compile(r"[/\-–.,]")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The units of a running text and what was understood; offs are made by the parser, from ``at`` and ``raw``."""

    units: tuple[Unit, ...]
    notes: tuple[tuple[str, str, int, str], ...]
    """(kind, as typed, place in the text, sentence) of each thing understood."""


class QuerySegmenter:
    """Reads running texts with a dictionary and the archive's evidence."""

    def __init__(self, dictionary: Dictionary, context: CollocationEvidence) -> None:
        self.dictionary = dictionary
        self.context = context

    def read(self, text: str, zone: str = "") -> Segmentation:
        """Cut ``text`` into units."""
        tokens = tokenize(text)
        documents = (d for d in find_query_documents(text) if d.sure or self.context.marked(d.term))
        places: list[QueryDocument | QueryDays] = [*find_query_days(text), *documents]
        named = {place.start: place for place in places}
        addresses = {match.start(): match for match in ADDRESS.finditer(text)}
        amounts = {one.start: one for one in find_quantities(text)}
        units: list[Unit] = []
        notes: list[tuple[str, str, int, str]] = []
        at = 0
        while at < len(tokens):
            start = tokens[at].start
            place = named.get(start)
            if (address := addresses.get(start)) is not None:
                unit, size, kind, said = _address(tokens, at, address)
            elif place:
                unit, size, kind, said = self._named(text, tokens, at, place)
            elif (amount := amounts.get(start)) and (written := self._amount(text, tokens, at, amount)):
                unit, size, kind, said = written
            else:
                unit, size, kind, said = self._plain(text, tokens, at)
            units.append(replace(unit, zone=zone) if zone else unit)
            if said:
                notes.append((kind, unit.raw, start, said))
            at += size
        return Segmentation(tuple(units), tuple(notes))

    def phrase(self, text: str, zone: str = "") -> Segmentation:
        """Segmentation words that must stand side by side, as typed or with the known forms among them written otherwise."""
        inner = self.read(text)
        said = "; ".join(dict.fromkeys(s for kind, _, _, s in inner.notes if kind == "expansion"))
        if len(inner.units) == 1 and inner.units[0].kind in ("abbreviation", "long") and not inner.units[0].ambiguous:
            whole = replace(inner.units[0], kind="phrase", raw=text.strip(), zone=zone)
            return Segmentation((whole,), (("expansion", whole.raw, 0, said),) if said else ())
        own = tuple(term for unit in inner.units for term in unit.terms)
        ways: list[Form] = [()]
        for unit in inner.units:
            ways = [(*way, *form) for way in ways for form in _written(unit, len(inner.units))][:_WAYS]
        if not own:
            return Segmentation((), ())
        if len(inner.units) > 1 and not any(term.accented for term in own):
            ways = [tuple(Term(t.folded, t.folded) for t in way) for way in ways]
        forms = tuple(dict.fromkeys(way for way in ways if way != own))
        unit = Unit(own, "phrase", text.strip(), forms, zone=zone)
        return Segmentation((unit,), (("expansion", unit.raw, 0, said),) if said and forms else ())

    def whole(self, text: str) -> int:
        """Return how many characters of ``text`` its first unit has: a known form, a word of the archive, a number."""
        tokens = tokenize(text)
        if not tokens:
            return 0
        asked = [p for p in find_query_documents(text) if p.start == tokens[0].start]
        if asked:
            return asked[0].end
        size = max(_number_run(text, tokens, 0), self.dictionary.match_longest(tokens, 0), 1)
        for length in range(min(4, len(tokens)), size, -1):
            if self.context.is_word(terms_of(tokens[:length])):
                return tokens[length - 1].end
        return tokens[size - 1].end

    def _named(
        self, text: str, tokens: Sequence[Token], at: int, place: QueryDocument | QueryDays
    ) -> tuple[Unit, int, str, str]:
        """A document or a day or period."""
        size = sum(1 for t in tokens[at:] if t.end <= place.end) or 1
        part = tokens[at : at + size]
        raw = text[place.start : place.end]
        if isinstance(place, QueryDays):
            # A day with a dot is written like a decimal: as such it counts only where the text calls it a day.
            own = form_of(f"ngày {raw}") if _DECIMAL.fullmatch(raw) else terms_of(part)
            unit = Unit(own, "days", raw, marks=(place.term,))
            return unit, size, "range", f"“{raw}”: mọi cách viết {place.text}, kể cả ngày cụ thể trong đó"
        number = next((i for i, t in enumerate(part) if t.text[:1].isdigit()), 0)
        written = terms_of(part[number:])
        lettered = len(written) > 1 and any(not t.text.isdigit() for t in written)
        terms = written if lettered else terms_of(part)
        unit = Unit(terms, "document", raw, _mentions(part, number), marks=(place.term,), named=not lettered)
        return unit, size, "document", f"“{raw}” được hiểu là số hiệu văn bản, viết cách nào cũng tìm"

    def _amount(
        self, text: str, tokens: Sequence[Token], at: int, amount: Quantity
    ) -> tuple[Unit, int, str, str] | None:
        """An amount, a time, a number plate, a name with a figure: one unit, whichever way it is written; None for a known short form."""
        size = sum(1 for t in tokens[at:] if t.end <= amount.end)
        if not size or (amount.kind == "name" and self.dictionary.match_longest(tokens, at)):
            return None
        own = terms_of(tokens[at : at + size])
        forms = dict.fromkeys(form for form in map(form_of, amount.writings) if form and form != own)
        unit = Unit(own, "number", text[amount.start : amount.end], tuple(forms))
        said = f"“{unit.raw}”: viết cách nào cũng tìm" if amount.kind in ("plate", "time") else ""
        return unit, size, "range" if said else "", said

    def _plain(self, text: str, tokens: Sequence[Token], at: int) -> tuple[Unit, int, str, str]:
        """A number, a known form, else a syllable."""
        token = tokens[at]
        size = _number_run(text, tokens, at)
        if (blanks := self._grouped(tokens, at)) > size:
            return _thousands(text, tokens[at : at + blanks]), blanks, "", ""
        if size > 1:
            return _unit(text, tokens[at : at + size], "number"), size, "", ""
        if found := self._known(text, tokens, at):
            return found
        unit = _unit(text, tokens[at : at + 1], "syllable")
        if token.text != token.folded and (meant := self.context.completions(token.text)):
            said = f"“{unit.raw}” chưa đủ dấu: tìm mọi chữ giữ các dấu đã gõ ({', '.join(meant[:4])}…)"
            return replace(unit, forms=tuple(form_of(word) for word in meant)), 1, "expansion", said
        if text[token.end : token.end + 1] == "*" and len(token.text) > 1:
            return replace(unit, kind="prefix"), 1, "", ""
        if token.text in COMMITTEES:
            boosted_forms = tuple(form_of(f"{name} {token.text}") for name in ("ban chỉ đạo", "bcđ", "BCĐ"))
            said = f"{token.text}: bài về Ban Chỉ đạo {token.text} xếp trước"
            return replace(unit, boosted_forms=tuple(dict.fromkeys(boosted_forms))), 1, "notice", said
        return unit, 1, "", ""

    def _known(self, text: str, tokens: Sequence[Token], at: int) -> tuple[Unit, int, str, str] | None:
        size = self.dictionary.match_longest(tokens, at)
        if not size:
            return None
        around = FormInContext(tokens, at, size, text[tokens[at].start : tokens[at + size - 1].end])
        short = bool(self.dictionary.expansions_of(around.key))
        found = (short_form if short else long_form)(self.dictionary, around, self.context)
        return (found.unit, size, "expansion", found.said) if found else None

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


def _address(tokens: Sequence[Token], at: int, address: re.Match[str]) -> tuple[Unit, int, str, str]:
    """A host or an address as one phrase, with or without what every address begins with."""
    size = sum(1 for t in tokens[at:] if t.end <= address.end())
    skipped = 0
    while skipped < size - 1 and tokens[at + skipped].text in ("http", "https", "www"):
        skipped += 1
    return Unit(terms_of(tokens[at + skipped : at + size]), "phrase", address.group()), size, "", ""


def _unit(text: str, part: Sequence[Token], kind: UnitKind) -> Unit:
    return Unit(terms_of(part), kind, text[part[0].start : part[-1].end])


def _written(unit: Unit, units: int) -> list[Form]:
    """How a unit may be written in a phrase of so many; an ambiguous short form only beside others, which say what it means."""
    if unit.kind not in ("abbreviation", "long", "number") or unit.ambiguous:
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
