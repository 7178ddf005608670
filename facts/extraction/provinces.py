"""Finds the province an article or an office belongs to, by the names written there."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from vietnamese.spelling.normalise import fold

_NAMES = """
an giang|bà rịa - vũng tàu|bạc liêu|bắc giang|bắc kạn|bắc ninh|bến tre|bình định|bình dương|bình phước|bình thuận|cà mau|
cần thơ|cao bằng|đà nẵng|đắk lắk|đắk nông|điện biên|đồng nai|đồng tháp|gia lai|hà giang|hà nam|hà nội|hà tĩnh|hải dương|
hải phòng|hậu giang|hòa bình|hồ chí minh|hưng yên|khánh hòa|kiên giang|kon tum|lai châu|lâm đồng|lạng sơn|lào cai|long an|
nam định|nghệ an|ninh bình|ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị|sóc trăng|sơn la|
tây ninh|thái bình|thái nguyên|thanh hóa|thừa thiên huế|tiền giang|trà vinh|tuyên quang|vĩnh long|vĩnh phúc|yên bái
"""
PROVINCES = tuple(fold(name) for name in _NAMES.replace("\n", "").split("|"))
"""Folded names of the 63 provinces and cities up to June 2025: the 34 since then keep names of these (and Huế)."""
_OTHER = {
    "hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh", "vung tau": "ba ria - vung tau",
    "dak lak": "dak lak", "dac lac": "dak lak", "hue": "thua thien hue", "thua thien - hue": "thua thien hue",
    "ba ria-vung tau": "ba ria - vung tau", "br-vt": "ba ria - vung tau", "dac nong": "dak nong", "bac can": "bac kan",
}  # fmt: skip
_KNOWN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(name) for name in sorted((*PROVINCES, *_OTHER), key=len, reverse=True))
    + r")(?!\w)"
)
# A province nobody listed ("tỉnh Hồng Lam"): two capitalised words after "tỉnh".
_CALLED = re.compile(r"(?:[Tt]ỉnh|TỈNH) ((?:[^\W\d_a-zđ][^\W\d_]*)(?: [^\W\d_a-zđ][^\W\d_]*))")


# Names are capitalised: only runs of such words are folded and searched.
_RUN = re.compile(r"(?:[^\W\d_a-zà-ỹđ][^\W\d_]*\.?)(?:(?: ?- ?| )[^\W\d_a-zà-ỹđ][^\W\d_]*)+|TPHCM|HCM|Huế")


@lru_cache(maxsize=1 << 16)
def _provinces_in_run(run: str) -> tuple[str, ...]:
    return tuple(_OTHER.get(found[0], found[0]) for found in _KNOWN.finditer(fold(run)))


@cache
def find_province(text: str) -> str:
    """Find the folded name of the first province named in a short text such as an office, "" for none."""
    match = _CALLED.search(text)
    if match and match[1][0].isupper():
        called = fold(match[1])
        return _OTHER.get(called, called)
    found = _KNOWN.search(fold(text))
    return _OTHER.get(found[0], found[0]) if found else ""


def province_of(title: str, lead: str, body: str, source: str = "") -> str:
    """Return the folded name of the province an article is about: its source's, else the one named most, title and lead first."""
    own = source.replace("_", " ").lower()
    if own in PROVINCES:
        return own
    counts: Counter[str] = Counter()
    for text, weight in ((title, 3), (lead, 2), (body[:4000], 1)):
        for match in _CALLED.finditer(text):
            if match[1][0].isupper():
                counts[_OTHER.get(fold(match[1]), fold(match[1]))] += weight
        for run in _RUN.findall(text):
            for found in _provinces_in_run(run):
                counts[found] += weight
    return max(counts, key=lambda name: counts[name]) if counts else ""
