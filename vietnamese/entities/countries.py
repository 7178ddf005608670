"""Names of countries and parts of the world: ``countries.tsv`` has each with its other spellings ("Malaysia": "Ma-lai-xi-a").

Names of one syllable ("Lào") are left out: nothing has to be kept together. Put together here.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def load_countries() -> tuple[tuple[str, ...], ...]:
    """Load the names, each with its other spellings behind it."""
    text = resources.files("vietnamese.entities").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.splitlines()[1:])
    return tuple((name, *filter(None, spellings.split("|"))) for name, _, spellings in rows)
