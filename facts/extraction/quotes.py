"""Extracts the words quoted in an article and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from facts.extraction.people.coreference import find_speaker
from facts.model import PersonFact, QuoteFact, Sentence

_QUOTED = re.compile(r"[“\"](?P<text>[^“”\"]{25,900})[”\"]")
_SAYS = re.compile(
    r"(?i)(?<!\w)(?:nói|cho biết|khẳng định|chia sẻ|nhấn mạnh|phát biểu|trả lời|cho hay|bày tỏ|kể|thông tin|nêu|"
    r"đề nghị|yêu cầu|nhận định|đánh giá|lý giải|tâm sự|cho rằng|khuyến cáo|phân tích|giải thích|xác nhận|thừa nhận)(?!\w)"
)


def quotes_of(sentences: Iterable[Sentence], people: Sequence[PersonFact]) -> tuple[QuoteFact, ...]:
    """Return the quotes whose sentence (or the one before) has a verb of saying and a known person."""
    made: list[QuoteFact] = []
    before = ""
    for sentence in sentences:
        for match in _QUOTED.finditer(sentence.text):
            around = f"{sentence.text[: match.start()]} {sentence.text[match.end() :]}"
            opening = sentence.text[: match.start()].rstrip()
            # “…” inside a clause is a name or a slogan; said words follow a colon, or open the sentence
            if opening and opening[-1] not in ":,–-" and not opening.endswith("rằng"):
                continue
            speaker = _find_speaker(around, people) or (
                "" if around.strip() or not before.rstrip().endswith(":") else _find_speaker(before, people)
            )
            if speaker:
                made.append(QuoteFact(speaker, match["text"].strip(), sentence))
        before = sentence.text
    return tuple({(q.speaker, q.text): q for q in reversed(made)}.values())[::-1]


def _find_speaker(text: str, people: Sequence[PersonFact]) -> str:
    return find_speaker(text, people) if _SAYS.search(text) else ""
