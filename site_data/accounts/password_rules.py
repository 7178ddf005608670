"""Which passwords are refused: short ones, and those made of what everybody tries first."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Literal

from site_data.accounts.account_names import LONGEST
from vietnamese.spelling.normalise import fold

MINIMUM = 12
"""Characters a password has at least."""

MAXIMUM = 1000

Weakness = Literal["short", "long", "common", "personal"]

_MOST_COMMON = 2
"""A password of so many common ones after each other, whatever digits and signs stand around them, is refused."""

_LEET = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t"})
_SIGNS = re.compile(r"[\W_]+")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_FEW_CHARACTERS = 5
_OF_THE_SITE = ("timtin", "tìm tin")


@cache
def common_passwords() -> frozenset[str]:
    """Return the shipped list of common passwords, three characters and longer.

    From the breached passwords that Django ships (in the public domain), with those of Vietnamese users added.
    """
    text = resources.files("site_data.accounts").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(text.split())


def find_weakness(password: str, name: str = "") -> Weakness | None:
    """Return why a password is refused for an account of this name, None when it is not."""
    # As it is typed, as signing in counts it, and before it is composed: that takes time with the square of a run of marks.
    if len(password) > MAXIMUM:
        return "long"
    composed = unicodedata.normalize("NFC", password)
    if len(composed) < MINIMUM:
        return "short"
    plain = fold(composed)
    if _is_personal(plain, fold(name[:LONGEST])):
        return "personal"
    if plain in common_passwords() or _is_monotonous(plain) or any(_is_common(form) for form in _forms_of(plain)):
        return "common"
    return None


def _forms_of(plain: str) -> set[str]:
    """Return what a password may have been made from: without signs, and with signs and digits inside of it as letters."""
    core = _ENDS.sub("", plain)
    return {_SIGNS.sub("", form) for form in (plain, core.translate(_LEET), plain.translate(_LEET))}


def _is_personal(plain: str, name: str) -> bool:
    """Tell whether little is left of a password without the account's and the site's name."""
    rest = plain
    for known in (name, *map(fold, _OF_THE_SITE)):
        if len(known) >= 3:
            rest = rest.replace(known, "")
    return rest != plain and len(_SIGNS.sub("", rest)) < MINIMUM // 2


def _is_monotonous(plain: str) -> bool:
    """Tell whether a password has few different characters, or climbs and falls by one step like 0123456789."""
    if len(set(plain)) < _FEW_CHARACTERS:
        return True
    steps = [ord(b) - ord(a) for a, b in zip(plain, plain[1:], strict=False)]
    return max(steps.count(step) for step in (-1, 0, 1)) > 0.7 * len(steps)


def _is_common(text: str) -> bool:
    """Tell whether a text is at most two common passwords with digits before, between and after them, or one said again."""
    common = common_passwords()
    # fewest[i]: common passwords needed to write the first i characters; digits cost nothing.
    fewest: list[float] = [0.0]
    longest = max(map(len, common))
    for end in range(1, len(text) + 1):
        best = fewest[end - 1] if text[end - 1].isdigit() else float("inf")
        for start in range(max(0, end - longest), end - 2):
            if fewest[start] + 1 < best and text[start:end] in common:
                best = fewest[start] + 1
        fewest.append(best)
    if fewest[-1] <= _MOST_COMMON:
        return True
    repeated = re.fullmatch(r"(.{3,}?)\1+\d*", text)
    return repeated is not None and fewest[len(repeated[1])] <= _MOST_COMMON
