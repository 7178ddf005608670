"""What a query's places were before July 2025, or are since: offered, never searched unasked; and which of several is meant."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Choice, Understood
from vietnamese.places import Found, Place, find_places, gazetteer

_MOST = 6
"""Names that one offer adds."""


def place_notes(text: str) -> list[Understood]:
    """Return an offer for each place of ``text`` that was merged, and a question for each name of several provinces."""
    if '"' in text or " OR " in text:
        return []
    return [note for found in find_places(text) for note in _notes(text, found)]


def _notes(text: str, found: Found) -> list[Understood]:
    typed = text[found.start : found.end]
    provinces = list(dict.fromkeys(p.province for p in found.places if p.province))
    if len(provinces) > 1 and not any(p.lower() in text.lower() for p in provinces):
        choices = tuple(Choice(name, f'{text} "{name}"') for name in sorted(provinces))
        return [
            Understood(
                "which", typed, f"“{typed}” có ở {len(provinces)} tỉnh, thành phố. Bạn muốn nói:", "", "", choices
            )
        ]
    place = next((p for p in found.places if p.province.lower() in text.lower()), found.places[0])
    table = gazetteer()
    merged = [p for p in table.before.get(place, ()) if p.name != place.name][:_MOST]
    if merged:
        return [_offer(text, found, merged, f"{typed}: cũng tìm {_listed(merged)} trước 7/2025")]
    since = [p for p in table.after.get(place, ()) if p.name != place.name][:_MOST]
    if since:
        return [_offer(text, found, since, f"{typed}: từ 7/2025 thuộc {_listed(since)}, cũng tìm tên mới")]
    return []


def _listed(places: Sequence[Place]) -> str:
    return ", ".join(p.name if not p.province else p.title for p in places)


def _offer(text: str, found: Found, places: Sequence[Place], said: str) -> Understood:
    names = [text[found.start : found.end], *dict.fromkeys(p.name if not p.province else p.title for p in places)]
    either = "(" + " OR ".join(f'"{name}"' for name in names) + ")"
    on = f"{text[: found.start]}{either}{text[found.end :]}"
    return Understood("place", names[0], said, "", on)
