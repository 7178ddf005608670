"""Extracts people with a rank, an office or job, or an honorific: who, and rank and role as the article says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from facts.extraction.people.names import (
    find_eastern_name,
    find_foreign_name,
    find_name_end,
    find_surname,
    is_in_province,
    is_name_word,
    is_named_after,
    is_titled,
    is_unusable_name,
    lower_capitals,
)
from facts.extraction.people.offices import find_left_role, find_right_rank, find_right_role
from facts.extraction.people.words import (
    DEGREES,
    HONORIFICS,
    Word,
    is_general_at,
    is_rank_at,
    office_head_size,
    words_of,
)
from facts.model import PersonFact, Sentence
from vietnamese.entities.surnames import SURNAMES

_MANY = frozenset(("hai", "ba", "bốn", "năm", "các", "những", "2", "3", "4", "5"))
_BODY = re.compile(r"(?i)thường trực (?:chính phủ|hđnd|ubnd|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ)(?!\w)")
"""A body that looks like an office: "…Thủ tướng A, Thường trực Chính phủ họp"."""
_WHERE = re.compile(
    r"\s*\((?!(?i:[^()]*(?<!\w)(?:bộ|cục|công an|sở|ban|phòng|ubnd|vụ|viện|tổng cục|quân khu)(?!\w)))"
    r"(?:(?:TP\.?|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Xx]ã|[Pp]hường)\s[^()]*|[^\W\d_a-zà-ỹđ][^(),]*,[^()]*)\)$"
)
"""Where the body of an office is, in brackets behind it: no part of the office."""
_OF_MANY = re.compile(r"(?i)(?:đại diện )?(?:lãnh đạo|đại diện) ")
"""After a name with an office of its own: the next who came, "Chủ tịch A, lãnh đạo Công an tỉnh và …"."""
_LONGEST = 30
"""Words of an office beyond which a longer one is rather a mistake than fuller."""


def people_of(sentences: Iterable[Sentence]) -> tuple[PersonFact, ...]:
    """Return one fact a person (name), the fullest rank and role found, in order of appearance."""
    found: dict[str, PersonFact] = {}
    for sentence in sentences:
        for name, rank, role in find_mentions(sentence.text):
            key = name.lower()
            old = found.get(key)
            if old is None:
                found[key] = PersonFact(name, rank, role, sentence)
            elif _is_fuller(role, old.role) or (rank and not old.rank):
                fuller = _is_fuller(role, old.role)
                better = sentence if fuller else old.sentence
                found[key] = PersonFact(old.name, old.rank or rank, role if fuller else old.role, better)
    return tuple(found.values())


def _is_fuller(role: str, other: str) -> bool:
    words = len(role.split())
    # "cán bộ trưởng thành từ …" tells less than "Phó trưởng Công an"
    if role and other and _is_plain(role) != _is_plain(other):
        return _is_plain(other)
    return len(other.split()) < words <= _LONGEST


def _is_plain(role: str) -> bool:
    return role.lower().startswith(
        ("cán bộ", "chiến s", "cảnh sát", "nhân viên", "công chức", "quan chức", "thành viên", "đại diện")
    )


def find_mentions(text: str) -> list[tuple[str, str, str]]:
    """Find (name, rank, role) of every person named with rank, role or honorific in one sentence."""
    if text[1:].islower():
        return []  # Nobody is named without a capital behind the first letter.
    words = lower_capitals(words_of(text))
    made: list[tuple[str, str, str]] = []
    at, count, listed = 0, len(words), ""
    while at < count:
        listed = _list_kind_at(words, at, listed)
        if not words[at].capital:
            at += 1
            continue
        stop = at + 1
        while stop < count and (
            words[stop].capital
            and words[stop].start - words[stop - 1].end == 1
            or words[stop].text == "."
            and len(words[stop - 1].text) == 1
            and stop - at >= 2
            and stop + 1 < count
            and words[stop + 1].capital
        ):
            stop += 1
        person = _read_person(text, words, at, stop, listed) or _read_fellow(text, words, at, stop, made)
        if person:
            made.append(person[:3])
            at = max(person[3], at + 1)
        else:
            at = stop
    return made


def _read_fellow(
    text: str, words: list[Word], begin: int, stop: int, made: list[tuple[str, str, str]]
) -> tuple[str, str, str, int] | None:
    """Read who shares the job of the person named just before: "hai nhân viên gác chắn A và B"."""
    if not made or begin < 2 or words[begin - 1].low not in ("và", ",") or words[begin].low not in SURNAMES:
        return None
    name, _, role = made[-1]
    end = find_name_end(words, begin, stop, long=False)
    if not role or not 2 <= end - begin <= 4 or not text[: words[begin - 1].start].rstrip().endswith(f"{role} {name}"):
        return None
    before = text[: text.rfind(f"{role} {name}")].split()
    many = bool(before) and before[-1].lower() in _MANY
    return (text[words[begin].start : words[end - 1].end], "", role, end) if many else None


def _list_kind_at(words: list[Word], at: int, listed: str) -> str:
    """Return what kind of list of people goes on at ``at``: "comrades" (các đồng chí: …), "honoured" (các ông A, B), ""."""
    low = words[at].low
    if low == "chí" and at + 1 < len(words) and words[at + 1].text == ":":
        return "comrades"
    if at and low in HONORIFICS and words[at - 1].low in ("các", "hai", "ba", "những"):
        return "honoured"
    if listed == "honoured" and (
        words[at].text in ".;:" or not (words[at].capital or words[at].text == "," or low in ("và", "bà", "ông"))
    ):
        return ""
    return listed


def _read_person(text: str, words: list[Word], begin: int, stop: int, listed: str) -> tuple[str, str, str, int] | None:
    """Read the run of capitalised words [begin, stop): a person's (name, rank, role, next word), or None."""
    start, long = _find_name_start(words, begin, stop)
    if start < 0:
        return None
    end = find_name_end(words, start, stop, long)
    if not 2 <= end - start <= 6 or is_rank_at(words, start):
        return None
    before, rank, honorific = _read_before(words, start)
    honorific = honorific or (listed == "honoured" and words[start].low in SURNAMES)
    if is_unusable_name(words, start, end, bool(rank or honorific)):
        return None
    if is_named_after(words, start) and not (rank or honorific):
        return None
    left = find_left_role(text, words, before, honorific or bool(rank))
    right = find_right_role(text, words, end)
    rank = rank or find_right_rank(words, end)
    if right and not (rank or honorific or left) and not listed and words[start].low not in SURNAMES and not long:
        return None
    if not (rank or honorific or left or right):
        return None
    if is_in_province(words, start) and not left:
        return None
    if left and start > 2 and f"{words[before - 2].low} {words[before - 1].low}" in ("khu phố", "đại lộ"):
        return None
    name = text[words[start].start : words[end - 1].end]
    name = name.title() if name.isupper() else name
    following = end
    if right:
        stop_at = text.find(right, words[end].start) + len(right)
        while following < len(words) and words[following].start < stop_at:
            following += 1
    apart = before > 0 and words[before - 1].text == ","
    if (
        left
        and right
        and (len(left.split()) > len(right.split()) and not apart or _BODY.match(right) or _OF_MANY.match(right))
    ):
        right = left
    return name, rank, _WHERE.sub("", right or left), following


def _find_name_start(words: list[Word], begin: int, stop: int) -> tuple[int, bool]:
    """Return where in a run of capitalised words a name begins (-1: nowhere), and whether it may be a foreign one."""
    start = begin
    if (
        [word.low for word in words[begin : begin + 2]] == ["bà", "rịa"]
        or begin
        and words[begin - 1].low == "bà"
        and words[begin].low == "rịa"
    ):
        return -1, False
    while start < stop and words[start].low in HONORIFICS | {"theo", "tại", "và", "do", "được", "đó"}:
        start += 1
    if start < stop and words[start].low in DEGREES:
        start += 1
    if start >= stop:
        return -1, False
    held = start > begin or is_titled(words, start)
    # "tướng Mỹ Mark Milley"
    if is_general_at(words, start - 1) and (foreign := find_foreign_name(words, start, stop)) > start:
        return foreign, True
    if held and not office_head_size(words, start):
        known = words[start].low in SURNAMES or all(is_name_word(w) for w in words[start:stop])
        return start, not known or find_foreign_name(words, start, stop) == start
    found = find_surname(words, start, stop)
    if found < 0:
        found = find_eastern_name(words, start, stop)
    if found >= 0:
        return found, False
    return find_foreign_name(words, start, stop), True


def _read_before(words: list[Word], start: int) -> tuple[int, str, bool]:
    """Return (where what precedes rank and honorific ends, rank as written, whether there is an honorific)."""
    at, rank, honorific = start, "", False
    for _ in range(4):
        if at >= 2 and is_rank_at(words, at - 2) and not rank:
            rank, at = f"{words[at - 2].text} {words[at - 1].text}", at - 2
            if at and words[at].low == "đô" and words[at - 1].low in ("phó", "chuẩn"):
                rank, at = f"{words[at - 1].text} {rank}", at - 1
        elif at >= 2 and f"{words[at - 2].low} {words[at - 1].low}" == "đồng chí":
            at, honorific = at - 2, True
        elif _has_honorific(words, at):
            at, honorific = at - 1, True
        elif at >= 2 and words[at - 1].text in ".,-–" and (words[at - 2].low in DEGREES or is_rank_at(words, at - 3)):
            at -= 1
        elif (
            at >= 2
            and f"{words[at - 2].low} {words[at - 1].low}" in ("tiến sĩ", "bác sĩ", "thạc sĩ")
            and is_rank_at(words, at - 4)
        ):
            at -= 2
        else:
            break
    return at, rank, honorific


def _has_honorific(words: list[Word], at: int) -> bool:
    if at < 1:
        return False
    low = words[at - 1].low
    # "nước Anh", "đại sứ tại Anh" are the country, "Bà Rịa" a province
    land = at >= 2 and (
        words[at - 2].low == "nước" or words[at - 1].text == "Anh" and words[at - 2].low in ("tại", "ở", "của")
    )
    return low in DEGREES or is_general_at(words, at - 1) or (low in HONORIFICS and not land)
