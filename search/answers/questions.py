"""Reads what a query asks of the facts: who held an office, which event, which document, how many. Pure functions.

Everything is compared folded: most queries are typed without accents. A query that asks nothing costs a few patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from facts.extraction.people.words import HEADS
from facts.extraction.provinces import find_province
from facts.keys import kinds_alike, role_key, spell_out, title_words
from search.query.grammar import read_syntax
from search.query.operators import plain
from search.query.syntax import Filter, Quoted, Span, Words, rewrite
from vietnamese.entities.document_numbers import find_document_numbers
from vietnamese.entities.events import KINDS
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.normalise import fold

_DAY = r"(?:(?:ngay|sang|chieu|toi|hom)\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>(?:19|20)\d\d))?"
_WORDED = r"ngay\s+(?P<wd>\d{1,2})\s+thang\s+(?P<wm>\d{1,2})(?:\s+nam\s+(?P<wy>(?:19|20)\d\d))?"
_MONTH = r"(?:thang\s*)?(?P<m2>\d{1,2})\s?(?:[/-]|\s+nam\s+)\s?(?P<y2>(?:19|20)\d\d)|thang\s+(?P<m3>\d{1,2})\s+(?P<y3>(?:19|20)\d\d)"
_WHEN = re.compile(
    rf"(?<![\w/.-])(?:{_WORDED}|{_MONTH}|{_DAY}|(?:nam\s+|@\s*)?(?P<year>(?:19|20)\d\d))(?![\w/]|[.-]\d)"
)
_ASKED_ALIKE = frozenset(("held", "day", "event", "document", "province"))
"""Operators whose values ask the same with or without them; others narrow hits in ways that facts do not know."""

_KIND = re.compile(
    "|".join(
        rf"(?P<k{at}>(?<!\w){fold(kind)}(?!\w))" for at, kind in enumerate(KINDS) if kind not in ("lễ", "cuộc họp")
    )
    + r"|(?P<kl>(?<!\w)le (?:ra quan|phat dong|cong bo|trao|ky niem|khai mac|tong ket|mit tinh|don|ky ket|ra mat|khanh thanh)(?!\w))"
    r"|(?P<km>(?<!\w)(?:(?:cuoc|buoi|phien|ky) (?:hop|lam viec)|giao ban)(?!\w))"
)
_WHO = re.compile(
    r"(?<!\w)(?:ai (?:la|lam|giu(?: chuc(?: vu)?)?|dang (?:la|giu chuc)|tung la|dam nhiem)|(?:la|do) ai(?: (?:giu|dam nhiem))?)(?!\w)"
)
_NOW = re.compile(r"(?<!\w)(?:hien (?:nay|tai|gio)|bay gio|hien)(?!\w)")
_MANY = re.compile(
    r"(?<!\w)(?:co |duoc |het |la )*(?:bao nhieu|tong so|so luong|so(?= (?:vu|nguoi|doi tuong|bi can|don|tin|luot|bai|ca|truong hop|ho|xe)(?!\w)))(?!\w)"
)
_ASKED = re.compile(
    r"(?<!\w)(?:(?:do )?ai(?: da)? (?:chu tri|du|tham du|phat bieu)|(?:ai|nguoi(?: nao)?) chu tri|chu tri|theo (?:van ban|ke hoach|chuong trinh|chi thi)(?: nao| so may)?|"
    r"van ban nao|so lieu(?: nao| gi)?|(?:hop|to chuc|dien ra) (?:khi nao|o dau|ngay nao|nam nao|hoi|vao)?|khi nao|o dau|ngay nao|hoi|vao|nao|gi|ai|truyen thong|nam nay)(?!\w)"
)
_TYPES = {
    fold(written): written
    for written in ("nghị quyết", "thông tư", "nghị định", "quyết định", "chỉ thị", "kế hoạch", "công điện", "chương trình", "hướng dẫn", "luật")
}  # fmt: skip
_TYPED_NUMBER = re.compile(
    rf"(?<!\w)(?P<type>{'|'.join(_TYPES)})\s+(?:so\s+)?(?P<number>\d{{1,5}}(?:/(?:19|20)\d\d)?)(?![\w/.-])"
)
_HEADS = frozenset(tuple(fold(word) for word in head) for head in HEADS)
_CHIEFS = re.compile(
    r"(?:pho )?(?:cuc|vu|vien|doi|tram|don|hieu|bo|thu|chi cuc|tong cuc) truong(?!\w)|(?:pho )?truong (?:phong|cong an|ban|doan)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a query asks about: first and last day (YYYY-MM-DD), "" when open; ``day`` is "--05-24" for one of any year."""

    begin: str = ""
    end: str = ""
    day: str = ""

    @property
    def as_asked(self) -> str:
        """The day asked, or the year when it is one."""
        return self.begin if self.begin == self.end else self.begin[:4]


@dataclass(frozen=True, slots=True)
class OfficeQuestion:
    """Who held an office: its folded words without the province, the folded province, and when ("": the newest)."""

    role: str
    province: str
    day: str


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """Which event: the folded words its reports must hold, its kinds (none: any), province, when, a document's number."""

    words: frozenset[str]
    kinds: tuple[str, ...]
    province: str
    moment: Moment | None
    document: str


@dataclass(frozen=True, slots=True)
class DocumentQuestion:
    """Which document: its number or the beginning of it, its type when only that tells it ("nghị định 100")."""

    number: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """How many: the folded words asked, those of what is counted first, and the year ("" for any)."""

    counted: tuple[str, ...]
    words: frozenset[str]
    year: str


Question = OfficeQuestion | EventQuestion | DocumentQuestion | FigureQuestion


def read_questions(text: str) -> list[Question]:
    """Return what a query may ask of the facts, the surest first; nothing for a query that narrows hits by operators."""
    spoken = _without_operators(text)
    if spoken is None:
        return []
    # Without its accent "mấy" is "máy" as well.
    spoken = re.sub(r"(?i)(?<!\w)mấy(?!\w)", "bao nhiêu", spoken)
    folded = " ".join(re.sub(r"[\"“”?!,;]", " ", plain(spoken)).split())
    numbers = find_document_numbers(" ".join(spoken.upper().split()))
    document = numbers[0].text if numbers else ""
    rest = folded.replace(plain(document), " ") if document else folded
    moment, rest = _take_moment(rest)
    found: list[Question | None] = [
        _read_office(folded),
        _read_figure(rest, moment),
        _read_event(rest, moment, document),
    ]
    if document:
        found.append(DocumentQuestion(document))
    elif typed := _TYPED_NUMBER.search(folded):
        found.append(DocumentQuestion(typed["number"], _TYPES[typed["type"]]))
    return [question for question in found if question]


def _without_operators(text: str) -> str | None:
    """A query without the names of its operators; None for one that narrows hits."""
    tree = read_syntax(text)
    named: list[tuple[Span, str]] = []
    for node in tree.nodes:
        if isinstance(node, Filter) and node.operator.key in _ASKED_ALIKE and len(node.values) == 1:
            named.append(((node.name[0], node.values[0][0]), " "))
        elif not isinstance(node, (Words, Quoted)):
            return None
    return None if any(one.message == "no_such_operator" for one in tree.unused) else rewrite(text, named)


def _take_moment(folded: str) -> tuple[Moment | None, str]:
    """Return when a query asks about, and the query without it."""
    for match in _WHEN.finditer(folded):
        if moment := _moment_of(match):
            return moment, f"{folded[: match.start()]} {folded[match.end() :]}".replace("@", " ")
    return None, folded


def _moment_of(match: re.Match[str]) -> Moment | None:
    part = match.groupdict()
    day, month = part["d"] or part["wd"], part["m"] or part["wm"] or part["m2"] or part["m3"]
    year = part["y"] or part["wy"] or part["y2"] or part["y3"] or part["year"]
    try:
        first = date(int(year or 2024), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not year:
        return Moment(day=f"--{first.month:02}-{first.day:02}")
    if day:
        last = first
    elif month:
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)
    else:
        last = date(first.year, 12, 31)
    return Moment(first.isoformat(), last.isoformat())


def _read_office(folded: str) -> OfficeQuestion | None:
    """Read "giám đốc công an tỉnh @2021", "ai là giám đốc công an tỉnh năm 2021", "giám đốc công an tỉnh năm 2021"."""
    asks = "@" in folded or _WHO.search(folded) is not None
    moment, rest = _take_moment(folded)
    now = _NOW.search(rest) is not None
    rest = " ".join(_NOW.sub(" ", _WHO.sub(" ", rest)).split())
    words = rest.split()
    if not (asks or moment) or not _begins_with_office(words) or moment and not moment.begin or len(words) > 14:
        return None
    if now and moment:
        return None
    province = find_province(rest)
    role = role_key(rest)
    if province:
        role = " ".join(
            re.sub(rf"(?<!\w)(?:tinh |thanh pho |tp )?{re.escape(province)}(?!\w)", _keep_unit, role).split()
        )
    return OfficeQuestion(role, province, moment.as_asked if moment else "")


def _keep_unit(match: re.Match[str]) -> str:
    unit = match[0].split()[0]
    return unit if unit in ("tinh", "thanh") and match[0].startswith(("tinh ", "thanh pho ")) else " "


def _begins_with_office(words: list[str]) -> bool:
    begin = 1 if words[:1] in (["nguyen"], ["quyen"]) else 0
    text = " ".join(words[begin : begin + 4])
    if _CHIEFS.match(text):
        return True
    heads = (tuple(words[begin : begin + size]) for size in (4, 3, 2))
    return any(head in _HEADS for head in heads)


def _read_event(rest: str, moment: Moment | None, document: str) -> EventQuestion | None:
    """Read the event asked for: by a word of its kind, or by a day with enough other words."""
    match = _KIND.search(rest)
    kinds = kinds_alike(_kind_of(match)) if match else ()
    if match:
        subject = match[0].removeprefix("le ") if match.lastgroup == "kl" else " "
        rest = f"{rest[: match.start()]} {subject} {rest[match.end() :]}"
    rest, asked = _ASKED.subn(" ", rest)
    province = find_province(rest)
    words = title_words(" ".join(_write_in_full(word) for word in rest.split())) - FUNCTION_WORDS
    words -= frozenset(province.split())
    dated = moment is not None and (moment.day != "" or moment.begin[:7] == moment.end[:7])
    on_a_day = asked > 0 and moment is not None and moment.begin == moment.end
    if kinds and (len(words) >= 2 or words and moment or province and dated or document or on_a_day):
        return EventQuestion(words, kinds, province, moment, document)
    if not kinds and dated and len(words) >= 3:
        return EventQuestion(words, (), province, moment, document)
    return None


def _write_in_full(word: str) -> str:
    """Return what a short form stands for; a syllable means itself."""
    return word if is_syllable(word) else spell_out(word) or word


def _kind_of(match: re.Match[str]) -> str:
    group = match.lastgroup or "km"
    return {"kl": "lễ", "km": "cuộc họp"}.get(group) or KINDS[int(group[1:])]


def _read_figure(rest: str, moment: Moment | None) -> FigureQuestion | None:
    match = _MANY.search(rest)
    if match is None:
        return None
    after = rest[match.end() :].split()
    words = [word for word in after if word not in FUNCTION_WORDS and word.isalnum()]
    others = [word for word in rest[: match.start()].split() if word not in FUNCTION_WORDS and word.isalnum()]
    if not words or len(words) + len(others) < 2:
        return None
    return FigureQuestion(tuple(after[:3]), frozenset((*words, *others)), moment.begin[:4] if moment else "")
