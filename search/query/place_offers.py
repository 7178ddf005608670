"""What a query's places were before July 2025, or are since: offered, never searched unasked; and which of several is meant."""

from __future__ import annotations

from collections.abc import Sequence

from search.results import Choice, Understood
from vietnamese.entities.places import Place, PlaceSpan, find_places, load_gazetteer
from vietnamese.spelling.normalise import fold

_ENDED = frozenset(("huyện", "quận", "thị xã", "thành phố"))
"""Kinds of districts, of which there are none since July 2025."""

_MOST = 6
"""Names that one offer adds."""


def place_notes(text: str) -> list[Understood]:
    """Return an offer for each place of ``text`` that was merged, and a question for each name of several provinces."""
    if '"' in text or " OR " in text:
        return []
    return [note for found in find_places(text) for note in _notes(text, found)]


def _notes(text: str, found: PlaceSpan) -> list[Understood]:
    typed = text[found.name : found.end]
    provinces = list(dict.fromkeys(p.province for p in found.places if p.province))
    if len(provinces) > 1 and not any(p.lower() in text.lower() for p in provinces):
        choices = tuple(Choice(name, f'{text} "{name}"') for name in sorted(provinces))
        return [
            Understood(
                "which", typed, f"“{typed}” có ở {len(provinces)} tỉnh, thành phố. Bạn muốn nói:", "", "", choices
            )
        ]
    place = next((p for p in found.places if p.province.lower() in text.lower()), found.places[0])
    table = load_gazetteer()
    merged = [p for p in table.before.get(place, ()) if p.name != place.name][:_MOST]
    if merged:
        return [
            _offer(text, found, merged, f"{typed}: cũng tìm {_listed(merged)} trước {table.valid_until(merged[0])}")
        ]
    since = [p for p in table.after.get(place, ()) if p.name != place.name][:_MOST]
    if not since:
        return []
    said = f"{typed}: từ {table.valid_until(place)} thuộc {_listed(since)}, cũng tìm tên mới"
    if place in table.renamed:
        said = f"{typed}: từ {table.valid_until(place)} là {_listed(since)}, cũng tìm tên mới"
    if place.kind in _ENDED:
        # Which communes a district had is known only where the source names it beside them.
        said = f"{typed}: không còn từ 7/2025, một phần nay là {_listed(since)}, cũng tìm tên mới"
    return [_offer(text, found, since, said)]


def _listed(places: Sequence[Place]) -> str:
    return ", ".join(p.name if not p.province else p.title for p in places)


def _offer(text: str, found: PlaceSpan, places: Sequence[Place], said: str) -> Understood:
    own = text[found.name : found.end]
    usual = found.places[0].name
    # What is typed without accents finds every spelling by itself.
    same = own.lower() in (usual.lower(), fold(usual))
    known = [] if found.places[0].province or same else [usual]
    names = dict.fromkeys((own, *known, *(p.name if not p.province else p.title for p in places)))
    either = "(" + " OR ".join(f'"{name}"' for name in names) + ")"
    on = f"{text[: found.start]}{either}{text[found.end :]}"
    return Understood("place", own, said, "", on)
