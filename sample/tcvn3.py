"""Encodes text as TCVN3 (ABC), the encoding of pages from before Unicode; only the sample portal writes it.

Source of the table: TCVN 5712:1993, VN3. Capitals with a tone share the code of the small letter:
the fonts of the time had a separate face for them.
"""

from __future__ import annotations

import unicodedata

_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_CODES = {letter: start + i for start, row in _ROWS.items() for i, letter in enumerate(row)}
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."})


def encode_tcvn3(text: str) -> bytes:
    """Encode ``text`` (Vietnamese, any normal form) as TCVN3 bytes; a letter the table lacks becomes "?"."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text).translate(_PLAIN):
        code = ord(letter) if ord(letter) < 128 else _CODES.get(letter) or _CODES.get(letter.lower()) or ord("?")
        out.append(code)
    return bytes(out)
