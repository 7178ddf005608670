"""Words quoted in an article and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indexer.facts.model import PersonFact, QuoteFact, Sentence

_QUOTED = re.compile(r"[“\"](?P<text>[^“”\"]{25,900})[”\"]")
_SAYS = re.compile(
    r"(?i)(?<!\w)(?:nói|cho biết|khẳng định|chia sẻ|nhấn mạnh|phát biểu|trả lời|cho hay|bày tỏ|kể|thông tin|nêu|"
    r"đề nghị|yêu cầu|nhận định|đánh giá|lý giải|tâm sự|cho rằng|khuyến cáo|phân tích|giải thích|xác nhận|thừa nhận)(?!\w)"
)


def quotes_of(sentences: Iterable[Sentence], people: Sequence[PersonFact]) -> tuple[QuoteFact, ...]:
    """Return the quotes whose sentence (or the one before) has a verb of saying and a known person."""
    made: list[QuoteFact] = []
    short = {p.name.rsplit(" ", 1)[-1]: p.name for p in people}
    before = ""
    for sentence in sentences:
        for match in _QUOTED.finditer(sentence.text):
            around = f"{sentence.text[: match.start()]} {sentence.text[match.end() :]}"
            opening = sentence.text[: match.start()].rstrip()
            # “…” inside a clause is a name or a slogan; said words follow a colon, or open the sentence
            if opening and opening[-1] not in ":,–-" and not opening.endswith("rằng"):
                continue
            speaker = _speaker(around, people, short) or (
                "" if around.strip() or not before.rstrip().endswith(":") else _speaker(before, people, short)
            )
            if speaker:
                made.append(QuoteFact(speaker, match["text"].strip()))
        before = sentence.text
    return tuple(dict.fromkeys(made))


def _speaker(text: str, people: Sequence[PersonFact], short: dict[str, str]) -> str:
    if not _SAYS.search(text):
        return ""
    for person in people:
        if person.name in text:
            return person.name
    match = re.search(r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]á|[Úú]y|[Tt]ướng|chí) ([^\W\d_]+)(?!\w)", text)
    return short.get(match[1], "") if match else ""
