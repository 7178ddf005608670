"""Extracts the event an article is about: kind, title, day, place, hosts and chairs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.model import VIETNAM, Article
from facts.extraction.event_dates import find_event_day
from facts.model import EventFact, PersonFact, Sentence
from vietnamese.entities.events import find_main_event, is_private_rite
from vietnamese.spelling.normalise import compose, normalise

_HOST = re.compile(
    r"(?P<hosts>(?:[^,;:.]|TP\.){4,200}?)\s+(?:(?:đã|vừa|long trọng|trọng thể|sẽ)\s+)*(?:phối hợp )?(?:tổ chức|khai mạc|triệu tập|mở|(?=họp báo)|(?=chính thức họp))"
)
_WITH = re.compile(
    r"\s(?:đã |chủ trì )?phối hợp (?:cùng |với |cùng với )|\s+phối hợp\s+|,\s|\svà (?=[A-ZĐỦ])|\scùng (?=[A-ZĐ])"
)
_AGENCY_START = re.compile(
    r"(?i)(?:công an|cảnh sát|catp|cahn|ubnd|ủy ban|uỷ ban|hđnd|hội|bộ|cục|sở|phòng|ban|mặt trận|mật trận|tỉnh|thành|huyện|đoàn|đảng|viện|trường|"
    r"học viện|tòa|toà|vksnd|tand|văn phòng|trung tâm|công ty|báo|đài|tổng|quốc hội|chính phủ|quận|xã|phường|chi|liên|câu lạc bộ|"
    r"clb|bệnh viện|cụm|khối|đội|trại|lực lượng|ủy|trung đoàn|bộ đội|mttq|tạp chí|cơ quan|tiểu đoàn|trạm)(?!\w)"
)
_CHAIR = re.compile(r"(?i)(?:đồng )?chủ (?:trì|tọa|toạ)(?! phối hợp)")
_CHAIR_LEFT = re.compile(r"(?i)chủ (?:trì|tọa)[^.;]{0,40}?(?:là|gồm|có)|dưới sự chủ trì")
_PRESS = re.compile(r"(?i)họp báo")
# "tiếp khách, hội nghị, hội thảo, du lịch": events in general
_ANY = re.compile(r"(?i)hội nghị, hội thảo|hội thảo, hội nghị")
_DEBATE = re.compile(r"(?i)quốc hội thảo luận")
_HALL = re.compile(r"(?i)(?:trung tâm|nhà|phòng|hội trường) hội nghị")


def events_of(article: Article, sentences: Sequence[Sentence], people: Sequence[PersonFact]) -> tuple[EventFact, ...]:
    """Return the article's main event, or nothing when title and lead name none."""
    title, lead = compose(article.title)[0], compose(article.lead)[0]
    opening = lead or " ".join(s.text for s in sentences if s.part == "body")[:600]
    published = article.published.astimezone(VIETNAM).date() if article.published else None
    event = find_main_event(title, opening, published)
    if event is None and lead:
        body = " ".join([s.text for s in sentences if s.part == "body"][:2])
        event = find_main_event("", body, published) if re.search(r"(?i)(?:tổ chức|dự|khai mạc)\s", body) else None
    if event is None:
        return ()
    told = _find_sentence(event.kind, sentences)
    kind, holder = event.kind, told.text
    if kind == "cuộc họp" and _PRESS.search(holder):
        kind = "họp báo"
    if kind == "hội nghị" and _HALL.search(holder) and len(re.findall("(?i)hội nghị", holder)) == 1:
        return ()
    if _ANY.search(holder):
        return ()
    if kind == "hội thảo" and _DEBATE.search(holder):
        return ()
    word = "họp" if event.kind == "cuộc họp" else event.kind
    found = find_event_day(word, sentences, told, published)
    day, end = (found.day, found.end) if found else (None, None)
    return (
        EventFact(
            kind, _title_of(kind, holder), day, end, found.precision if found else "", _place_of(holder),
            _add_right_forms(_find_hosts(event.kind, sentences)), _find_chairs(sentences, people), told,
        ),
    )  # fmt: skip


def _find_sentence(kind: str, sentences: Sequence[Sentence]) -> Sentence:
    """Return the sentence that tells of the event: of the lead or body first, else the title."""
    word = "họp" if kind == "cuộc họp" else kind
    named = [s for s in sentences if word in normalise(s.text).lower()]
    named = [s for s in named if not is_private_rite(s.text)] or named
    for part in ("lead", "body", "title", "caption"):
        for sentence in named:
            if sentence.part == part:
                return sentence
    return sentences[0]


def _title_of(kind: str, holder: str) -> str:
    """Return the event's name from its kind to the end of the phrase."""
    low = holder.lower()
    at = normalise(low).find(kind)
    if at < 0:
        return ""
    rest = holder[at:]
    stop = re.search(r"[.;\n]|,\s(?:với|nhằm|do|dưới|có|qua|trong|đồng)\s|\s(?:Tham dự|Dự)\s", rest)
    return (rest[: stop.start()] if stop else rest)[:300].strip(" ,")


def _place_of(holder: str) -> str:
    match = re.search(
        r"(?i)(?:diễn ra |tổ chức )?tại (?!hội|buổi|cuộc|lễ|họp|đây|phiên)((?:[^,.;:()]|TP\.){3,90}?)(?=,|\.|;|\(|\s(?:đã|diễn|công an|ubnd|để|với|do)\s|$)",
        holder,
    )
    return match[1].strip() if match else ""


def _add_right_forms(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hosts as published, each misspelled one followed by its right form: readers look for either."""
    return tuple(form for host in hosts for form in dict.fromkeys((host, host.replace("Mật trận", "Mặt trận"))))


def _find_hosts(kind: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    for sentence in sentences:
        if sentence.part not in ("lead", "body"):
            continue
        low = normalise(sentence.text).lower()
        if ("họp" if kind == "cuộc họp" else kind) not in low:
            continue
        for match in _HOST.finditer(sentence.text):
            names = [part.strip() for part in _WITH.split(match["hosts"]) if part.strip()]
            kept = tuple(n for n in names if _AGENCY_START.match(n) and len(n) > 4)
            if kept:
                if match["hosts"].strip() == kept[0] and match.start() and "," in sentence.text[: match.start() + 1]:
                    return kept
                return kept
    return ()


def _find_chairs(sentences: Sequence[Sentence], people: Sequence[PersonFact]) -> tuple[str, ...]:
    """Return the people named in the clause before "chủ trì", or after "chủ trì là"."""
    for sentence in sentences:
        match = _CHAIR.search(sentence.text)
        if not match:
            continue
        named = sorted((at, p.name) for p in people if (at := sentence.text.find(p.name)) >= 0)
        before = [name for at, name in named if at < match.start()]
        if not before or _CHAIR_LEFT.search(sentence.text):
            before = [name for at, name in named if at > match.start()]
        if before:
            return tuple(before)
    return ()
