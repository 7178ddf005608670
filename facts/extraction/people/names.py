"""Finds names of people among capitalised words: where a Vietnamese or foreign name begins, and what is no person's name."""

from __future__ import annotations

import re

from facts.extraction.people.words import (
    DEGREES,
    HONORIFICS,
    Word,
    is_general_at,
    is_rank_at,
    office_head_size,
)
from vietnamese.entities.surnames import COMMON_SURNAMES, SURNAMES
from vietnamese.spelling.keyboard_layouts import is_syllable

_PLACE_NOUNS = frozenset(
    [
        "đường",
        "phố",
        "trường",
        "thpt",
        "thcs",
        "quận",
        "huyện",
        "phường",
        "xã",
        "thôn",
        "ấp",
        "cầu",
        "chợ",
        "chùa",
        "ngõ",
        "lăng",
        "giải",
        "sân",
        "kênh",
        "cảng",
        "đèo",
        "tnhh",
        "làng",
        "đảo",
        "ảnh",
        "hẻm",
        "bản",
        "đền",
        "ga",
        "hồ",
        "đồn",
        "đán",
        "tết",
        "nhóm",
        "quán",
        "rạp",
        "hãng",
        "hiệu",
        "tàu",
        "núi",
        "sông",
        "buôn",
        "xóm",
        "đình",
        "miếu",
        "bến",
        "vịnh",
        "hang",
        "suối",
        "tp.",
        "bang",
        "hạt",
    ]
)
_PLACE_PAIRS = frozenset(
    (
        "tiểu học", "mầm non", "bệnh viện", "công viên", "bảo tàng", "giải thưởng", "công ty", "tượng đài", "quảng trường",
        "huân chương", "nhà thờ", "khu phố", "thị xã", "thị trấn", "đại lộ", "khách sạn", "nhà hàng", "biên phòng", "phong trào",
        "tập đoàn", "thương hiệu", "tên lửa", "bãi thử", "khu đô", "chung cư", "cơ sở", "doanh nghiệp", "tòa nhà", "học bổng", "cuộc thi",
    )
)  # fmt: skip
_GROUNDS = frozenset(
    ("quốc gia", "công nghiệp", "kinh tế", "chế xuất", "bảo tồn", "du lịch", "sinh thái", "di tích", "đô thị", "máy điện", "máy thủy", "lưu niệm")
)  # fmt: skip
"""After "khu", "vườn", "nhà" or "cụm": "Vườn quốc gia Mẫu", "Khu công nghiệp Mẫu"."""
_NO_PLACE_NOUNS = frozenset(("nhật bản", "thành phố", "môi trường", "thị trường", "hiện trường", "bản bộ", "tiểu ban"))
"""Words that end like the nouns above, and after which a person may be named."""
# Before these a name may follow too ("Giám đốc Công an tỉnh Nguyễn Văn Long"), but only one of three syllables.
_UNITS = frozenset(("tỉnh", "tp", "thành phố"))
PLACES = frozenset(
    (
        "hồ chí", "hà nội", "hà tĩnh", "hà giang", "hà nam", "hà đông", "hà tây", "hà tiên", "thái bình", "thái nguyên",
        "cao bằng", "lâm đồng", "ninh bình", "ninh thuận", "đồng nai", "đồng tháp", "kim sơn", "hoàng mai", "hoàng sa",
        "phan thiết", "phan rang", "lai châu", "vũng tàu", "kiên giang", "trà vinh", "sơn la", "sơn tây", "vĩnh phúc",
        "đồng hới", "thái lan", "triều tiên", "lạng sơn", "mỹ tho", "cà mau", "trung ương", "việt nam", "tràng tiền",
        "hà lan", "la mã", "ba vì", "bắc giang", "bắc ninh", "đồng chí", "cao đẳng", "vi phạm", "ma túy",
        "văn phòng", "văn hóa", "hạ long", "mai châu", "danh sách", "lương sơn", "hoàng liên", "đặng xá", "cao lãnh",
        "viên chức", "la gi", "quảng ninh", "trần phú", "thạch hà", "thạch thất", "chu sê", "ngô quyền", "tân sơn",
        "hà thành", "lý sơn", "la phù", "kim động", "kim bôi", "từ liêm", "từ sơn", "đông anh", "cao lộc", "mai sơn",
        "vân đồn", "thái hòa", "thái thụy", "lâm hà", "lâm thao", "ninh giang", "ninh hòa", "ninh kiều", "phương đông",
        "trần đề", "lê chân", "đoàn kết", "hồ tây", "ông bà", "lương thực", "kim thành", "đồng xoài", "đồng văn", "đồng hỷ", "lầu năm", "kon tum", "new delhi", "new york", "los angeles", "las vegas",
        "buenos aires", "kuala lumpur", "phnom penh", "hong kong", "abu dhabi", "tel aviv", "sao paulo", "san francisco",
    )
)  # fmt: skip
_PROVINCES = frozenset(
    (
        "bắc ninh", "quảng ninh", "tây ninh", "bình dương", "hải dương", "bắc giang", "hà giang", "an giang", "kiên giang", "hậu giang",
        "tiền giang", "thái bình", "hòa bình", "hoà bình", "quảng bình", "ninh bình", "hà nam", "quảng nam", "việt nam", "lai châu", "hà tây",
    )
)  # fmt: skip
"""Provinces whose last syllable is a surname as well; a person may be named right after them."""
_ZODIAC = frozenset(["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"])
_COUNTRIES = frozenset(
    (
        "nga", "anh", "mỹ", "pháp", "đức", "nhật", "ý", "úc", "áo", "bỉ", "ấn", "lan", "độ", "hàn", "israel", "iran", "iraq", "syria", "ukraine",
        "kazakhstan", "canada", "australia", "singapore", "malaysia", "indonesia", "philippines", "campuchia", "cuba", "venezuela",
        "brazil", "italia", "italy", "myanmar", "palestine", "afghanistan", "pakistan", "mexico", "argentina", "chile", "belarus", "kremlin",
        "nepal", "bhutan", "bangladesh", "lanka", "nigeria", "kenya", "libya", "yemen", "qatar", "kuwait", "jordan", "lebanon", "oman", "armenia",
        "azerbaijan", "uzbekistan", "hungary", "romania", "bulgaria", "serbia", "croatia", "slovakia", "slovenia", "séc", "latvia", "lithuania", "estonia",
        "moldova", "albania", "macedonia", "montenegro", "bosnia", "kosovo", "ireland", "scotland", "england", "peru", "colombia", "bolivia", "ecuador",
        "paraguay", "uruguay", "panama", "haiti", "sudan", "somalia", "ethiopia", "congo", "uganda", "rwanda", "zimbabwe", "zambia", "mali", "angola",
        "mozambique", "tunisia", "algeria", "maroc", "brunei", "timor", "maldives", "tehran", "berlin", "paris", "seoul", "delhi", "jakarta", "manila",
        "kiev", "ankara", "texas", "florida", "california", "hawaii", "alaska", "ohio", "michigan", "eu", "nato", "asean", "un", "who", "fbi", "cia", "apple", "google", "facebook", "fifa", "afc", "liverpool", "barcelona", "chelsea",
        "ba", "phi", "nam", "lào", "trung", "quốc", "tây", "ban", "nha", "hoa", "kỳ", "bắc", "kinh", "washington", "london", "moscow", "tokyo",
    )
)  # fmt: skip
_VOWEL = re.compile("[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
# Words without accents that begin an aside after a dash: "… Nam Du - cho biết"
_AFTER_DASH = frozenset(
    [
        "cho",
        "do",
        "noi",
        "trong",
        "theo",
        "nay",
        "khi",
        "thay",
        "qua",
        "ra",
        "sau",
        "con",
        "anh",
        "em",
        "cha",
        "tham",
        "thu",
        "la",
        "cung",
    ]
)
_REGIONS = frozenset(("bang", "hạt", "tỉnh", "vùng"))
_LANDS = frozenset(
    ("trung quốc", "hàn quốc", "triều tiên", "đài loan", "nhật bản", "campuchia", "mông cổ", "hồng kông", "hong kong")
)
"""Lands whose people have names of Vietnamese syllables, with surnames of their own."""


def find_eastern_name(words: list[Word], start: int, stop: int) -> int:
    """Find the name after its land that ends a run of capitalised words: "Chủ tịch Trung Quốc Tập Cận Bình"; -1 for none."""
    for at in range(stop - 2, start, -1):
        size = stop - at
        land = f"{words[at - 2].low} {words[at - 1].low}" if at - 2 >= start else ""
        # "Phó bí thư Thành uỷ TP. HCM Tất Thành Mẫu": a surname nobody lists
        city = words[at - 1].text == "HCM" and size == 3
        if city or (land in _LANDS or words[at - 1].low in _LANDS) and 2 <= size <= 3:
            return at if all(is_name_word(w) and is_syllable(w.low) for w in words[at:stop]) else -1
    return -1


_JOINING = frozenset(("al", "el", "van", "de", "bin", "von", "der", "da"))


def is_named_after(words: list[Word], at: int) -> bool:
    """Tell whether what stands at ``at`` is the name of a street, school, commune and the like, by the word before."""
    if at <= 0:
        return False
    low = words[at - 1].low
    if at > 1 and f"{words[at - 2].low} {low}" in _NO_PLACE_NOUNS:
        return False
    if at > 2 and words[at - 3].low in ("khu", "vườn", "nhà", "cụm") and f"{words[at - 2].low} {low}" in _GROUNDS:
        return True
    # "trưởng đồn Trần Văn Mẫu", "chủ tàu …": who holds the office, not what is named after him
    if at > 1 and office_head_size(words, at - 2) == 2:
        return False
    if low == "viện" and at + 2 < len(words) and words[at - 1].capital:
        return True
    pair = at > 1 and f"{words[at - 2].low} {low}" in _PLACE_PAIRS
    # "chủ doanh nghiệp Nguyễn Văn A" names its owner
    return low in _PLACE_NOUNS or pair and not (at > 2 and words[at - 3].low == "chủ")


def is_in_province(words: list[Word], at: int) -> bool:
    """Tell whether "tỉnh" or "thành phố" stands right before ``at``: its name may follow, or a person's."""
    at -= at > 1 and words[at - 1].text == "."
    return at > 0 and (words[at - 1].low in _UNITS or (at > 1 and f"{words[at - 2].low} {words[at - 1].low}" in _UNITS))


def is_titled(words: list[Word], at: int) -> bool:
    """Tell whether rank, degree or honorific stands right before ``at``: any capitalised words are a name then."""
    if at <= 0:
        return False
    last = words[at - 1].low
    if (
        last in HONORIFICS
        or last in DEGREES
        or is_general_at(words, at - 1)
        or (last == "." and at > 1 and words[at - 2].low in DEGREES)
    ):
        return True
    return at >= 2 and (f"{words[at - 2].low} {last}" == "đồng chí" or is_rank_at(words, at - 2))


def is_name_word(word: Word, long: bool = False) -> bool:
    """Tell whether a word may be part of a name: capitalised, and no abbreviation."""
    if not word.capital or len(word.text) > (14 if long else 8):
        return False
    return len(word.text) == 1 or not word.text.isupper() or len(word.text) > 4


def find_surname(words: list[Word], start: int, stop: int) -> int:
    """Find where a Vietnamese name begins inside a run of capitalised words, by its surname; -1 when nowhere."""
    for at in range(start, stop - 1):
        low = words[at].low
        if (
            low not in SURNAMES
            or office_head_size(words, at)
            or not is_name_word(words[at])
            or not is_name_word(words[at + 1])
        ):
            continue
        if low not in COMMON_SURNAMES and (at > start or stop - at < 3):
            continue
        # "Bí thư Trung ương Đoàn Lê Quốc Phong": the union, not a surname
        if low == "đoàn" and words[at + 1].low in COMMON_SURNAMES and stop - at > 3:
            continue
        if f"{low} {words[at + 1].low}" in PLACES or is_named_after(words, at):
            continue
        if is_in_province(words, at) and stop - at < 3:
            continue
        # "Chủ tịch UBND tỉnh Bắc Ninh Trần Văn Mẫu": the end of the province's name
        if at > start and stop - at > 2 and f"{words[at - 1].low} {low}" in _PROVINCES:
            continue
        return at
    return -1


_BRAND = re.compile(r"(?!Mc|Mac|De|La|Le|O'|Di|Van)[A-Z][a-z]+[A-Z]|[a-z]+[A-Z]")


def find_foreign_name(words: list[Word], start: int, stop: int) -> int:
    """Find where a foreign name of 2 to 4 words that ends a run of capitalised words begins; -1 when it ends in none."""
    at = stop
    while (
        at > start
        and (words[at - 1].text.isascii() or words[at - 1].text == ".")
        and not _is_abbreviation(words[at - 1])
    ):
        at -= 1
    # "người sáng lập WikiLeaks Julian Mẫu": a brand, before the name
    while at < stop and (words[at].low in _COUNTRIES or words[at].text == "." or _BRAND.match(words[at].text)):
        at += 1
    # "Thống đốc bang Indiana Mike Pence", "quan chức Bộ Nội vụ Nepal Umakanta Adhikari": the first word is the place's
    if at == start > 0 and stop - at > 2 and words[start - 1].low in _REGIONS:
        at += 1
    # "Thống đốc New York Andrew Mẫu"
    if stop - at > 3 and f"{words[at].low} {words[at + 1].low}" in PLACES:
        at += 2
    named = [w for w in words[at:stop] if w.text != "."]
    if not 2 <= len(named) <= 4 or any(office_head_size(words, k) for k in range(at, stop)):
        return -1
    return at if any(not is_syllable(w.text.lower()) and len(w.text) > 2 for w in named) else -1


def _is_abbreviation(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1


_COMPANIES = frozenset(
    ("công ty", "tập đoàn", "ngân hàng", "đại học", "tổ chức", "nhà máy", "hiệp hội", "công đoàn", "doanh nghiệp")
)


def has_name_at_end(words: list[Word], begin: int, end: int) -> bool:
    """Tell whether the words [begin, end) of an office end with somebody's name: it is another person's office then."""
    hyphened = _has_hyphen(words, end)
    if end - begin > 4 and _has_hyphen(words, end - 2):
        end, hyphened = end - 2, True
    stop = start = end
    while start > begin and words[start - 1].capital and words[start - 1].text.isalpha():
        start -= 1
    if stop - start < 2:
        return False
    foreign = find_foreign_name(words, start, stop)
    # "tổng giám đốc Công ty Samsung Electronics": the company's name
    if foreign >= 0 and foreign > 1 and f"{words[foreign - 2].low} {words[foreign - 1].low}" in _COMPANIES:
        return False
    if hyphened or foreign >= 0:
        return True
    at = find_surname(words, start, stop)
    return at >= 0 and stop - at >= 2 and not (at and words[at - 1].low in ("công", "nhân", "trung"))


def lower_capitals(words: list[Word]) -> list[Word]:
    """Return the words with names in capitals as others are written: "ông TRẦN VĂN MẪU"; headlines stay as they are."""
    if sum(w.capital and len(w.text) > 1 and w.text.isupper() for w in words) < 3:
        return words
    made = words
    at = 0
    while at < len(words):
        stop = at
        while stop < len(words) and words[stop].text.isupper() and words[stop].text.isalpha():
            stop += 1
        single = stop - at in (3, 4) and words[at].low in COMMON_SURNAMES
        if single and all(len(w.text) > 1 and is_syllable(w.low) for w in words[at:stop]):
            made = list(words) if made is words else made
            made[at:stop] = [w._replace(text=w.text.capitalize()) for w in words[at:stop]]
        at = max(stop, at + 1)
    return made


def is_unusable_name(words: list[Word], start: int, end: int, honoured: bool) -> bool:
    """Tell whether capitalised words are no usable name: a place, a year of the zodiac, or made unrecognisable (Mai Thị H.)."""
    pair = f"{words[start].low} {words[start + 1].low}"
    if pair in PLACES and not honoured and pair != "hồ chí":
        return True
    # "Trần Thị Kim A": made unrecognisable
    if end - start > 2 and len(words[end - 1].text) == 1 and words[end - 1].text in "ABCDEGHIKLMNOPQRSTUVX":
        return True
    if end - start == 2 and words[start + 1].low in _ZODIAC and not honoured:
        return True
    return not _VOWEL.search(words[end - 1].low)


def find_name_end(words: list[Word], start: int, stop: int, long: bool) -> int:
    """Find where the name that begins at ``start`` ends: at an office, a rank, an abbreviation, or the run's end."""
    end = start
    while end < stop and (is_name_word(words[end], long) or long and words[end].text == "."):
        # "Trần Văn Mẫu TRẦN VĂN MẪU": a caption that says it twice
        if end > start and (_ends_name(words, end) or end - start > 1 and _is_again(words, start, end)):
            break
        end += 1
    # "Kim Jong-un", "Ri Yong - ho"
    if end - start == 2 and _has_hyphen(words, end):
        return end + 2
    # "Bashar al - Assad", "Mohammed bin Salman"
    if long and end + 1 < len(words) and words[end].low in _JOINING:
        after = end + (2 if words[end + 1].text in "-–" else 1)
        if after < len(words) and words[after].capital:
            return after + 1
    return end


def _is_again(words: list[Word], start: int, end: int) -> bool:
    """Tell whether the name [start, end) stands once more at ``end``."""
    return [w.low for w in words[start:end]] == [w.low for w in words[end : 2 * end - start]]


def _has_hyphen(words: list[Word], dash: int) -> bool:
    """Tell whether a name such as "Ri Yong - ho" goes on over the dash: nothing of it has an accent."""
    if dash < 2 or dash + 1 >= len(words) or words[dash].text not in "-–":
        return False
    given = words[dash + 1].text
    plain = all(w.text.isascii() and len(w.text) > 1 and not w.text.isupper() for w in words[dash - 2 : dash])
    return plain and given.islower() and given.isascii() and 1 < len(given) <= 5 and given not in _AFTER_DASH


def _ends_name(words: list[Word], at: int) -> bool:
    head = office_head_size(words, at)
    # "Nguyễn Quốc Vương": a name, though the two words are an office elsewhere
    return (
        head > 0
        and not all(word.capital for word in words[at : at + head])
        or is_rank_at(words, at)
        or words[at].low == "thông"
        and at + 1 < len(words)
        and words[at + 1].text == "tin"
        or words[at].low in ("ubnd", "hđnd", "tp", "và", "bộ", "sở")
    )
