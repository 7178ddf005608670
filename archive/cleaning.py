"""Cleans what comes into the archive: no control character or noncharacter, one form of line end, whoever gives the article."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.model import Article, Attachment, Block

_LINE_ENDS = re.compile("\r\n?")
_BLANKS = re.compile("[\x0b\x0c\x1c-\x1f\x85]+")
# C0 and C1 controls but tab and newline, DEL, and the code points that Unicode keeps out of all text.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef"
    + "".join(chr(0x10000 * n + e) for n in range(17) for e in (0xFFFE, 0xFFFF))
    + "]"
)
_ODD = re.compile(f"{_UNWANTED.pattern}|{_BLANKS.pattern}|\r")


def clean_text(text: str) -> str:
    """Return a text without control characters (tab and newline aside) and noncharacters; CRLF is LF; the same object when clean."""
    if not _ODD.search(text):
        return text
    return _UNWANTED.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)))


def clean_article(article: Article) -> Article:
    """Return an article whose every text is clean, its unknown keys too."""
    return replace(
        article,
        source=clean_text(article.source),
        title=clean_text(article.title),
        external_id=clean_text(article.external_id) if article.external_id is not None else None,
        lead=clean_text(article.lead),
        blocks=tuple(Block(block.kind, clean_text(block.text)) for block in article.blocks),
        byline=clean_text(article.byline),
        credit=clean_text(article.credit),
        section=clean_text(article.section),
        attachments=tuple(Attachment(clean_text(a.url), clean_text(a.title)) for a in article.attachments),
        extra={clean_text(key): _clean_value(value) for key, value in article.extra.items()},
    )


def _clean_value(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean_value(inner) for inner in value]
    if isinstance(value, dict):
        return {clean_text(str(key)): _clean_value(inner) for key, inner in value.items()}
    return value
