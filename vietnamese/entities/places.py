"""The gazetteer: provinces and communes since July 2025 and what each was before (``places.tsv``).

Source: github.com/thanglequoc/vietnamese-provinces-database (MIT), its free text cut into names; districts, which ended then,
are known where that text names them ("@huyện Kim Thành" beside a commune). Names alone, with all districts: ``place_names``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vietnamese.entities.place_names import read_spellings
from vietnamese.spelling.normalise import fold, normalise

_RENAMED = {"Thừa Thiên Huế": ("Huế", "1/2025")}
"""Provinces that only have another name since (the table tells of July 2025)."""

MERGED = "7/2025"

KINDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "quận", "huyện", "xã")
_SHORT = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
_PLAIN = {fold(kind): kind for kind in KINDS} | _SHORT
_KIND = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(sorted(_PLAIN, key=len, reverse=True))})\.? +")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: ``kind`` and ``name``, the province it lies in ("" for a province)."""

    kind: str
    name: str
    province: str = ""

    @property
    def title(self) -> str:
        """Kind and name."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place that a text names: every unit of today or before that it may be; offsets into the text.

    ``name`` is where the name begins: ``start``, or after the kind of a province ("tỉnh Hà Giang").
    """

    start: int
    end: int
    places: tuple[Place, ...]
    name: int


class Gazetteer:
    """Places by name, and what became of them."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self.before: dict[Place, list[Place]] = {}
        self.after: dict[Place, list[Place]] = defaultdict(list)
        self._units: dict[str, list[Place]] = defaultdict(list)
        self.provinces: dict[str, list[Place]] = defaultdict(list)
        for province, kind, name, before in rows:
            new = Place(kind, name, province)
            self.before[new] = [old for text in before.split("|") if text for old in self._old_units(text, new)]
            for place in (new, *self.before[new]):
                self._add(place)
            for old in self.before[new]:
                if old != new:
                    self.after[old].append(new)
        self.renamed = dict(self._rename(*change) for change in _RENAMED.items())
        others = (other for other, usual in _load_other_names().items() if fold(usual) in self.provinces)
        names = (*self.provinces, *others)
        self.first_words = frozenset(fold(name).split()[0].partition("-")[0] for name in names)
        """Folded words that a province's name may begin with."""

    def _rename(self, name: str, change: tuple[str, str]) -> tuple[Place, str]:
        old, (new,) = Place("tỉnh", name), self.provinces[fold(change[0])]
        self._add(old)
        self.before[new].append(old)
        self.after[old].append(new)
        return old, change[1]

    def valid_until(self, old: Place) -> str:
        """Return the month up to which a unit of before was one."""
        return self.renamed.get(old, MERGED)

    def _old_units(self, text: str, new: Place) -> list[Place]:
        """Return an old unit; the district that the text names beside it is added."""
        unit, _, district = text.partition(" @")
        kind = next(k for k in KINDS if unit.startswith(k + " "))
        old = Place(kind, unit[len(kind) + 1 :], new.province)
        if district:
            whole = Place(
                next(k for k in KINDS if district.startswith(k + " ")), district.split(" ", 1)[1], new.province
            )
            whole = Place(whole.kind, district[len(whole.kind) + 1 :], new.province)
            self._add(whole)
            if new not in self.after[whole]:
                self.after[whole].append(new)
        return [old]

    def _add(self, place: Place) -> None:
        known = self._units[fold(place.name)] if place.province else self.provinces[fold(place.name)]
        if place not in known:
            known.append(place)

    def find_units(self, kind: str, name: str) -> list[Place]:
        """Find units below a province of that kind whose name is ``name`` (accents count where typed)."""
        found = [p for p in self._units.get(fold(name), ()) if p.kind == kind]
        typed = normalise(name).lower()
        exact = [p for p in found if normalise(p.name).lower() == typed]
        return exact or (found if typed == fold(typed) else [])

    def find_province(self, name: str) -> list[Place]:
        """Find the province of today or before whose name is ``name``."""
        typed = normalise(name).lower()
        other = _load_other_names().get(typed)
        found = self.provinces.get(fold(other or name), [])
        return [p for p in found if other or typed in (fold(p.name), normalise(p.name).lower())]


@cache
def _load_other_names() -> dict[str, str]:
    """Load the other names, in lower case and without accents -> the usual name."""
    spellings = ((other, usual) for other, usual in read_spellings().items() if usual)
    return {key: usual for other, usual in spellings for key in (normalise(other).lower(), fold(other))}


@cache
def load_gazetteer() -> Gazetteer:
    """Load the table, once."""
    text = resources.files("vietnamese.entities").joinpath("places.tsv").read_text(encoding="utf-8")
    return Gazetteer(line.split("\t") for line in text.splitlines()[1:])


_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?(?: - | )?|[0-9]{1,2}(?!\w)")
_LONGEST = 5
_PROVINCE_KIND = re.compile(r"(?<!\w)(?:tinh|thanh pho|tp\.?) *$")


def find_places(text: str) -> list[PlaceSpan]:
    """Find the provinces ``text`` names, and the smaller units it names with their kind ("xã Tân Hưng"), in order."""
    plain = fold(text)
    if len(plain) != len(text):
        return []
    table = load_gazetteer()
    found: list[PlaceSpan] = []
    for match in _KIND.finditer(plain):
        kind = _PLAIN[match["kind"]]
        for end in _find_ends(text, match.end()):
            name = text[match.end() : end].strip()
            if places := table.find_units(kind, name):
                found.append(PlaceSpan(match.start(), end, tuple(places), match.start()))
                break
    for match in re.finditer(r"[^\W_]+", plain):
        start = match.start()
        if match.group() not in table.first_words or any(f.start <= start < f.end for f in found):
            continue
        for end in _find_ends(text, start):
            if places := table.find_province(text[start:end]):
                before = _PROVINCE_KIND.search(plain, 0, start)
                found.append(PlaceSpan(before.start() if before else start, end, tuple(places), start))
                break
    return sorted(found, key=lambda place: place.start)


def _find_ends(text: str, start: int) -> list[int]:
    """Find where a name that begins at ``start`` may end, the longest first."""
    ends: list[int] = []
    at = start
    while len(ends) < _LONGEST and (match := _NAME.match(text, at)):
        ends.append(match.start() + len(match.group().rstrip(" -")))
        at = match.end()
        if not match.group().endswith(" "):
            break
    return ends[::-1]
