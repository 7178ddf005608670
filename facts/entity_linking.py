"""Links entities over articles: people by name, office, rank and province; events by day, name and host.

The ``facts.store.writer.Linker`` of production. Nobody is merged on the name alone: with nothing else in common two mentions
stay two people, which a reader can see, while a wrong merge can not be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from facts.extraction.provinces import find_province
from facts.keys import likeness, name_key, name_words, role_key, title_words
from facts.model import EventFact, Facts, PersonFact
from facts.store.event_merging import KnownEvent
from facts.store.people import KnownPerson
from facts.store.writer import ArticleFacts
from vietnamese.spelling.normalise import fold

CENTRAL = "trung uong"
"""The place of offices of the whole country."""

_CENTRAL = re.compile(
    r"(?<!\w)(?:(?:pho )?(?:thu tuong|tong thong)|quoc vuong|nu hoang|thai tu|ngoai truong|chu tich nuoc|"
    r"tong bi thu|bo truong|thu truong|chu tich quoc hoi|tong cuc|(?:pho )?cuc truong|"
    r"vu truong|uy vien trung uong|bo chinh tri|tong thanh tra|nguoi phat ngon bo|chanh van phong (?:bo|chinh phu|quoc hoi)|"
    r"(?:tu lenh|chinh uy) (?:quan khu|quan chung|canh sat|bo doi bien phong)|toi cao|nha nuoc|quan khu)(?!\w)"
)
_LOCAL = re.compile(
    r"(?<!\w)(?:xa|phuong|thi tran|huyen|quan (?!su|ly|doi|khu|chung)|thi xa|thon|ap|khu pho|to dan pho|cong ty|truong (?:th|tieu|mam|dai))"
)
_FIELDS = {
    "cong an": r"cong an|canh sat|an ninh|catp|ca tp|csgt|pccc|pc\d\d|trai giam|phong tham muu",
    "quan doi": r"quan su|bien phong|quan khu|su doan|trung doan|quan doi|hai quan|canh sat bien|quoc phong",
    "chinh quyen": r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|tinh uy|thanh uy|bi thu|ban thuong vu|doan dai bieu|quoc hoi|"
    r"mat tran|mttq|so [a-z]",
    "tu phap": r"toa an|tand|chanh an|tham phan|vien kiem sat|vksnd|vien truong|kiem sat vien",
}
_FIELD = {name: re.compile(rf"(?<!\w)(?:{pattern})") for name, pattern in _FIELDS.items()}
_JOBS = re.compile(
    r"(?:nhan vien|tai xe|lai xe|lai tau|bao ve|chu (?:quan|tiem|xe|co so|doanh nghiep)|ca si|dien vien|nguoi mau|hoa hau|a hau|"
    r"cau thu|thu kho|thu quy|ke toan|luat su|bac si|y ta|dieu duong|giao vien|giang vien|nha bao|phong vien|"
    r"hoi vien|doan vien|dang vien|xa vien|cong nhan|nong dan|ngu dan|tieu thuong|hoc sinh|sinh vien|nguoi dan)(?!\w)"
)
_LADDER = [
    *(f"{step} si" for step in ("ha", "trung", "thuong")),
    *(f"{step} {grade}" for grade in ("uy", "ta", "tuong") for step in ("thieu", "trung", "thuong", "dai")),
]
_PROPER = re.compile(r"(?<!\w)(?:[^\W\d_a-zà-ỹđ][^\W_]*(?:[ -][^\W\d_a-zà-ỹđ][^\W_]*)+|[^\W\d_a-zà-ỹđ]{2,}[^\W_]*)")
_ORDINAL = re.compile(r"(?<!\w)lan (?:thu )?([ivxlc]+|\d+|nhat|hai|ba|tu|nam)(?!\w)")
_PLAIN = frozenset(("viet", "nam"))
_NEAR_DAYS = 20


@lru_cache(maxsize=1024)
def rank_level(rank: str) -> int:
    """Return how high an army or police rank is, growing by 1 a step; 0 for none."""
    key = " ".join(fold(rank).replace("sy", "si").split())
    return 1 + _LADDER.index(key) if key in _LADDER else 0


def fields_of(role: str) -> frozenset[str]:
    """Return the services an office belongs to."""
    key = fold(role)
    return frozenset(name for name, pattern in _FIELD.items() if pattern.search(key))


class FactLinker:
    """The linking rules for people and events."""

    def place_of(self, person: PersonFact, facts: Facts) -> str:
        """Return the province named in the office, "trung uong" for the country's offices, else the article's province."""
        named = find_province(person.role)
        if named:
            return named
        return CENTRAL if _CENTRAL.search(fold(person.role)) else facts.province

    def is_identified(self, person: PersonFact) -> bool:
        """Tell whether rank or office says who it is; plain jobs never do."""
        return bool(person.rank or (person.role and not _JOBS.match(fold(person.role))))

    def link_person(self, person: PersonFact, place: str, day: str | None, known: Sequence[KnownPerson]) -> int | None:
        """Link a mention to the best compatible person; None when no mention of one is compatible or one contradicts."""
        scores: dict[int, list[float]] = {}
        for other in known:
            scores.setdefault(other.id, []).append(_score_mentions(person, place, day, other))
        best = max(scores, key=lambda who: max(scores[who]), default=None)
        return best if best is not None and max(scores[best]) > 0 else None

    def link_event(self, event: EventFact, kept: ArticleFacts, known: Sequence[KnownEvent]) -> int | None:
        """Link a report to the most alike event of the days around; None when it is another one."""
        scored = [(_score_event(event, kept, other), other.id) for other in known]
        score, best = max(scored, default=(0.0, 0))
        return best if score > 0 else None


def _score_mentions(person: PersonFact, place: str, day: str | None, other: KnownPerson) -> float:
    """Score two mentions of one name from 0 (another person, as far as anyone can tell) to 3."""
    if place and other.place and place != other.place:
        return 0  # Asked first: hundreds of namesakes hold offices elsewhere.
    mine, theirs = rank_level(person.rank), rank_level(other.rank)
    if not _is_one_career(mine, day, theirs, other.day):
        return 0
    roles = role_key(person.role), role_key(other.role)
    words = frozenset(roles[0].split()), frozenset(roles[1].split())
    share = likeness(*words)
    small = min(len(words[0]), len(words[1]))
    if place != other.place:
        return share if share >= 0.6 and small >= 3 else 0
    if not place:
        return 1 + share if share >= 0.6 and small >= 3 else 0
    if roles[0] and roles[0] == roles[1]:
        return 3
    contained = words[0] & words[1]
    if small >= 2 and len(contained) >= 0.8 * small:
        return 2 + share
    if mine and theirs and not (roles[0] and roles[1]):
        return 1 + share
    local = _LOCAL.search(roles[0]) or _LOCAL.search(roles[1])
    return 1 + share if not local and fields_of(person.role) & fields_of(other.role) else 0


def _is_one_career(mine: int, day: str | None, theirs: int, other_day: str | None) -> bool:
    """Tell whether two ranks can be one career: never falling, and not more than one step in a year and a half."""
    if not mine or not theirs or mine == theirs:
        return True
    if not day or not other_day:
        return abs(mine - theirs) <= 2
    earlier, later = (mine, theirs) if day <= other_day else (theirs, mine)
    if later < earlier:
        return False
    years = abs((date.fromisoformat(day) - date.fromisoformat(other_day)).days) / 365
    return later - earlier <= 1 + years / 1.5


def _score_event(event: EventFact, kept: ArticleFacts, other: KnownEvent) -> float:
    """Score a report against an event: 0 when another one.

    On one day it takes a host, a name or the same people, bodies and places told; without a day, or beside it, more of them.
    """
    near = _nearness_of_days(event, kept.day, other)
    if not near or _contradicts_ordinal(event.title, other.title):
        return 0
    words, others = name_words(event.title), name_words(other.title)
    name = max(_share(words, others), likeness(words, others))
    headline = max((likeness(title_words(kept.title), title_words(t)) for t in other.article_titles), default=0)
    mine = _proper_words(kept.title) | _proper_words(event.sentence.text)
    theirs = zip(other.article_titles, other.sentences, strict=True)
    told = max((_share(mine, _proper_words(title) | _proper_words(text)) for title, text in theirs), default=0)
    province = event.province
    apart = bool(province and other.province and province != other.province)
    hosts = _has_common_host([name_key(h) for h in event.hosts], other.hosts)
    contradicted = bool(event.hosts and other.hosts) and not hosts
    place = _share_place(event.place, other.place)
    if near == 1 and event.place and other.place and not _share_words(event.place, other.place):
        return 0
    # "Cuộc họp khẩn": where a name tells nothing, who and what is told there says more, in the same province.
    home = bool(province) and province == other.province and told >= 0.6
    told *= 1.4 if home and min(len(words), len(others)) < 2 else 1
    evidence = (
        name + headline + 0.2 * home + 0.8 * told + 0.35 * hosts + 0.25 * place - 0.35 * contradicted - 0.5 * apart
    )
    evidence += 0.1 if event.kind == other.kind else -0.1
    if near == 1 and not (place or hosts or home or told >= 0.5 and name >= 0.5 or headline >= 0.5):
        return 0
    return near + evidence if evidence >= {3: 0.5, 2: 0.55, 1: 1.1}[near] else 0


def _contradicts_ordinal(one: str, other: str) -> bool:
    """Tell whether two names count their meetings differently: "lần thứ 26", "lần 33"."""
    ordinals = [{found.lower() for found in _ORDINAL.findall(fold(name))} for name in (one, other)]
    return bool(ordinals[0] and ordinals[1]) and not ordinals[0] & ordinals[1]


def _share_place(one: str, other: str) -> bool:
    """Tell whether two places are one: most words of the shorter stand in the longer."""
    a, b = frozenset(fold(one).replace(",", " ").split()), frozenset(fold(other).replace(",", " ").split())
    small = min(len(a), len(b))
    return small > 0 and (a == b or small > 1 and len(a & b) >= 0.8 * small)


def _share_words(one: str, other: str) -> bool:
    return bool(title_words(one) & title_words(other))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets the other holds; two words say less, fewer nothing."""
    small = min(len(one), len(other))
    return len(one & other) / small * min(1.0, small / 3) if small >= 2 else 0.0


@lru_cache(maxsize=4096)
def _proper_words(sentence: str) -> frozenset[str]:
    """Return the folded words of the names in a sentence: of people, bodies, places."""
    return frozenset(fold(word) for word in _PROPER.findall(sentence)) - _PLAIN


def _nearness_of_days(event: EventFact, day: str | None, other: KnownEvent) -> int:
    """Return 3 for the same day, 2 for a day beside it or a day and month without year, 1 when a day is missing, 0 else."""
    if event.date and other.date:
        one, two = sorted((event.date, other.date), key=len, reverse=True)
        if one == two:
            return 3 if one[0] != "-" else 2
        if one.startswith("--") or two.startswith("--"):
            return _nearness_without_year(event, other)
        if len(one) < 10 or len(two) < 10:
            return 1 if one.startswith(two) else 0
        if other.end_date and other.date <= event.date <= other.end_date:
            return 3
        if event.end_date and event.date <= other.date <= event.end_date:
            return 3
        return 2 if abs((date.fromisoformat(one) - date.fromisoformat(two)).days) == 1 else 0
    if day and other.days:
        about = date.fromisoformat(day)
        return int(any(abs((about - date.fromisoformat(d)).days) <= _NEAR_DAYS for d in other.days))
    return 1


def _nearness_without_year(event: EventFact, other: KnownEvent) -> int:
    """Return 2 for the same day and month or one within the other's days, 1 for the day beside it."""
    mine, theirs = (event.date or "")[-5:], (other.date or "")[-5:]
    if mine == theirs or other.end_date and theirs <= mine <= other.end_date[-5:]:
        return 2
    if event.end_date and mine <= theirs <= event.end_date[-5:]:
        return 2
    try:
        ordinals = [date.fromisoformat(f"2024-{part}").toordinal() for part in (mine, theirs)]
    except ValueError:
        return 0
    return int(abs(ordinals[0] - ordinals[1]) == 1)


def _has_common_host(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(a in b or b in a for a in mine for b in theirs)
