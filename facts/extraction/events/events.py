"""Extracts the event an article is about, and those it announces: kind, name, day, place, hosts, chairs, state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from archive.model import VIETNAM, Article
from facts.extraction.events.dates import EventDay, find_event_day
from facts.extraction.events.hosts import find_hosts
from facts.extraction.events.names import cut_name, is_bare
from facts.extraction.events.places import find_place
from facts.extraction.provinces import find_province, is_abroad
from facts.model import EventFact, PersonFact, Sentence
from vietnamese.entities.events import Event, find_event_mentions, find_main_event
from vietnamese.spelling.normalise import compose, normalise

_OPENING = 6
"""Sentences of the body in which an event is looked for when title and lead name none."""
_TOLD = 14
"""Sentences of the body in which its name, hosts and place are looked for."""
_CHAIR = re.compile(r"(?i)(?:đồng )?chủ (?:trì|tọa|toạ)(?! phối hợp)")
_CHAIR_LEFT = re.compile(r"(?i)chủ (?:trì|tọa|toạ)[^.;]{0,40}?(?:là|gồm|có)|dưới sự chủ trì")
# "tiếp khách, hội nghị, hội thảo, du lịch": events in general
_ANY = re.compile(r"(?i)hội nghị, hội thảo|hội thảo, hội nghị")
_ANNOUNCED = re.compile(
    r"(?i)(?<!\w)(?:sẽ|sắp|dự kiến)(?!\w)[^.;]{0,40}?(?:diễn ra|tổ chức|khai mạc|họp|dự|tham gia|có mặt|đăng cai)"
)
_COMING = re.compile(r"(?i)[^.;,]{0,90}?(?<!\w)(?:sẽ|sắp|dự kiến) (?:được )?(?:diễn ra|tổ chức|khai mạc)")
_PUT_OFF = r"(?:tạm hoãn|hoãn|lùi(?: thời gian| lịch| ngày)?|dời(?: lịch| ngày)?)"
_CALLED_OFF = r"(?:hủy bỏ|huỷ bỏ|hủy|huỷ|không tổ chức|dừng tổ chức)"
_POSTPONED = (
    re.compile(rf"(?i)(?<!\w){_PUT_OFF}(?: (?:tổ chức|lại))?(?: [^\s.;,]+){{0,2}} $"),
    re.compile(rf"(?i)[^.;]{{0,120}}?(?:bị|phải|đã|được|tạm|sẽ) {_PUT_OFF}(?!\w)"),
)
_CANCELLED = (
    re.compile(rf"(?i)(?<!\w){_CALLED_OFF}(?: [^\s.;,]+){{0,2}} $"),
    re.compile(rf"(?i)[^.;]{{0,120}}?(?:bị|phải|đã|được) {_CALLED_OFF}(?!\w)"),
)
_CENTRAL = re.compile(
    r"(?i)^(?:bộ (?!chỉ huy)|(?:thường trực )?chính phủ|quốc hội|văn phòng (?:chính phủ|quốc hội|chủ tịch)|ủy ban thường vụ|uỷ ban thường vụ|ban bí thư|tổng cục|trung ương|ban [^,]* (?:trung ương|quốc gia))"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a sentence names the event; ``name`` as cut out of it."""

    sentence: Sentence
    start: int
    end: int
    weight: float
    name: str


def events_of(
    article: Article, sentences: Sequence[Sentence], people: Sequence[PersonFact], province: str = ""
) -> tuple[EventFact, ...]:
    """Return the article's main event first, then those it announces for another day; nothing when it reports none.

    ``province`` is what the article is about: the event's, unless its place says another or its host is a body of the state.
    """
    published = article.published.astimezone(VIETNAM).date() if article.published else None
    body = _body_of(article, sentences)
    event = _find_event(article, sentences, body, published)
    if event is None:
        return ()
    main = _make_event(event.kind, article, sentences, body, people, published, province)
    # "Yêu cầu giảm hội thảo, hội nghị": the title names none that was held, the body may.
    if main is None and (held := _find_governed(body)) and held != event.kind:
        main = _make_event(held, article, sentences, body, people, published, province)
    return (main, *_announced_events(main, sentences, body, published, province)) if main else ()


def find_event(article: Article, sentences: Sequence[Sentence]) -> EventFact | None:
    """Return the main event without those who chair it: what an index needs."""
    return next(iter(events_of(article, sentences, ())), None)


def _body_of(article: Article, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of the body; those that repeat a caption are none."""
    captions = {line.strip() for line in article.captions.split("\n")}
    return [s for s in sentences if s.part == "body" and s.text not in captions]


def _find_event(
    article: Article, sentences: Sequence[Sentence], body: Sequence[Sentence], published: date | None
) -> Event | None:
    title, lead = compose(article.title)[0], compose(article.lead)[0]
    opening = lead or " ".join(s.text for s in body)[:600]
    event = find_main_event(title, opening, published)
    if event is None and (held := _find_governed(body)):
        return Event(held, None)
    return event


def _find_governed(body: Sequence[Sentence]) -> str | None:
    """Return the kind of the first event that the first sentences of the body tell as taking place."""
    told = (m for s in body[:_OPENING] for m in find_event_mentions(normalise(s.text)) if m.weight >= 2)
    return next((m.kind for m in told), None)


def _make_event(
    kind: str,
    article: Article,
    sentences: Sequence[Sentence],
    body: Sequence[Sentence],
    people: Sequence[PersonFact],
    published: date | None,
    province: str,
) -> EventFact | None:
    mentions = list(_find_mentions(kind, sentences, body))
    if not mentions:
        return None
    told = _choose_told(mentions)
    if _ANY.search(told.sentence.text):
        return None
    named = _choose_named(mentions, told)
    if kind == "cuộc họp" and re.match(r"(?i)(?:cuộc họp )?họp báo", named.name):
        kind = "họp báo"
    day = find_event_day(_word_of(kind), sentences, told.sentence, published)
    naming = [m for m in mentions if m.sentence.part != "title"]
    after = dict(zip(sentences, sentences[1:], strict=False))
    following = [after[m.sentence].text for m in naming if m.weight >= 2 and m.sentence in after]
    hosts = find_hosts([(m.sentence.text, m.start) for m in naming], named.name, following)
    place = next(
        (p for m in mentions if m.weight > 0 and (p := find_place(m.sentence.text, m.start, m.start + len(m.name)))), ""
    )
    return _event_fact(kind, named.name, day, place, hosts, _find_chairs(sentences, people), told, published, province)


def _event_fact(
    kind: str,
    name: str,
    day: EventDay | None,
    place: str,
    hosts: tuple[str, ...],
    chairs: tuple[str, ...],
    told: _Mention,
    published: date | None,
    province: str,
) -> EventFact:
    own = find_province(", ".join((place, *hosts)))
    return EventFact(
        kind, name, day.day if day else None, day.end if day else None, day.precision if day else "", place,
        _add_right_forms(hosts), chairs, told.sentence, _state_of(told, day, published), own or ("" if _is_central(hosts) or is_abroad(place) else province),
    )  # fmt: skip


def _is_central(hosts: Sequence[str]) -> bool:
    return bool(hosts) and _CENTRAL.match(hosts[0]) is not None


def move_home(event: EventFact, home: str) -> EventFact:
    """Return the event in its source's home province where neither its article nor itself names one."""
    return event if event.province or _is_central(event.hosts) else replace(event, province=home)


def _find_mentions(kind: str, sentences: Sequence[Sentence], body: Sequence[Sentence]) -> Iterator[_Mention]:
    """Yield the mentions of events of a kind in lead, body and title; those of its family when the text varies the word."""
    found: list[_Mention] = []
    for sentence in (
        *(s for s in sentences if s.part == "lead"),
        *body[:_TOLD],
        *(s for s in sentences if s.part in ("title", "caption")),
    ):
        text = normalise(sentence.text)
        for mention in find_event_mentions(text):
            same = (
                mention.kind == kind
                or kind == "họp báo"
                and mention.kind == "cuộc họp"
                and "báo" in text[mention.end : mention.end + 12]
            )
            if not same:
                continue
            raw = sentence.text if len(text) == len(sentence.text) else text
            found.append(
                _Mention(
                    sentence, mention.start, mention.end, mention.weight, cut_name(raw, mention.start, mention.end)
                )
            )
    return iter(found)


def _choose_told(mentions: Sequence[_Mention]) -> _Mention:
    """Choose the sentence that tells of the event: in lead or body, one that says it takes place before one that mentions it."""
    running = [m for m in mentions if m.sentence.part in ("lead", "body")] or list(mentions)
    return next((m for m in running if m.weight >= 2), next((m for m in running if m.weight > 0), running[0]))


def _choose_named(mentions: Sequence[_Mention], told: _Mention) -> _Mention:
    """Choose the mention that names it best: the told one unless that says no more than the kind."""
    if not is_bare(told.name):
        return told
    others = [m for m in mentions if m.weight > 0 and not is_bare(m.name) and m.sentence.part != "title"]
    others += [m for m in mentions if m.weight > 0 and not is_bare(m.name) and m.sentence.part == "title"]
    return others[0] if others else told


def _word_of(kind: str) -> str:
    return {"cuộc họp": "họp"}.get(kind, kind)


def _announced_events(
    main: EventFact, sentences: Sequence[Sentence], body: Sequence[Sentence], published: date | None, province: str
) -> Iterator[EventFact]:
    """Yield events of other kinds that are told to come, with a day of their own."""
    seen = {main.kind}
    for sentence in (*(s for s in sentences if s.part == "lead"), *body[:_OPENING]):
        text = normalise(sentence.text)
        mentions = [m for m in find_event_mentions(text) if m.kind not in seen]
        for mention in mentions:
            ahead = _COMING.match(text, mention.end)
            if ahead is None or mention.kind in seen:
                continue
            to_come = sentence.text[mention.end :]
            day = find_event_day("", [], replace(sentence, text=to_come), published)
            if day is None or day.day == main.date:
                continue
            seen.add(mention.kind)
            named = [cut_name(sentence.text, m.start, m.end) for m in mentions if m.kind == mention.kind]
            told = _Mention(sentence, mention.start, mention.end, mention.weight, max(named, key=len))
            place = find_place(to_come, 0, len(to_come) // 2)
            yield replace(
                _event_fact(mention.kind, told.name, day, place, (), (), told, published, province), state="announced"
            )


def _state_of(told: _Mention, day: EventDay | None, published: date | None) -> str:
    """Return announced, held, postponed or cancelled, by the sentence that tells of the event and its day."""
    before, after = told.sentence.text[: told.start], told.sentence.text[told.end :]
    for state, (left, right) in (("postponed", _POSTPONED), ("cancelled", _CANCELLED)):
        if left.search(before) or right.match(after):
            return state
    if published and day and len(day.day) == 10 and day.day[0] != "-":
        return "announced" if date.fromisoformat(day.day) > published else "held"
    return (
        "announced"
        if _ANNOUNCED.search(before[-60:]) or _ANNOUNCED.match(after[:90].lstrip(" ,")) or _COMING.match(after)
        else "held"
    )


def _add_right_forms(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hosts as published, each misspelled one followed by its right form: readers look for either."""
    return tuple(form for host in hosts for form in dict.fromkeys((host, host.replace("Mật trận", "Mặt trận"))))


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
