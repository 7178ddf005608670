"""Finds the province an article or an office belongs to, by the names written there."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from vietnamese.entities.surnames import COMMON_SURNAMES
from vietnamese.spelling.keyboard_layouts import is_syllable
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
    r"(?<!\w)(?!thai binh duong|(?<=thai )binh duong)(?:"
    + "|".join(re.escape(name) for name in sorted((*PROVINCES, *_OTHER), key=len, reverse=True))
    + r")(?!\w)"
)
# A province nobody listed ("tỉnh Hồng Lam"): two capitalised words after "tỉnh".
_CALLED = re.compile(r"(?:[Tt]ỉnh|TỈNH) ((?:[^\W\d_a-zđ][^\W\d_]*)(?: [^\W\d_a-zđ][^\W\d_]*))")


# Not the city: the man, a street, an honour; not the province: the time there.
_NO_PLACE = re.compile(
    r"(?:đường|phố|đại lộ|quảng trường|trường|tư tưởng|đạo đức|phong cách|gương|chủ tịch|bác|lăng|bảo tàng|cộng sản|tncs|tiền phong|huân chương|giải thưởng|giờ|chiến dịch|tượng(?: đài)?|tàu(?: [a-zà-ỹđ]+){0,2})\s$",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"(?<!\w)(?:Trung Quốc|Bắc Kinh|Thượng Hải|Hàng Châu|Quảng Châu|Vũ Hán|Nam Ninh|Thâm Quyến|Hàn Quốc|Nhật Bản|Thái Lan|Lào|Viêng Chăn|Đài Loan|Đài Bắc|Hồng Kông|Bình Nhưỡng|Bàn Môn Điếm|"
    r"Mỹ|Anh|Pháp|Nga|Đức|Ấn Độ|Hà Lan|Thụy Sĩ|Thuỵ Sĩ|Thụy Điển|Tây Ban Nha|Bồ Đào Nha|Thổ Nhĩ Kỳ|Hoa Kỳ|Liên Hợp Quốc|Vatican|Triều Tiên|Mông Cổ|Ai Cập|Úc|Áo|Bỉ|Ý|Kiev|Moscow|Moskva|Mát-xcơ-va|Tokyo|Seoul|Bangkok|Jakarta|Manila|Singapore|Kuala Lumpur|London|Paris|Berlin|Washington|"
    r"New York|Geneva|Brussels|Tehran|Sydney|Canberra|Phnom Penh|Vientiane|Australia|Indonesia|Malaysia|Philippines|Campuchia|Myanmar|Ukraine|Iran|Iraq|Syria|Israel|Canada|"
    r"Brazil|Argentina|Mexico|Davos|Hong Kong|Macau|Cuba|Venezuela|Italy|Italia)(?!\w)"
)
_ABROAD_PROVINCES = frozenset(
    (
        "chiet giang", "quang dong", "quang tay", "van nam", "phuc kien", "giang to", "giang tay", "tu xuyen", "ho bac", "ho nam", "son dong",
        "lieu ninh", "cat lam", "hac long giang", "an huy", "quy chau", "cam tuc", "thanh hai", "thiem tay", "hai nam", "noi mong",
    )
)  # fmt: skip
_FOREIGN_CITY = re.compile(r"(?:[Tt]hủ đô|bang|[Tt]hành phố)\s(?!Pleiku)(?P<name>[A-Z][a-z]{3,})(?!\w)")

_FOREIGN_NAME = re.compile(r"(?!Vin|Pleiku|Melia|Sheraton|Hanoi|Saigon)(?P<name>[A-Z][a-z]{4,})")


def is_abroad(place: str) -> bool:
    """Tell whether a place as written lies in another country: one of those lands and cities, or a city of a foreign name."""
    city, province = _FOREIGN_CITY.search(place) or _FOREIGN_NAME.fullmatch(place), _CALLED.search(place)
    if province and fold(province[1]) in _ABROAD_PROVINCES:
        return True
    return _ABROAD.search(place) is not None or city is not None and not is_syllable(city["name"].lower())


# Names are capitalised: only runs of such words are folded and searched.
_RUN = re.compile(r"(?:[^\W\d_a-zà-ỹđ][^\W\d_]*\.?)(?:(?: ?- ?| )[^\W\d_a-zà-ỹđ][^\W\d_]*)+|TPHCM|HCM|Huế")


_NAME_BEFORE = re.compile(rf"(?i:(?<!\w)(?:{'|'.join(sorted(COMMON_SURNAMES - {'đoàn', 'hà', 'châu', 'từ'}))})\s)$")
"""A surname right before what is otherwise a province."""


@lru_cache(maxsize=1 << 16)
def _provinces_in_run(run: str) -> tuple[str, ...]:
    folded = fold(run)
    # "Trương Hoà Bình" is a man, "Hải Dương 8" a ship
    return tuple(
        _OTHER.get(found[0], found[0])
        for found in _KNOWN.finditer(folded)
        if not _NAME_BEFORE.search(run if len(run) == len(folded) else folded, 0, found.start())
    )


def _is_home(called: str) -> bool:
    """Tell whether what "tỉnh" names may be one of Vietnam: "tỉnh Siem Reap" is none."""
    folded = fold(called)
    known = _OTHER.get(folded, folded) in PROVINCES or all(is_syllable(word.lower()) for word in called.split())
    return called[0].isupper() and folded not in _ABROAD_PROVINCES and known


@cache
def find_province(text: str) -> str:
    """Find the folded name of the first province named in a short text such as an office, "" for none."""
    match = _CALLED.search(text)
    if match and _is_home(match[1]):
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
            if _is_home(match[1]):
                counts[_OTHER.get(fold(match[1]), fold(match[1]))] += weight
        for run in _RUN.finditer(text):
            if not _NO_PLACE.search(text, max(0, run.start() - 24), run.start()):
                for name in _provinces_in_run(run[0]):
                    counts[name] += weight
    return max(counts, key=lambda name: counts[name]) if counts else ""
