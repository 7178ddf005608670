"""Splits an article's byline into names, for citations: "Nga Nguyễn – Sỹ Quý" -> two authors."""

from __future__ import annotations

import re

from vietnamese.spelling.normalise import normalise

_LABEL = re.compile(
    r"(?i)^(?:tin|ảnh|bài|clip|video|thực hiện|tác giả|nguồn)(?:\s*[,/&và–-]+\s*(?:tin|ảnh|bài|clip|video))*\s*:\s*"
)
_CREDIT = re.compile(r"(?i)^\W*(?:theo\s|nguồn(?: tin)?\s*:)")
_BETWEEN = re.compile(r"\s+[–—-]\s+|\s*[/;,&]\s*|\s+và\s+|\s*\n\s*")
_BRACKETS = re.compile(r"\([^()]*\)")


def split_authors(byline: str) -> tuple[str, ...]:
    """Split a byline into names, in order, without labels ("Tin, ảnh:") and remarks in brackets; () for an empty one.

    Whom a text is taken from ("Theo Báo Mẫu", "Nguồn: …") has not written it.
    """
    if _CREDIT.match(normalise(byline)):
        return ()
    plain = _LABEL.sub("", _BRACKETS.sub(" ", normalise(byline)).strip())
    names = (" ".join(_LABEL.sub("", part).split()).strip(" .:") for part in _BETWEEN.split(plain))
    return tuple(dict.fromkeys(name for name in names if name))
