"""Finds the day of an event in the sentences about it, resolved against the day of publication where that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facts.extraction.sentences import UPPER
from facts.model import Sentence
from vietnamese.entities.dates import DaySpan, find_dates, resolve_days
from vietnamese.spelling.normalise import normalise

_MOMENT = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|nay|qua|mai|hôm|chủ nhật|thứ (?:hai|ba|tư|năm|sáu|bảy))"
_DAY = re.compile(
    rf"(?i)(?<!\w){_MOMENT},?\s+(?:ngày\s+)?\(?(?P<d>\d{{1,2}})\s?[-/.]\s?(?P<m>\d{{1,2}})(?!\d|[/.-]\d|\s?[-–]\s?\d)"
)
# "(30-11 và 1-12)": first and last day over two months
_MONTHS = re.compile(
    r"(?i)(?:\(|ngày |từ )(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?(?:và|đến|tới|–)\s?(?:ngày )?(?P<e>\d{1,2})\s?[-/.]\s?(?P<n>\d{1,2})(?!\d|[/.-]\d)"
)
_RANGE = re.compile(
    r"(?i)(?:ngày|từ|các ngày|sáng)\s+(?P<d>\d{1,2})\s?(?:-|–|và|đến|đến ngày|,)\s?(?P<e>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})(?!\d|[/.-]\d)"
)
# Limits, terms, days of documents and of what is looked back on
_OTHER = re.compile(
    r"(?i)(?:trước|hết|hạn|đến|kể từ|từ|sinh|quá|thành lập|(?:quyết định|kế hoạch|chỉ thị|nghị quyết|nghị định|thông tư|công điện|văn bản|luật)(?:(?!diễn ra|tổ chức|khai mạc)[^.;,]){0,50}|(?:phản ánh|đưa tin|đã đăng|đăng tải|số ra|có bài)[^.;,]{0,24})"
    r"\s*(?:ngày\s*)?$"
)
# A month or year alone tells the time only beside a word for taking place: else it is what is reviewed.
_MONTH = re.compile(
    r"(?i)(?:diễn ra|tổ chức|khai mạc|họp) (?:vào |trong )?(?:tháng )(?P<m>1[0-2]|0?[1-9])(?:/| năm )(?P<y>(?:19|20)\d\d)"
)
_YEAR = re.compile(r"(?i)(?:diễn ra|khai mạc) (?:vào |trong )?năm (?P<y>(?:19|20)\d\d)")
_OF_LAW = re.compile(r"(?i)(?:nghị định|thông tư|luật|pháp lệnh)[^.;,]{0,50}?\s*(?:ngày\s*)?$")
"""Before the day of a law, which is in force for years: it settles no year."""
_HAPPENS = re.compile(r"(?i)tổ chức|diễn ra|khai mạc|họp|dự|chủ trì|trả lời|phát biểu|cho biết|tại")
_SAID = re.compile(r":\s*[“\"‘-]")
_TOLD = re.compile(
    r"(?i)(?<!\w)(?:cho biết|cho hay|thông báo|tuyên bố|khẳng định|xác nhận|nói|đưa tin|dẫn lời|tiết lộ)(?!\w)"
)
_NEWSPAPER = re.compile(r"(?i)\)?,? (?:đưa tin|loan tin|dẫn|trích|đăng tải)(?!\w)")
"""After the day of a report: "Mẫu Post ngày 31/5 đưa tin"."""
_SPAN_OF_YEARS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:1\d|20)\d\d\s?[-–]\s?$")
"""Before the end of a span that an anniversary names: "(19/8/1945 – 19/8/2017)"."""
_NAMED_BEFORE = re.compile(rf"[{UPPER}][\w]* (?:ngày |hôm |sáng |chiều |tối )*\(?$")
_TAKES_PLACE = re.compile(r"(?i)(?:diễn ra|tổ chức|khai mạc)(?!\w)")
_AHEAD = re.compile(r"(?i)(?<!\w)(?:sẽ|sắp|dự kiến)(?!\w)")
_FAR_DAYS = (60, 45)
"""An event is reported so many days after it, or announced so many before."""


@dataclass(frozen=True, slots=True)
class EventDay:
    """First and last day (None for one day) as ``EventFact`` writes them; a month "2023-05" or a year alone too."""

    day: str
    end: str | None = None

    @property
    def precision(self) -> str:
        """day, month or year."""
        return {4: "year", 7: "day" if self.day[0] == "-" else "month"}.get(len(self.day), "day")


def find_event_day(word: str, sentences: Sequence[Sentence], told: Sentence, published: date | None) -> EventDay | None:
    """Find the day of the event that ``word`` names, None when nothing tells it; ``told`` is the event's own sentence."""
    for sentence in _iter_candidates(word, sentences, told):
        found = _find_day_in_sentence(sentence.text, word, published)
        if found is not None:
            return _complete_year(found, sentences)
    held = _MONTH.search(told.text) or _YEAR.search(told.text)
    if held is None:
        return None
    month = held.groupdict().get("m")
    return EventDay(f"{held['y']}-{int(month):02d}" if month else held["y"])


def _iter_candidates(word: str, sentences: Sequence[Sentence], told: Sentence) -> Iterator[Sentence]:
    """Yield the sentences that may tell the day: the event's own, those that name it, the lead's, the first of the body."""
    yield told
    body = [s for s in sentences if s.part == "body"]
    named = [s for s in (*sentences[:6], *body[:10]) if word in normalise(s.text).lower()]
    near = {id(s) for s in body[:4]}
    yield from (s for s in named if s.part == "lead" and s is not told)
    yield from (s for s in named if id(s) in near and s is not told)
    yield from (s for s in sentences if s.part in ("title", "lead") and s is not told)
    yield from (s for s in named if s.part == "body" and id(s) not in near and s is not told)
    at = next((n for n, s in enumerate(body) if s is told and _TAKES_PLACE.search(s.text)), 0)
    # "… tới nơi ngày 13/4. Lễ đón diễn ra tại …": the day stands in the sentence before.
    yield from (s for s in body[at - 1 : at] if _DAY.search(s.text) or _RANGE.search(s.text))
    yield from (s for s in body[:2] if _DAY.match(s.text) or _RANGE.match(s.text) or _HAPPENS.search(s.text[:80]))
    yield from (s for s in sentences if s.part == "caption" and word in normalise(s.text).lower())


def _find_day_in_sentence(text: str, word: str, published: date | None) -> EventDay | None:
    """Return the day in one sentence: the last before the event's word, else the first after."""
    if not any(char.isdigit() for char in text) and published is None:
        return None
    at = normalise(text).lower().find(word)
    # What somebody says there tells other days: 'tại họp báo, ông A nói: "Ngày 1/6 …"'.
    quoted = _SAID.search(text, max(at, 0))
    text = text[: quoted.start()] if quoted else text
    days = sorted(_find_days(text, published), key=lambda item: item[0])
    before = [(place, day) for place, day in days if at < 0 or place < at]
    after = [day for place, day in days if 0 <= at < place]
    # "Hôm nay 26/4, ông A cho biết hội nghị diễn ra ngày 27/4": the first is when it was said.
    if before and after and _TOLD.search(text, before[0][0], at) and _TAKES_PLACE.search(text, at):
        return after[0]
    if before:
        return before[0][1]
    return days[0][1] if days else None


def _find_days(text: str, published: date | None) -> Iterator[tuple[int, EventDay]]:
    taken: list[tuple[int, int]] = []
    coming = _AHEAD.search(text)
    for item in _resolve_near(text, published, coming.start() if coming else len(text)):
        one = item.start_day == item.end_day
        if item.start_day.year < 1995 or (one and _OTHER.search(text, 0, item.start)):
            continue
        if _is_of_report(text, item.start, item.end) or _SPAN_OF_YEARS.search(text, 0, item.start):
            continue
        if published and not -_FAR_DAYS[1] <= (published - item.start_day).days <= _FAR_DAYS[0]:
            continue
        taken.append((item.start, item.end))
        last = item.end_day.isoformat() if item.end_day != item.start_day else None
        yield item.start, EventDay(item.start_day.isoformat(), last)
    if published is not None:
        return
    for pattern in (_MONTHS, _RANGE, _DAY):
        for match in pattern.finditer(text):
            if any(match.start("d") < end and begin < match.end() for begin, end in taken) or (
                pattern is _DAY and _OTHER.search(text, 0, match.start())
            ):
                continue
            if _is_of_report(text, match.start(), match.end()):
                continue
            day, month = int(match["d"]), int(match["m"])
            if not (1 <= day <= 31 and 1 <= month <= 12):
                continue
            taken.append((match.start(), match.end()))
            end = f"--{month:02d}-{int(match['e']):02d}" if pattern is _RANGE and day < int(match["e"]) <= 31 else None
            if pattern is _MONTHS and month < int(match["n"]) <= 12 and 1 <= int(match["e"]) <= 31:
                end = f"--{int(match['n']):02d}-{int(match['e']):02d}"
            yield match.start(), EventDay(f"--{month:02d}-{day:02d}", end)


def _is_of_report(text: str, start: int, end: int) -> bool:
    """Tell whether a day is when a newspaper or agency reported: it stands between its name and the verb."""
    return bool(_NEWSPAPER.match(text, end) and _NAMED_BEFORE.search(text, max(0, start - 30), start))


def _resolve_near(text: str, published: date | None, ahead: int) -> Iterator[DaySpan]:
    """Yield the days of a text; after "sẽ" (at ``ahead``) a day without a year is one to come when that is near."""
    later = published + timedelta(days=_FAR_DAYS[1]) if published else None
    to_come = {item.start: item for item in resolve_days(text[ahead:], later)} if later and ahead < len(text) else {}
    for item in resolve_days(text, published):
        other = to_come.get(item.start - ahead)
        far = published is not None and (published - item.start_day).days > _FAR_DAYS[0]
        yield replace(other, start=item.start, end=item.end) if far and other else item


def _complete_year(found: EventDay, sentences: Sequence[Sentence]) -> EventDay:
    """Give a day without a year the one year that a full date or month near it in the article settles."""
    if not found.day.startswith("--"):
        return found
    month, day = int(found.day[2:4]), int(found.day[5:7])
    years: set[int] = set()
    same: set[int] = set()
    latest = 0
    for sentence in sentences:
        for other in find_dates(sentence.text):
            if _OF_LAW.search(sentence.text, 0, other.start):
                continue
            if other.day and other.day.year > 1995:
                latest = max(latest, other.day.year)
                if (other.day.month, other.day.day) == (month, day):
                    same.add(other.day.year)
                elif abs(other.day.month * 31 + other.day.day - month * 31 - day) < 45:
                    years.add(other.day.year)
            elif other.day_of_month is None and other.month and other.year:
                latest = max(latest, other.year)
                if other.month == month:
                    years.add(other.year)
    # What an article looks back on is of earlier years: "30/6 … xảy ra đầu tháng 4/2016 … cấp phép ngày 12/6/2008".
    settled = same or years
    return _set_year(found, settled.pop()) if len(settled) == 1 and min(settled) >= latest - 1 else found


def _set_year(found: EventDay, year: int) -> EventDay:
    return EventDay(f"{year:04d}{found.day[1:]}", f"{year:04d}{found.end[1:]}" if found.end else None)
