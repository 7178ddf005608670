"""What a query's places were before July 2025, or are since: offered, never searched unasked; and which of several is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.query.syntax import Group, SyntaxTree, put_quoted
from search.understood import Choice, Understood
from vietnamese.entities.places import Place, PlaceSpan, find_places, load_gazetteer
from vietnamese.spelling.normalise import fold

_ENDED = frozenset(("huyện", "quận", "thị xã", "thành phố"))
"""Kinds of districts, of which there are none since July 2025."""

_MOST = 6
"""Names that one offer adds."""


def place_notes(syntax: SyntaxTree) -> list[Understood]:
    """Return an offer for each place of the running text that was merged, and a question for each name of several provinces.

    None where the query says already which names it means: in alternatives and beside phrases.
    """
    if syntax.phrases() or any(isinstance(node, Group) for node in syntax.nodes):
        return []
    found = ((start, find_places(syntax.text[start:end])) for start, end in syntax.running())
    moved = (
        replace(one, start=one.start + at, end=one.end + at, name=one.name + at) for at, own in found for one in own
    )
    return [note for one in moved for note in _notes(syntax, one)]


def _notes(syntax: SyntaxTree, found: PlaceSpan) -> list[Understood]:
    text, behind = syntax.text, (len(syntax.text), len(syntax.text))
    typed = text[found.name : found.end]
    provinces = list(dict.fromkeys(p.province for p in found.places if p.province))
    if len(provinces) > 1 and not any(p.lower() in text.lower() for p in provinces):
        choices = tuple(Choice(name, put_quoted(syntax, [(behind, f' "{name}"')])) for name in sorted(provinces))
        return [Understood("which", typed, "which_place", {"count": len(provinces)}, choices=choices)]
    place = next((p for p in found.places if p.province.lower() in text.lower()), found.places[0])
    table = load_gazetteer()
    merged = [p for p in table.before.get(place, ()) if p.name != place.name][:_MOST]
    if merged:
        return [_offer(syntax, found, merged, "place_before", table.valid_until(merged[0]))]
    since = [p for p in table.after.get(place, ()) if p.name != place.name][:_MOST]
    if not since:
        return []
    # Which communes a district had is known only where the source names it beside them.
    message = "place_ended" if place.kind in _ENDED else "place_renamed" if place in table.renamed else "place_joined"
    return [_offer(syntax, found, since, message, table.valid_until(place))]


def _offer(syntax: SyntaxTree, found: PlaceSpan, places: Sequence[Place], message: str, month: str) -> Understood:
    own = syntax.text[found.name : found.end]
    usual = found.places[0].name
    # What is typed without accents finds every spelling by itself.
    same = own.lower() in (usual.lower(), fold(usual))
    known = [] if found.places[0].province or same else [usual]
    listed = [p.name if not p.province else p.title for p in places]
    names = dict.fromkeys((own, *known, *listed))
    either = "(" + " OR ".join(f'"{name}"' for name in names) + ")"
    on = put_quoted(syntax, [((found.start, found.end), either)])
    return Understood("place", own, message, {"places": tuple(listed), "month": month}, on=on)
