"""Amounts, times of day, number plates and names with figures, and every way each is written: "2kg" and "2 kg", "23h30" and "23 giờ 30".

Pure functions on text. The query segmenter makes one unit of each, which any of the writings finds; nothing is indexed for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from vietnamese.entities.number_words import read_number, say_number
from vietnamese.spelling.normalise import fold

_UNITS = (
    ("kg", "ki-lô-gam", "kilogam", "ki lô gam", "kí", "ký", "kilogram"),
    ("g", "gam", "gram", "gr"),
    ("mg", "miligam", "mi-li-gam"),
    ("tấn",),
    ("tạ",),
    ("yến",),
    ("km", "ki-lô-mét", "kilomet", "kilômét", "ki lô mét", "cây số"),
    ("m", "mét"),
    ("cm", "xăng-ti-mét", "centimet", "phân"),
    ("mm", "mi-li-mét", "milimet", "ly", "li"),
    ("m2", "m²", "mét vuông"),
    ("m3", "m³", "mét khối"),
    ("km2", "km²", "ki lô mét vuông", "cây số vuông"),
    ("km/h", "km/giờ", "km một giờ", "kmh"),
    ("ha", "héc ta", "hecta", "héc-ta"),
    ("l", "lít", "lit"),
    ("ml", "mi-li-lít", "mililit"),
    ("w", "oát"),
    ("kw", "ki-lô-oát"),
    ("kv", "ki-lô-vôn"),
    ("gb",),
    ("%", "phần trăm"),
    ("usd", "đô la", "đô", "đô la mỹ", "đô-la", "dollar", "đôla"),
    ("euro", "eur", "ơ rô"),
    ("tỷ", "tỉ"),
    ("triệu", "tr"),
    ("nghìn", "ngàn"),
    ("đồng", "vnđ", "vnd", "đ"),
)
"""Units of measure and of money: what one of a row says, all say."""

_SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}
_APART_ONLY = frozenset(("phân", "ly", "li", "kí", "ký", "đ", "l", "w", "tr", "cây số"))
"""Writings that mean much else, looked for only where they were typed or beside the figure."""

_ROW = {writing: row for row in _UNITS for writing in row}
_FOLDED = {fold(writing): row for row in _UNITS for writing in row if len(writing) > 2}
_COUNTED = (
    "người", "vụ", "đối tượng", "con", "xe", "chiếc", "cái", "bài", "trường hợp", "lượt", "hộ", "ca", "em", "cán bộ", "chiến sĩ",
    "suất", "phần", "viên", "gói", "thùng", "lít", "bao", "hộp", "cây", "bộ", "học sinh", "sinh viên", "đoàn viên", "hội viên",
    "đảng viên", "đại biểu", "gia đình", "cuộc", "buổi", "giờ", "phút", "ngày", "tháng", "năm tù", "lần", "điểm", "căn", "tổ",
    "đơn vị", "cơ sở", "phương tiện", "chai", "lon", "cuốn", "tờ", "tin", "ý kiến", "khẩu", "quả", "tép", "nhân khẩu", "công dân",
)  # fmt: skip
"""What is counted: a figure before it is an amount, no year."""

COUNTED = re.compile(
    r" *(?:"
    + "|".join(re.escape(w) for w in sorted({*_COUNTED, *map(fold, _COUNTED), *_ROW, *_FOLDED}, key=len, reverse=True))
    + r")(?!\w)"
)
"""What makes a figure before it an amount, in lower case."""

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"


def _any_of(writings: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(writings, key=len, reverse=True))


_UNIT = _any_of({*_ROW, *_FOLDED})
_SIGNS = {"$": "usd", "us$": "usd", "usd": "usd", "€": "euro", "eur": "euro", "euro": "euro"}
"""What may stand before or behind a sum of foreign money."""

_SIGN = _any_of(_SIGNS)
# As short as "do" a currency without accents is another word ("5 triệu do vay").
_FOREIGN = {w: r for r in _UNITS if r[0] in ("usd", "euro") for w in (*r, *(fold(own) for own in r if len(own) > 2))}
_MONEY = _FOREIGN | dict.fromkeys(("đồng", "dong", "vnđ", "vnd", "đ"), _ROW["đồng"])
_LARGER = _any_of({w for row in _UNITS if row[0] in _SCALES for w in (*row, *map(fold, row))})
_AMOUNT = re.compile(
    rf"(?<![\w.,/\-])(?:(?P<sign>{_SIGN}) ?)?(?P<number>{_NUMBER})"
    rf"(?: ?(?P<larger>{_LARGER}) ?(?P<money>{_any_of(_MONEY)}|[$€])(?![\w/])| ?(?P<unit>{_UNIT}|[$€])(?![\w/²³]))?"
)
_AFTER_WORDS = re.compile(rf" ?(?P<unit>{_UNIT})(?![\w/²³])")
_TENS = frozenset(("muoi", "tram"))
_TIME = re.compile(
    r"(?<![\w.,:/\-])(?P<hour>[01]?[0-9]|2[0-4])(?: ?(?:h|g|giờ|gio) ?(?P<minute>[0-5][0-9]|[0-9](?= ?(?:p|phút|phut)(?!\w)))(?:(?: ?(?:p|phút|phut|’|'))(?!\w))?"
    r"|:(?P<colon>[0-5][0-9])| ?(?P<whole>h|giờ|gio))(?![\w:]|[.,/\-][0-9])"
)
_PLATE = re.compile(
    r"(?<![\w.\-])(?P<area>[1-9][0-9])[ \-]?(?P<series>[a-zđ]{1,2}(?:[0-9]| [0-9](?=[ \-]))?)(?: ?[\-. ] ?|(?<=[a-zđ0-9]))"
    r"(?P<number>[0-9]{3}[ .\-]?[0-9]{2}|[0-9]{4})(?![\w]|[.\-/][0-9])"
)
_ROADS = (("quốc lộ", "ql"), ("tỉnh lộ", "tl"), ("đường tỉnh", "đt"), ("hương lộ", "hl"))
"""Kinds of roads that bear a number, and their letters."""
_ROAD_NAMES = {name: row for row in _ROADS for name in (*row, fold(row[0]))}
_ROAD = re.compile(
    rf"(?<![\w.,/\-])(?P<road>{_any_of(_ROAD_NAMES)})[ .\-]?(?P<figure>[0-9]{{1,3}})(?P<letter>[a-eđ]?)(?![\w]|[.,\-/][0-9])"
)
_NAME = re.compile(r"(?<![\w.,/\-])(?P<name>[^\W\d_]+)(?P<link>-?)(?P<figure>[0-9]{1,4})(?![\w]|[.,\-/]\w)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount, time, plate or name with a figure; offsets into the text, and its writings, the one typed first."""

    kind: str
    start: int
    end: int
    writings: tuple[str, ...]


def _figures(number: str) -> list[str]:
    """The ways to write a number: with and without grouped thousands."""
    whole = number.replace(".", "")
    if not re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{3,}", number):
        return [number]
    return list(dict.fromkeys((number, whole, f"{int(whole):,}".replace(",", "."))))


def _scaled(number: str, scale: int) -> list[str]:
    """The figure that a number of millions is ("1,5" tỷ -> 1500000000), and the same in the next smaller words."""
    if not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", number):
        return []
    whole, _, rest = number.replace(".", ",").partition(",")
    if len(rest) == 3 and "." in number:
        whole, rest = whole + rest, ""
    value = int(whole) * scale + (int(rest) * scale // 10 ** len(rest) if rest else 0)
    return [str(value)] if value >= 1000 else []


def say_scaled(number: str) -> list[str]:
    """Return how a whole number is written in thousands, millions or milliards: "200.000.000" is "200 triệu"."""
    if not re.fullmatch(r"[1-9][0-9]*(?:\.[0-9]{3})*", number):
        return []
    value = int(number.replace(".", ""))
    scale, words = next(((10**e, w) for e, w in _LARGE if value % 10**e == 0 and value >= 10**e), (0, ()))
    count = value // scale if scale else 0
    return [f"{said} {word}" for said in (str(count), *say_number(count)[:1]) for word in words] if scale else []


_THOUSANDS = ("nghìn", "ngàn")
_LARGE = ((9, ("tỷ", "tỉ")), (6, ("triệu",)), (3, _THOUSANDS))


def _amount(match: re.Match[str], text: str) -> Quantity | None:
    money = match["money"] or match["unit"] or match["sign"]
    if not money:
        return None
    unit = _SIGNS.get(money, money)
    row = _ROW.get(unit) or _MONEY.get(unit) or _FOLDED[unit]
    number = text[match.start("number") : match.end("number")]
    if larger := match["larger"] or (unit if match["sign"] and row[0] in _SCALES else ""):
        return _large_sum(match, text, larger, _MONEY[unit if match["larger"] else _SIGNS[match["sign"]]])
    usual = [w for w in row if w not in _APART_ONLY or w == unit]
    numbers = [*_figures(number), *_said(number)]
    apart = [f"{n} {w}" for n, w in product(numbers, usual)]
    joined = [f"{n}{w}" for n, w in product(_figures(number), row) if len(w) <= 4 and " " not in w]
    also = _scaled(number, _SCALES[row[0]]) if row[0] in _SCALES else []
    if row[0] == "đồng":
        also = _say_dong(number)
    return Quantity("amount", *match.span(), (text[slice(*match.span())], *apart, *joined, *also))


def _say_dong(number: str) -> list[str]:
    """A sum of đồng in thousands, millions or milliards: 200.000 is "200 nghìn đồng", 1.500.000 "1,5 triệu" too: thousands count many things."""
    scaled = say_scaled(number)
    whole = number.replace(".", "")
    for digits, words in _LARGE:
        if whole.isdigit() and int(whole) >= 10**digits and int(whole) % 10**digits:
            tenths = int(whole) * 10 // 10**digits
            if tenths * 10**digits == int(whole) * 10:
                scaled += [f"{tenths // 10},{tenths % 10} {word}" for word in words]
    short = [f"{one[:-6]}tr" for one in scaled if one.endswith(" triệu")]
    alone = [one for one in scaled if not one.endswith(_THOUSANDS)]
    return [*(f"{one} đồng" for one in scaled), *alone, *short]


def _said(number: str) -> Sequence[str]:
    """A small number in words."""
    return say_number(int(number))[:1] if number.isdigit() and len(number) < 4 else ()


def _large_sum(match: re.Match[str], text: str, larger: str, currency: Sequence[str]) -> Quantity:
    """Thousands, millions or milliards of money: "5 triệu USD", "5.000.000 đô la"; of đồng all that says the sum of figures."""
    number = match["number"]
    scale = next(row for row in _UNITS if row[0] in _SCALES and larger in (*row, *map(fold, row)))
    if "đồng" in currency and (figures := _scaled(number, _SCALES[scale[0]])):
        sum_of = _AMOUNT.fullmatch(f"{figures[0]} đồng")
        same = _amount(sum_of, sum_of.string) if sum_of else None
        return Quantity("amount", *match.span(), (text[slice(*match.span())], *(same.writings if same else ())))
    counts = [f"{n} {w}" for n, w in product((number, *_said(number)), scale)]
    sums = [*counts, *_scaled(number, _SCALES[scale[0]])]
    return Quantity(
        "amount", *match.span(), (text[slice(*match.span())], *(f"{n} {w}" for n, w in product(sums, currency)))
    )


def _time(match: re.Match[str], text: str) -> Quantity | None:
    hour, minute = match["hour"].lstrip("0") or "0", match["minute"] or match["colon"]
    hours = dict.fromkeys((match["hour"], hour, hour.rjust(2, "0")))
    if minute is None:
        return Quantity(
            "time",
            *match.span(),
            (text[slice(*match.span())], *(f"{h}{w}" for h in hours for w in ("h", " giờ", " h"))),
        )
    ways = ("{h}h{m}", "{h} giờ {m}", "{h}:{m}", "{h}h {m}", "{h}g{m}", "{h} h {m}", "{h} giờ {m} phút", "{h}h{m}p")
    padded, short = minute.rjust(2, "0"), minute.lstrip("0") or "0"
    written = [way.format(h=h, m=padded) for h in hours for way in ways]
    if short != padded:
        written += [
            way.format(h=h, m=short) for h in hours for way in ("{h} giờ {m} phút", "{h}h{m} phút", "{h}h {m} phút")
        ]
    return Quantity("time", *match.span(), (text[slice(*match.span())], *written))


def _plate(match: re.Match[str], text: str) -> Quantity | None:
    whole = re.sub(r"[ .\-]", "", match.group())
    area, letters, digits = whole[:2], *re.split(r"(?<=[^\W\d_])(?=[0-9])", whole[2:], maxsplit=1)
    ways: list[str] = []
    # A series may end in a figure (38H1): without a sign between, five figures are a number or a series' figure and an old number.
    for series, number in ((letters, digits), (letters + digits[0], digits[1:])):
        if len(number) in (4, 5):
            dotted = [f"{number[:3]}.{number[3:]}", f"{number[:3]} {number[3:]}"] if len(number) == 5 else []
            heads = [f"{area}{series}", f"{area}-{series}"]
            if series != letters:
                heads += [f"{area}{letters} {digits[0]}", f"{area} {letters} {digits[0]}"]
            ways += [f"{head}{gap}{n}" for head in heads for gap in ("", "-") for n in (number, *dotted)]
    return Quantity("plate", *match.span(), (text[slice(*match.span())], *ways)) if ways else None


def _road(match: re.Match[str], text: str) -> Quantity | None:
    """A road with its number ("QL1A", "quốc lộ 1A"); its letters apart from the number only in capitals."""
    name, raw, number = match["road"], text[slice(*match.span())], match["figure"] + match["letter"]
    if len(name) == 2 and not raw[:2].isupper() and not raw[2].isdigit():
        return None
    ways = (way for kind in _ROAD_NAMES[name] for way in (f"{kind} {number}", f"{kind}{number}"))
    return Quantity("road", *match.span(), (raw, *ways))


def _name(match: re.Match[str], text: str) -> Quantity | None:
    raw = text[slice(*match.span())]
    name, figure = match["name"], match["figure"]
    if match["link"] and len(name) < 2:
        return None
    return Quantity("name", *match.span(), (raw, f"{name} {figure}", f"{name}{figure}"))


_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Quantity | None]], ...] = (
    (_PLATE, _plate),
    (_TIME, _time),
    (_ROAD, _road),
    (_AMOUNT, _amount),
    (_NAME, _name),
)


def _in_words(text: str) -> Iterator[Quantity]:
    """Numbers of two words and more: "mười ba", "hai mươi lăm"."""
    words = [(m.group().lower(), *m.span()) for m in re.finditer(r"[^\W\d_]+", text)]
    accented = any(word != fold(word) for word, _, _ in words)
    at = 0
    while at < len(words):
        value, size = read_number([word for word, _, _ in words[at : at + 6]], accented=accented)
        # Without accents a figure is sure where the word for ten or hundred stands in it.
        if size > 1 and (accented or not _TENS.isdisjoint(word for word, _, _ in words[at : at + size])):
            start, end = words[at][1], words[at + size - 1][2]
            unit = _AFTER_WORDS.match(text.lower(), end)
            amount = _AMOUNT.fullmatch(f"{value} {unit['unit']}") if unit else None
            if unit and amount and (one := _amount(amount, amount.string)):
                end = unit.end()
                yield Quantity("amount", start, end, (text[start:end], *one.writings))
            else:
                yield Quantity("number", start, end, (text[start:end], str(value), *say_number(value)))
        at += size or 1


def find_quantities(text: str) -> list[Quantity]:
    """Find what ``text`` (NFC) names with figures and units, in order, never overlapping: plates before times before amounts."""
    lower = text.lower()
    if len(lower) != len(text):
        return []
    found: list[Quantity] = []
    for pattern, read in _KINDS:
        for match in pattern.finditer(lower):
            if any(match.start() < f.end and f.start < match.end() for f in found):
                continue
            one = read(match, text)
            if one is not None:
                found.append(one)
    found += [q for q in _in_words(text) if not any(q.start < f.end and f.start < q.end for f in found)]
    return sorted(found, key=lambda one: one.start)
