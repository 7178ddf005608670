"""Short and long forms in a query: what else each finds, and which sense an ambiguous short form has where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.context import Context
from indexer.marks import sense_mark
from indexer.units import Form, Term, Unit
from vietnamese.abbreviations import Dictionary, Entry
from vietnamese.syllables import parse as syllable
from vietnamese.syllables import valid
from vietnamese.tokens import Token, tokenize

_CLEARLY = 3
"""How many times the evidence of the next sense settles an ambiguous short form."""


def form_of(text: str) -> Form:
    """Return the terms of a text."""
    return tuple(Term(t.text, t.folded) for t in tokenize(text))


def terms_of(tokens: Sequence[Token]) -> Form:
    """Return tokens as terms."""
    return tuple(Term(t.text, t.folded) for t in tokens)


@dataclass(frozen=True, slots=True)
class Around:
    """A known form in its query: the tokens, where it begins and how many tokens it has, and as typed."""

    tokens: Sequence[Token]
    at: int
    size: int
    raw: str

    @property
    def own(self) -> Sequence[Token]:
        """The tokens of the form."""
        return self.tokens[self.at : self.at + self.size]

    @property
    def key(self) -> str:
        """The dictionary's key of the form."""
        return " ".join(t.text for t in self.own)

    @property
    def folds(self) -> bool:
        """Whether it was typed without accents."""
        return all(t.text == t.folded for t in self.own)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A unit, and what is to be said of it ("" says nothing)."""

    unit: Unit
    said: str = ""


def _capitals(raw: str) -> bool:
    return sum(c.isupper() for c in raw) >= 2


def _is_word(term: str) -> bool:
    found = syllable(term)
    return found is not None and valid(found)


def same(dictionary: Dictionary, entries: Sequence[Entry]) -> list[Entry]:
    """Return every entry that certain entries join to these (KH&CN: with and without "và"), so that totals agree."""
    found = dict.fromkeys(entries)
    waiting = list(found)
    while waiting:
        entry = waiting.pop()
        near = (*dictionary.abbreviations(entry.expansion), *dictionary.expansions(entry.abbreviation))
        new = [e for e in near if not e.ambiguous and e not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return list(found)


def _forms(entries: Sequence[Entry], *, shorts: bool = True) -> dict[Form, float]:
    """The forms of entries with the weight of each; the entry's weight is that of the form it adds."""
    found: dict[Form, float] = {}
    for entry in entries:
        texts = [entry.expansion, *(entry.spellings if shorts else ())]
        for text in texts:
            if form := form_of(text):
                found[form] = max(found.get(form, 0.0), entry.weight)
    return found


def settled(senses: Sequence[Entry], around: Around, context: Context) -> Entry | None:
    """Return the sense that the neighbours in the query mean, by how often the archive has its long form beside them."""
    before = terms_of(around.tokens[max(around.at - 1, 0) : around.at])
    after = terms_of(around.tokens[around.at + around.size : around.at + around.size + 2])
    if len(senses) == 1 or not (before or after):
        return None
    evidence: list[tuple[int, int]] = []
    for number, sense in enumerate(senses):
        long = form_of(sense.expansion)
        seen = context.documents((*long, *after)) * 3 if len(after) == 2 else 0
        seen += context.documents((*long, *after[:1])) if after else 0
        seen += context.documents((*before, *long)) if before else 0
        evidence.append((seen, -number))
    evidence.sort(reverse=True)
    best, second = evidence[0], evidence[1]
    return senses[-best[1]] if best[0] >= 2 and best[0] >= _CLEARLY * second[0] else None


def short_form(dictionary: Dictionary, around: Around, context: Context) -> Understanding | None:
    """Return the unit of a short form; None when it was not meant as one (an ordinary word, or a guess too wild)."""
    senses = dictionary.expansions(around.key)
    if not senses:
        return None
    sure = [e for e in senses if not e.ambiguous]
    chosen: list[Entry] = sure
    meant: Entry | None = None
    if not sure:
        typed = _capitals(around.raw)
        if typed or not _is_word(around.key):
            meant = settled(senses, around, context)
        chosen = [meant] if meant else list(senses) if typed else []
    if not chosen:
        return None
    entries = same(dictionary, sure) if sure else chosen
    forms = _forms(entries, shorts=bool(sure) or not around.folds)
    names = ", ".join(dict.fromkeys(e.expansion for e in chosen))
    unit = Unit(
        terms_of(around.own),
        "abbreviation",
        around.raw,
        tuple(forms),
        ambiguous=not sure and meant is None,
        marks=(sense_mark(meant.abbreviation, meant.expansion),) if meant else (),
        defined=sense_mark(meant.abbreviation) if meant else "",
        weights=tuple(forms.values()),
    )
    return Understanding(unit, f"cũng tìm: {names}")


def long_form(dictionary: Dictionary, around: Around) -> Understanding | None:
    """Return the unit of a long form of several syllables; None when it is none."""
    entries = dictionary.abbreviations(around.key)
    longs = [e for e in entries if not e.ambiguous]
    if not longs:
        return Understanding(Unit(terms_of(around.own), "long", around.raw)) if len(around.own) > 1 else None
    forms = _forms(same(dictionary, longs))
    if around.folds:
        # Its own long form, with accents, is among what the folded one finds.
        own = [t.folded for t in around.own]
        forms = {f: w for f, w in forms.items() if [t.folded for t in f] != own}
    names = ", ".join(dict.fromkeys(e.abbreviation for e in longs))
    unit = Unit(terms_of(around.own), "long", around.raw, tuple(forms), weights=tuple(forms.values()))
    return Understanding(unit, f"cũng tìm: {names}")
