"""Numbers in words: "mười ba" is 13, "hai mươi lăm" 25, "năm trăm" 500; and days of the month and months said so."""

from __future__ import annotations

from collections.abc import Sequence

from vietnamese.spelling.normalise import fold

_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


def _spellings(words: dict[str, int]) -> dict[bool, dict[str, int]]:
    """The numbers of words with their accents (True), and of the same words typed without (False)."""
    return {True: words, False: {fold(word): number for word, number in words.items()}}


_ONES_SPELT, _MONTHS_SPELT = _spellings(_ONES), _spellings(_MONTHS)
_SIGNS = ("mười", "mươi", "trăm", "linh", "lẻ")
_SIGNS_SPELT = {True: _SIGNS, False: tuple(map(fold, _SIGNS))}


def read_number(words: Sequence[str], *, accented: bool = True) -> tuple[int, int]:
    """Return the number that ``words`` (lower case) begin with and how many words say it; (0, 0) when there is none.

    Up to 999; ``accented`` False reads words typed without accents.
    """
    ones, (ten, tens, hundred, *odd) = _ONES_SPELT[accented], _SIGNS_SPELT[accented]
    size = value = 0
    if len(words) > 1 and words[0] in ones and words[1] == hundred:
        value, size = 100 * ones[words[0]], 2
        rest = words[size:]
        if len(rest) > 1 and rest[0] in odd and rest[1] in ones:
            return value + ones[rest[1]], size + 2
    rest = words[size:]
    if rest and rest[0] == ten and accented | (len(rest) > 1):
        one = ones.get(rest[1], 0) if len(rest) > 1 else 0
        return value + 10 + one, size + 1 + bool(one)
    if len(rest) > 1 and rest[0] in ones and rest[1] == tens:
        one = ones.get(rest[2], 0) if len(rest) > 2 else 0
        return value + 10 * ones[rest[0]] + one, size + 2 + bool(one)
    if len(rest) > 1 and rest[0] in ones and rest[1] in ones and rest[1] in ("mốt", "lăm", "nhăm") and accented:
        return value + 10 * ones[rest[0]] + ones[rest[1]], size + 2
    if not size and rest and rest[0] in ones:
        return ones[rest[0]], 1
    return value, size


def say_number(number: int) -> tuple[str, ...]:
    """Return the ways to say a number from 1 to 999 ("hai mươi tư", "hai mươi bốn"); none for another."""
    if not 0 < number < 1000:
        return ()
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    said = f"{_SAID[hundreds]} trăm"
    if not rest:
        return (said,)
    if rest < 10:
        return tuple(f"{said} {odd} {_SAID[rest]}" for odd in ("linh", "lẻ"))
    return tuple(f"{said} {own}" for own in _below_hundred(rest))


_SAID = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _below_hundred(number: int) -> tuple[str, ...]:
    tens, ones = divmod(number, 10)
    if not tens:
        return (_SAID[ones],)
    head = "mười" if tens == 1 else f"{_SAID[tens]} mươi"
    ways = {0: ("",), 5: ("lăm",)} | ({1: ("mốt",), 4: ("tư", "bốn")} if tens > 1 else {})
    return tuple(f"{head} {one}".strip() for one in ways.get(ones, (_SAID[ones],)))


def say_month(month: int) -> tuple[str, ...]:
    """Return the names of a month, as said after "tháng"."""
    return tuple(name for name, number in _MONTHS.items() if number == month)


def read_month(words: Sequence[str], *, accented: bool = True) -> tuple[int, int]:
    """Return the month that ``words`` begin with, as said after "tháng", and how many words say it; (0, 0) for none."""
    months = _MONTHS_SPELT[accented]
    for size in (2, 1):
        if (month := months.get(" ".join(words[:size]), 0)) and len(words) >= size:
            return month, size
    return 0, 0


def read_day(words: Sequence[str], *, accented: bool = True) -> tuple[int, int, int]:
    """Return (day, month, words) of what ``words`` begin with ("ngày mười ba tháng năm", "mùng hai tháng chín"); zeros for none."""
    lead = 0
    if words and words[0] in ("ngày", "ngay"):
        lead = 1
    first = words[lead : lead + 1]
    early = bool(first) and first[0] in ("mùng", "mồng", "mung", "mong")
    lead += early
    day, size = read_number(words[lead:], accented=accented)
    if not 1 <= day <= 31 or (early and day > 10) or not (lead or size > 1):
        return 0, 0, 0
    after = words[lead + size :]
    if not after or after[0] != ("tháng" if accented else "thang"):
        return 0, 0, 0
    month, more = read_month(after[1:], accented=accented)
    return (day, month, lead + size + 1 + more) if month else (0, 0, 0)
