"""People with a rank, an office or job, or an honorific: who, and rank and role as the article says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.facts_model import PersonFact, Sentence
from indexer.facts.roles import left_role, right_role
from indexer.facts.words import DEGREES, HONORIFICS, SURNAMES, Word, head_at, rank_at, words_of

_NOT_PEOPLE = re.compile(
    r"(?:đường|phố|trường|thpt|thcs|tiểu học|mầm non|quận|huyện|phường|xã|thôn|ấp|cầu|chợ|chùa|bệnh viện|công viên|ngõ|"
    r"bảo tàng|lăng|giải thưởng|giải|sân|kênh|cảng|đèo|công ty|tnhh|làng|tượng đài|quảng trường|huân chương|đảo|nhà thờ|"
    r"khu phố|tp|thành phố|tỉnh|thị xã|thị trấn|ảnh|đại lộ|hẻm|bản|đền|ga|hồ)$"
)
_PLACES = frozenset(
    (
        "hồ chí", "hà nội", "hà tĩnh", "hà giang", "hà nam", "hà đông", "hà tây", "hà tiên", "thái bình", "thái nguyên",
        "cao bằng", "lâm đồng", "ninh bình", "ninh thuận", "đồng nai", "đồng tháp", "kim sơn", "hoàng mai", "hoàng sa",
        "phan thiết", "phan rang", "lai châu", "vũng tàu", "kiên giang", "trà vinh", "sơn la", "sơn tây", "vĩnh phúc",
        "đồng hới", "thái lan", "triều tiên", "lạng sơn", "mỹ tho", "cà mau", "trung ương", "việt nam", "tràng tiền",
        "hà lan", "la mã", "kim jong", "ba vì", "bắc giang", "bắc ninh", "đồng chí", "cao đẳng", "vi phạm", "ma túy",
        "văn phòng", "văn hóa", "hạ long", "mai châu", "danh sách", "lương sơn", "hoàng liên", "đặng xá",
        "viên chức", "la gi", "quảng ninh", "trần phú", "thạch hà", "thạch thất", "chu sê", "ngô quyền",
    )
)  # fmt: skip
_VOWEL = re.compile("[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")


def people_of(sentences: Iterable[Sentence]) -> tuple[PersonFact, ...]:
    """Return one fact a person (name), the fullest rank and role found, in order of appearance."""
    found: dict[str, PersonFact] = {}
    for sentence in sentences:
        for name, rank, role in mentions(sentence.text):
            key = name.lower()
            old = found.get(key)
            if old is None:
                found[key] = PersonFact(name, rank, role, sentence)
            elif (role and not old.role) or (rank and not old.rank):
                better = sentence if role and not old.role else old.sentence
                found[key] = PersonFact(old.name, old.rank or rank, old.role or role, better)
    return tuple(found.values())


def mentions(text: str) -> list[tuple[str, str, str]]:
    """Return (name, rank, role) of every person named with rank, role or honorific in one sentence."""
    words = words_of(text)
    made: list[tuple[str, str, str]] = []
    at, count, listed = 0, len(words), False
    while at < count:
        if words[at].low == "chí" and at + 1 < count and words[at + 1].text == ":":
            listed = True
        if not words[at].capital:
            at += 1
            continue
        stop = at + 1
        while stop < count and words[stop].capital and words[stop].start - words[stop - 1].end == 1:
            stop += 1
        person = _person(text, words, at, stop, listed)
        if person:
            made.append(person[:3])
            at = max(person[3], at + 1)
        else:
            at = stop
    return made


def _person(text: str, words: list[Word], begin: int, stop: int, listed: bool) -> tuple[str, str, str, int] | None:
    """Read the run of capitalised words [begin, stop): a person's (name, rank, role, next word), or None."""
    start = begin
    while start < stop and words[start].low in HONORIFICS | {"theo", "tại", "và", "do", "được", "đó"}:
        start += 1
    if start < stop and words[start].low in DEGREES:
        start += 1
    titled = start > begin or _titled(words, start)
    if not titled or words[start : start + 1] and head_at(words, start):
        start = _surname(words, start, stop)
        if start < 0:
            return None
    end = start
    while end < stop and _syllable(words[end]) and not (end > start and _cuts(words, end)):
        end += 1
    if not 2 <= end - start <= 6:
        return None
    before, rank, honorific = _before(words, start)
    if rank_at(words, start):
        return None
    low2 = f"{words[start].low} {words[start + 1].low}"
    if low2 in _PLACES and not (rank or honorific) and low2 != "hồ chí":
        return None
    if start and _NOT_PEOPLE.search(words[start - 1].low):
        return None
    left = left_role(text, words, before)
    right = right_role(text, words, end)
    if right and not (rank or honorific or left) and not listed and words[start].low not in SURNAMES:
        return None
    if not (rank or honorific or left or right):
        return None
    if left and start > 2 and f"{words[before - 2].low} {words[before - 1].low}" in ("khu phố", "đại lộ"):
        return None
    # "Mai Thị H.": a name made unrecognisable is nobody's
    if not _VOWEL.search(words[end - 1].low):
        return None
    name = text[words[start].start : words[end - 1].end]
    following = end
    if right:
        stop_at = text.find(right, words[end].start) + len(right)
        while following < len(words) and words[following].start < stop_at:
            following += 1
    if left and right and not (words[before - 1].text in ",-–" or len(right) >= len(left)):
        right = left
    role = right or left
    return name, rank, role, following


def _syllable(word: Word) -> bool:
    return (
        word.capital and len(word.text) <= 8 and (len(word.text) == 1 or not word.text.isupper() or len(word.text) > 4)
    )


def _cuts(words: list[Word], at: int) -> bool:
    """Tell whether a name ends before the word at ``at``: an office or rank begins there."""
    return bool(head_at(words, at)) or rank_at(words, at) or words[at].low in ("ubnd", "hđnd", "tp", "và", "bộ", "sở")


def _titled(words: list[Word], at: int) -> bool:
    """Tell whether rank, degree or honorific stands right before ``at``: any capitalised words are a name then."""
    if at <= 0:
        return False
    last = words[at - 1].low
    if last in HONORIFICS or last in DEGREES or (last == "." and at > 1 and words[at - 2].low in DEGREES):
        return True
    return at >= 2 and (f"{words[at - 2].low} {last}" == "đồng chí" or rank_at(words, at - 2))


def _surname(words: list[Word], start: int, stop: int) -> int:
    """Return where a name begins inside a run of capitalised words, by its surname; -1 when nowhere."""
    for at in range(start, stop - 1):
        low = words[at].low
        if low not in SURNAMES or head_at(words, at) or not _syllable(words[at]):
            continue
        # "Bí thư Trung ương Đoàn Lê Quốc Phong": the union, not a surname
        if low == "đoàn" and words[at + 1].low in SURNAMES:
            continue
        if f"{low} {words[at + 1].low}" in _PLACES or (at and _NOT_PEOPLE.search(words[at - 1].low)):
            continue
        return at
    return -1


def _before(words: list[Word], start: int) -> tuple[int, str, bool]:
    """Return (where what precedes rank and honorific ends, rank as written, whether there is an honorific)."""
    at, rank, honorific = start, "", False
    for _ in range(4):
        if at >= 2 and rank_at(words, at - 2) and not rank:
            rank, at = f"{words[at - 2].text} {words[at - 1].text}", at - 2
        elif at >= 2 and f"{words[at - 2].low} {words[at - 1].low}" == "đồng chí":
            at, honorific = at - 2, True
        elif (
            at >= 1
            and words[at - 1].low in HONORIFICS
            and not (at >= 2 and words[at - 2].low == "nước")
            or at >= 1
            and words[at - 1].low in DEGREES
        ):
            at, honorific = at - 1, True
        elif at >= 2 and words[at - 1].text in ".,-–" and (words[at - 2].low in DEGREES or rank_at(words, at - 3)):
            at -= 1
        elif (
            at >= 2
            and f"{words[at - 2].low} {words[at - 1].low}" in ("tiến sĩ", "bác sĩ", "thạc sĩ")
            and rank_at(words, at - 4)
        ):
            at -= 2
        else:
            break
    return at, rank, honorific
