"""Names of bodies of the state, the Party and the large unions: each is one thing, however common its words are.

``bodies.tsv`` has ministries (those before 2025 too), general departments and departments, courts, committees and provincial offices.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def load_bodies() -> tuple[str, ...]:
    """Load the names as they are usually written."""
    text = resources.files(__package__).joinpath("bodies.tsv").read_text("utf-8")
    return tuple(text.splitlines()[1:])
