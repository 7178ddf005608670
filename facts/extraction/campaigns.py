"""Extracts campaigns ("đợt cao điểm tấn công trấn áp tội phạm"): their names and the days they last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from facts.model import CampaignFact, Sentence
from vietnamese.entities.dates import resolve_days
from vietnamese.spelling.normalise import fold

_CAMPAIGN = re.compile(
    r"(?i)(?<!\w)(?:(?:các |mở |những )?đợt (?:ra quân |tổng )?(?P<a>cao điểm(?:[^,.;:()\"“”\n]|, (?=trấn áp|truy|xử lý|phòng|kiểm soát)){12,160})"
    r"|tháng (?P<b>cao điểm(?:[^,.;:()\"“”\n]|, (?=trấn áp|truy|xử lý|phòng|kiểm soát)){12,160}))"
)
_STOP = re.compile(
    r"(?i)\s(?:từ ngày|kể từ|bắt đầu|diễn ra|đã|được|tại|do|nhằm|với|cho|của|và các|trên địa bàn|năm \d{4}|trong|từ|này|đạt|sẽ|để|mà|theo)(?!\w).*$"
)
_WORDS = 4
"""Words a campaign's name has at least: "cao điểm" alone is no name."""


def campaigns_of(sentences: Iterable[Sentence], published: date | None) -> tuple[CampaignFact, ...]:
    """Return each campaign once, with its days where one of its sentences tells them."""
    found: dict[str, CampaignFact] = {}
    for sentence in sentences:
        for match in _CAMPAIGN.finditer(sentence.text):
            name = _STOP.sub("", match["a"] or match["b"]).strip(" -–")
            if len(name.split()) < _WORDS:
                continue
            begin, end = _find_days(sentence.text[match.start() :], published)
            old = found.get(fold(name))
            if old is None or (begin and not old.begin):
                found[fold(name)] = CampaignFact(name, begin, end, sentence)
    return tuple(found.values())


def _find_days(after: str, published: date | None) -> tuple[str | None, str | None]:
    """Return the first range of days in what follows the name; (first, None) when only the beginning is told."""
    days = resolve_days(after, published)
    for item in days:
        if item.start_day != item.end_day:
            return item.start_day.isoformat(), item.end_day.isoformat()
    if len(days) > 1 and days[0].start_day < days[1].start_day and days[1].start - days[0].end < 30:
        return days[0].start_day.isoformat(), days[1].end_day.isoformat()
    if days and re.search(r"(?i)(?:từ|kể từ|bắt đầu)[^,.;]{0,25}$", after[: days[0].start]):
        return days[0].start_day.isoformat(), None
    return None, None
