"""Tells who took part in what an article reports, and who held rank and office only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.model import PersonFact, Sentence
from vietnamese.spelling.normalise import normalise

_FORMER = re.compile(r"^(?:nguyên|cựu)\s+", re.IGNORECASE)

_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:(?:tham|đến|cùng|tới|về|đồng)?[ ,]*dự(?! (?:án|kiến|báo|thảo|phòng|toán|trữ|đoán|bị|luật|định|tính|khuyết|thi))"
    r"|có mặt|tham gia|chủ trì|chủ tọa|phát biểu|khai mạc|bế mạc|dẫn đầu|thay mặt|chứng kiến|trao (?:tặng|giải|quyết định|bằng khen|giấy khen)|kết luận|chỉ đạo)(?!\w)"
)
"""Words of taking part that those named after them do: "Dự hội nghị có …", "dưới sự chủ trì của …"."""
_AFTER = re.compile(
    r"(?i)(?<!\w)(?:dự(?! (?:án|kiến|báo|thảo|phòng|toán|trữ|đoán|bị|luật|định|tính|khuyết|thi))|tham dự|có mặt|tham gia|chủ trì|chủ tọa|phát biểu|khai mạc|bế mạc|"
    r"dẫn đầu|trao (?:tặng|giải|quyết định|bằng khen|giấy khen|hoa|quà)|tặng (?:hoa|quà|bằng khen|giấy khen|thưởng)|kết luận (?:hội|cuộc|buổi|phiên)|đọc (?:báo cáo|diễn văn|quyết định)|"
    r"báo cáo|trình bày|quán triệt|chúc mừng|ghi nhận|biểu dương|đánh giá|nhấn mạnh|đến thăm|thăm hỏi)(?!\w)"
)
_CLAUSE = re.compile(r"[.;]|(?<!\w)(?:vụ|về việc|nhắc|đối với)(?!\w)")
_REACH = 220
"""Letters between a name and what it does: offices in between are long."""


def tell_participation(people: Sequence[PersonFact]) -> tuple[PersonFact, ...]:
    """Fill ``former`` and ``took_part`` of the people of one article."""
    names = [p.name for p in people]
    return tuple(_tell_person(person, names) for person in people)


def _tell_person(person: PersonFact, names: Sequence[str]) -> PersonFact:
    rank = rf"(?<!\w)(?:nguyên|cựu)\s+{re.escape(person.rank)}(?!\w)" if person.rank else None
    former = bool(_FORMER.match(person.role) or rank and re.search(rank, person.sentence.text, re.IGNORECASE))
    took = any(_takes_part(s, person.name, names) for s in (person.sentence, *person.mentions))
    return replace(person, role=_FORMER.sub("", person.role), former=former, took_part=took)


def _takes_part(sentence: Sentence, name: str, names: Sequence[str]) -> bool:
    """Tell whether a sentence says that somebody took part: by what stands before the name, or by the verb after it."""
    text = sentence.text
    at = text.find(name)
    if at < 0:
        return bool(_AFTER.search(text))  # Named by rank and last name or by office: "Đồng chí Giám đốc phát biểu …".
    before, after = text[:at], text[at + len(name) : at + len(name) + _REACH]
    opened = list(_BEFORE.finditer(before))
    if opened and not _CLAUSE.search(before, opened[-1].end()):
        return True
    verb = _AFTER.search(after)
    if verb is None:
        return False
    between = after[: verb.start()]
    # "A, Chủ tịch, B, Phó chủ tịch, dự": both; "vụ án của A, … B chủ trì": only who stands beside the verb
    others = [other for other in names if other != name and other in between]
    return not re.search(r"[.;]", between) and (
        not others or normalise(between).lower().strip().startswith((",", "-", "–", "và", "cùng"))
    )
