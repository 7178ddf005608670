"""Decodes bytes, and repairs text in the font encodings of old pages (TCVN3, VNI) to Unicode.

The crawler calls ``decode_bytes`` on a response, ``repair_markup`` on the page and ``repair_text`` on short texts. What decides is
always whether more Vietnamese syllables come out; clean text comes back byte for byte. Tables: tcvn3.tsv (byte,
letter) and vni.tsv (letter, sequence).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.marks import compose_letters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE
)
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_CHUNK = re.compile(r"[^\s!-,./:-@\[-`{-~…“”–]+")
_SAMPLE = 200_000


def decode_bytes(data: bytes, declared: str | None) -> tuple[str, str]:
    """Decode ``data`` and name its encoding; never fails (unreadable bytes become U+FFFD).

    A byte order mark wins, then UTF-16 that shows by its zero bytes, then UTF-8 that really is UTF-8, then ``declared``
    and the page's own declaration, then whichever of windows-1258 and windows-1252 makes more Vietnamese syllables.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff"), name
    if (wide := _decode_utf_16(data)) is not None:
        return wide
    try:
        # Bytes above 127 that form UTF-8 by chance are next to impossible: a declaration of something else is wrong.
        text = data.decode("utf-8")
        if not (data.isascii() and _python_name_of(declared) in ("utf-7", "iso2022_jp", "utf-16")):
            return text, "utf-8"
    except UnicodeDecodeError:
        pass
    meta = _META.search(data[:4096])
    names = [_python_name_of(declared), _python_name_of(meta[1].decode("ascii")) if meta else None]
    if "utf-8" in names:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(3, sum(byte > 127 for byte in data) // 20):
            return text, "utf-8"
    return _decode_best(data, [name for name in names if name and name != "utf-8"])


def _decode_utf_16(data: bytes) -> tuple[str, str] | None:
    """Return the text of UTF-16 without a mark: every second byte of its markup is zero, which no other text has."""
    head = data[:400]
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[place::2].count(0), head[1 - place :: 2].count(0)
        if len(head) >= 8 and zeros > len(head) * 0.35 and not others:
            return data.decode(name, "replace"), "utf-16"
    return None


def _python_name_of(name: str | None) -> str | None:
    """Return Python's name of a declared encoding as browsers read it (latin-1 is cp1252); None when unknown."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _decode_best(data: bytes, names: list[str]) -> tuple[str, str]:
    """Choose among the declared and the Vietnamese one-byte encodings by the share of valid syllables."""
    scored = []
    for rank, name in enumerate(dict.fromkeys([*names, "cp1258", "cp1252"])):
        try:
            text = data.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
        plain = _TAG.sub(" ", text[:_SAMPLE])
        score = max(
            _syllable_share(plain),
            _syllable_share(_from_tcvn3(plain)),
            _syllable_share(_from_vni(plain)) if name == "cp1252" else 0.0,
        )
        # a declaration is believed unless another reading is clearly better
        score = round(score, 2) + 0.1 * (name in names) - 0.3 * (text.count("\ufffd") > 3)
        scored.append((score, -rank, text, name))
    _, _, text, name = max(scored, key=lambda item: item[:2])
    if name == "cp1258":
        text = compose_letters(text)  # its tone marks are characters of their own; browsers show one letter
    return text, {"cp1258": "windows-1258", "cp1252": "windows-1252"}.get(name, name)


def _syllable_share(text: str) -> float:
    """Return the share of valid syllables among the words with letters outside ASCII; 0 when there are none."""
    words = [word for word in _CHUNK.findall(text) if not word.isascii()]
    return sum(map(_is_valid_word, words)) / len(words) if words else 0.0


@lru_cache(maxsize=1 << 16)
def _is_valid_word(word: str) -> bool:
    parts = [part for part in re.split(r"[-–0-9]+", word) if part]
    return bool(parts) and all(is_syllable(part) for part in parts)


@cache
def _load_tcvn3() -> dict[int, str]:
    rows = resources.files("vietnamese.encodings").joinpath("tcvn3.tsv").read_text(encoding="utf-8").splitlines()
    return {int(row.split("\t")[0], 16): row.split("\t")[1] for row in rows}


@cache
def _load_vni() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = resources.files("vietnamese.encodings").joinpath("vni.tsv").read_text(encoding="utf-8").splitlines()
    table = {row.split("\t")[1]: row.split("\t")[0] for row in rows}
    # A capital letter may stand before a mark of either case ("Hoà" typed HOaø never occurs, "ÑAïI" does).
    for sequence, letter in list(table.items()):
        if len(sequence) == 2:
            table.setdefault(sequence[0] + sequence[1].swapcase(), letter)
    table |= {"\xeb": "ỷ", "\xcb": "Ỷ"}  # as some fonts of the family have it; no other letter is written so
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def _from_tcvn3(text: str) -> str:
    return _restore_capitals(text, text.translate(_load_tcvn3()))


def _restore_capitals(before: str, after: str) -> str:
    """Give back the capitals a capital font hid: a word otherwise in capitals is meant to be all capitals."""
    if len(before) != len(after):
        return after
    out = []
    place = 0
    for match in _CHUNK.finditer(before):
        word = after[match.start() : match.end()]
        plain = [char for char in match.group() if char.isascii() and char.isalpha()]
        out.append(after[place : match.start()])
        out.append(word.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else word)
        place = match.end()
    return "".join(out) + after[place:]


def _from_vni(text: str) -> str:
    pattern, table = _load_vni()
    return _VNI_Y.sub(_repair_vni_y, pattern.sub(lambda match: table[match.group()], text))


# ì is both ì and, in some fonts, ỹ: as a whole rhyme after these letters ỹ is by far the more frequent (kỹ, mỹ, quỹ).
_VNI_Y = re.compile(r"(?<!\w)([kms]|qu|l?u|th?u)(ì)(?!\w)", re.IGNORECASE)


def _repair_vni_y(match: re.Match[str]) -> str:
    return match[1] + ("ỹ" if match[2] == "ì" else "Ỹ")


def _from_double_utf8(text: str) -> str:
    """Undo UTF-8 read as windows-1252 (once or twice), sequence by sequence: what is no such sequence stays."""
    for _ in range(2):
        undone = _SEQUENCE.sub(_undo_sequence, text)
        if undone == text:
            break
        text = undone
    return text


def _undo_sequence(match: re.Match[str]) -> str:
    # A no-break space is the last byte of "à" and of others, and editors turn it into a plain one.
    try:
        return b"".join(_byte_of(char) for char in match.group().replace(" ", "\xa0")).decode("utf-8")
    except (UnicodeError, ValueError):
        return match.group()


def _byte_of(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


_HIGH = "\u0081\u008d\u008f\u0090\u009d" + bytes(
    byte for byte in range(0x80, 0xC0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
).decode("cp1252")
_SEQUENCE = re.compile(
    rf"[\u00c3-\u00cd](?:[{re.escape(_HIGH)}\u0080-\u009f]| (?=\w|\s|$|[,.;:!?)]))"
    rf"|[\u00e1\u00e2\u00ef][{re.escape(_HIGH)}\u0080-\u009f]{{2}}"
    rf"|[\u00c2][{re.escape(_HIGH)}\u0080-\u009f]"
)
"""Bytes of UTF-8 for letters of Vietnamese, its tone marks and quotation marks, each shown as windows-1252 shows it."""


_REPAIRS: tuple[Callable[[str], str], ...] = (_from_double_utf8, _from_tcvn3, _from_vni)


def repair_text(text: str) -> str:
    """Repair ``text``: each paragraph in TCVN3, VNI or doubly encoded UTF-8 becomes Unicode.

    A paragraph is changed only when few of its non-ASCII words are syllables and nearly all become such; clean text
    comes back as it is, byte for byte.
    """
    if text.isascii():
        return text
    return "".join(_repair_paragraph(part) for part in re.split(r"(\n+)", text))


_SEGMENT = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>)", re.IGNORECASE | re.DOTALL)
_MANY = 3
"""Words that must be wrong before a segment of an otherwise clean page is touched."""
_DOMINANT = 4
"""Texts of that many words that must be in one font encoding before the page's short texts are read so too."""


def repair_markup(markup: str) -> str:
    """Repair each text of an HTML page on its own: old pages mix encodings from paragraph to paragraph.

    Tags and scripts are left alone. On a page that is clean as a whole, only a text with several wrong words is read
    anew, so that a foreign name is never taken for a font encoding.
    """
    if markup.isascii():
        return markup
    segments = _SEGMENT.split(markup)
    texts = [part for part in segments[::2] if not part.isascii()]
    # Each word once: a menu may say "Xaõ soá" three hundred times, half of it syllables by accident.
    broken = _syllable_share(" ".join({word for part in texts for word in part.split()})) < 0.5
    read = [_repair_paragraph(t) if broken or _count_wrong_words(t) >= _MANY else t for t in texts]
    font = _font_of(texts, read)
    if font is not None:
        read = [_decode_in_font(old, font, new) for old, new in zip(texts, read, strict=True)]
    done = iter(read)
    segments[::2] = [part if part.isascii() else next(done) for part in segments[::2]]
    return "".join(segments)


def _font_of(texts: list[str], read: list[str]) -> Callable[[str], str] | None:
    """Return how a page in one font encoding was read, None for a clean or a mixed page: its longer texts decide."""
    long = [(old, new) for old, new in zip(texts, read, strict=True) if _count_non_ascii_words(old) >= _MANY]
    for change in (_from_tcvn3, _from_vni):
        count = sum(new != old and new == change(old) for old, new in long)
        if count >= _DOMINANT and count >= len(long) * 0.8:
            return change
    return None


def _decode_in_font(text: str, change: Callable[[str], str], alone: str) -> str:
    """Return a short text of a page in a font encoding in Unicode, else how it was read ``alone``.

    In a cell "soá" and "sè" are syllables of both, and "chuû" is one in either font.
    """
    after = change(text)
    if after == text or _count_non_ascii_words(text) >= _MANY or any(ord(char) > 0xFF for char in text):
        return alone
    return after if all(map(_is_valid_word, (w for w in _CHUNK.findall(after) if not w.isascii()))) else alone


def _count_non_ascii_words(text: str) -> int:
    return sum(not word.isascii() for word in _CHUNK.findall(text))


def _count_wrong_words(text: str) -> int:
    return sum(not _is_valid_word(word) for word in _CHUNK.findall(text) if not word.isascii())


def _repair_paragraph(part: str) -> str:
    if part.isascii():
        return part
    before = _syllable_share(part)
    whole = _repair_clause(part)
    clauses = _CLAUSE.split(part) if before > 0.15 and _count_wrong_words(part) >= _MANY else []
    if len(clauses) < 2:
        return whole
    # One paragraph may mix encodings too; whichever reading leaves fewer wrong words is meant.
    return min(whole, "".join(map(_repair_clause, clauses)), key=_count_wrong_words)


_CLAUSE = re.compile(r"(?<=[.!?;:,])(?=\s)")


def _repair_clause(part: str) -> str:
    """Return ``part``, in one encoding throughout, in Unicode when nearly all of its words become syllables so."""
    before = _syllable_share(part)
    if part.isascii() or before > 0.5:
        return part
    candidates = [(_changed_syllable_share(part, change), change) for change in _REPAIRS]
    score, change = max(candidates, key=lambda item: item[0])
    return change(part) if score >= 0.75 and score >= before + 0.3 else part


def _changed_syllable_share(part: str, change: Callable[[str], str]) -> float:
    """Return the share of valid syllables among the words that were non-ASCII before ``change``."""
    after = change(part)
    if after == part:
        return 0.0
    words = (
        [change(word) for word in _CHUNK.findall(part) if not word.isascii()] if change is not _from_double_utf8 else []
    )
    if not words:
        words = [word for word in _CHUNK.findall(after) if not word.isascii()]
    return sum(map(_is_valid_word, words)) / len(words) if words else 0.0
