"""How numbers and days are written in each language, the same on pages, in mails and on the command line; numbers are read as well."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translations.language import language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SWAPPED = str.maketrans(",.", ".,")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+|-?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)


def write_number(value: int) -> str:
    """Write a whole number as the language groups it: 15276 -> 15.276 or 15,276."""
    return _localise(f"{value:,}")


def write_decimal(value: float, digits: int = 1) -> str:
    """Write a number with so many decimals, at the language's decimal sign: 0.25 -> 0,2 or 0.2."""
    return _localise(f"{value:,.{digits}f}")


def read_whole_number(text: str) -> int:
    """Read a whole number as people type it: 1000, 1.000, 1,000 and 1 000 are one. Raises ValueError for anything else."""
    plain = "".join(text.split())
    if _GROUPED.fullmatch(plain):
        plain = re.sub("[.,]", "", plain)
    if not _WHOLE.fullmatch(plain):
        raise ValueError(text)
    return int(plain)


def read_decimal(text: str) -> Decimal:
    """Read a number as people type it: 0,5 and 0.5 are one; 1.000,5 is read as its language writes it. Raises ValueError for anything else."""
    plain = "".join(text.split())
    group, point = (",", ".") if language() == "en" else (".", ",")
    if re.fullmatch(rf"-?[1-9]\d{{0,2}}(\{group}\d{{3}})+(\{point}\d+)?", plain, re.ASCII):
        plain = plain.replace(group, "")
    if not _DECIMAL.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain.replace(",", "."))


def write_day(value: date) -> str:
    """Write a day: 24/05/2023 or 24 May 2023."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if language() == "en" else f"{value:%d/%m/%Y}"


def write_partial_day(value: str) -> str:
    """Write a day that may lack its day or its year: "2023-05" -> 05/2023, "--05-24" -> 24/05, "2023" -> 2023."""
    year, month, day = (*value.removeprefix("--").split("-"), "", "")[:3]
    if value.startswith("--"):
        year, month, day = "", year, month
    if language() == "en":
        return " ".join(filter(None, (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year)))
    return "/".join(filter(None, (day, month, year)))


def _localise(written: str) -> str:
    return written if language() == "en" else written.translate(_SWAPPED)
