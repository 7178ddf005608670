"""Round-ups ("An ninh 24h", "Điểm tin"): articles of several unrelated items, each under a heading; where each item begins.

A round-up says that it is one in its title or lead. Its items begin at headings that stand on a line of their own, or, where a text
came as one line, at the items that title and lead list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vietnamese.spelling.marks import compose_letters
from vietnamese.spelling.normalise import fold

ITEM = "r:"
"""Term of the marks with which an item begins; the position of its first word in the body follows."""

_LABEL = re.compile(
    r"\b(?:điểm (?:tin|báo)|bản tin|tin (?:nhanh|vắn|ngắn|nóng|tức|mới|hot|trong ngày|trong nước|thế giới)|"
    r"tổng hợp (?:tin|các vụ)|24\s?h|24 giờ qua|trong (?:ngày|tuần|tháng)|(?:tuần|tháng|đêm) qua|"
    r"nhật ký (?:an ninh|141)|nổi bật|đáng chú ý|toàn cảnh (?:an ninh|pháp luật))\b"
)
_ONE_STORY = re.compile(r"\b(?:tin tức|tin mới|tin nóng|mới nhất) (?:mới nhất )?(?:về|vụ|trong vụ)\b")
_LISTED = re.compile(r"\blà (?:những|các) (?:tin|thông tin|sự kiện|vụ|nội dung)\b")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]\s]*$")
_CREDIT = re.compile(r"\b(?:ảnh|nguồn|theo|xem thêm|clip|video)\b\s*:|^(?:xem thêm|tổng hợp|ảnh|theo)\b")
_LONGEST, _SHORTEST, _FEWEST = 170, 15, 2
"""Characters of a heading at most and at least; items of a round-up at least."""


def _small(text: str) -> str:
    return compose_letters(text).lower()


def _says_so(title: str, lead: str) -> bool:
    named = _small(title)
    if _ONE_STORY.search(named):
        return False
    return bool(_LABEL.search(named) or _LISTED.search(_small(lead)))


def _headings(body: str) -> Iterator[int]:
    """Where lines begin that are headings: short, no sentence, before a line that is longer or a sentence."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", body) if match.group().strip()]
    for (start, line), (_, following) in zip(lines, lines[1:], strict=False):
        text = line.strip()
        heads = _SHORTEST <= len(text) <= _LONGEST and not _SENTENCE_END.search(text)
        if heads and not _CREDIT.search(_small(text)) and _SENTENCE_END.search(following.strip()):
            yield start


def _listed(title: str, lead: str, body: str) -> Iterator[int]:
    """Where the items that title and lead list begin in a body of one line."""
    folded = fold(body.lower())
    if len(folded) != len(body):
        return
    for text in (title, lead):
        for item in re.split(r"[;:]|\.\.\.|…| là những | là các ", text):
            name = fold(" ".join(item.split()).lower()).strip(" .\"“”'")
            at = folded.find(name) if len(name) >= _SHORTEST else -1
            if at >= 0:
                yield at


def find_items(texts: Sequence[str]) -> list[int]:
    """Return where the items of a round-up begin in its body, ascending; nothing for any other article.

    ``texts``: title, lead and body first.
    """
    title, lead, body = texts[:3]
    if not _says_so(title, lead):
        return []
    found = sorted({*_headings(body)} or {*_listed(title, lead, body)})
    return found if len(found) >= _FEWEST else []
