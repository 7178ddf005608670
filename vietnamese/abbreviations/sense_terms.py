"""Index terms of senses: which long form an abbreviation stands for in an article."""

from __future__ import annotations

from vietnamese.abbreviations.dictionary import key_of


def sense_term(abbreviation: str, expansion: str = "") -> str:
    """Return the index term of an article where ``abbreviation`` stands for ``expansion``, or always for something known."""
    short = key_of(abbreviation)
    return f"s:{short}={key_of(expansion)}" if expansion else f"s:{short}"
