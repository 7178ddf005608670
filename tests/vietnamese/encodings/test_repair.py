"""The repair of old encodings."""

from __future__ import annotations

import unicodedata
from importlib import resources

import pytest

from sample import tcvn3
from tests.portals.legacy_asp import vni
from vietnamese.encodings.repair import decode_bytes, repair_markup, repair_text

TEXT = "Công an tỉnh Hà Tĩnh đã tổ chức hội nghị về phòng, chống ma túy, giữ gìn an ninh trật tự ở cơ sở"


def _table(name: str) -> list[list[str]]:
    rows = resources.files("vietnamese.encodings").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows]


def test_tcvn3_and_vni_come_back() -> None:
    assert repair_text("C«ng an tØnh") == "Công an tỉnh"
    tcvn3 = {letter: chr(int(byte, 16)) for byte, letter in _table("tcvn3.tsv")}
    vni = {row[0]: row[1] for row in _table("vni.tsv")}
    assert repair_text("".join(tcvn3.get(char, char) for char in TEXT)) == TEXT
    assert repair_text("".join(vni.get(char, char) for char in TEXT)) == TEXT
    assert repair_text(f"{TEXT}\nC«ng an tØnh") == f"{TEXT}\nCông an tỉnh"


def test_double_encoding_comes_back() -> None:
    assert repair_text(TEXT.encode().decode("latin-1")) == TEXT


@pytest.mark.parametrize("text", [TEXT, "Café résumé naïve", "Müller & Søn", "36°C – 50€", "HÀ NỘI", "Plain text", "à"])
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair_text(text) == text
    assert repair_text(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", text)


def _parts(text: str) -> str:
    """Write tone marks as combining characters where windows-1258 has no letter for the whole."""

    def parts(char: str) -> str:
        if len(char.encode("cp1258", "ignore")) == 1:
            return char
        marks = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone

    return "".join(map(parts, text))


def _windows_1258(text: str) -> bytes:
    return _parts(text).encode("cp1258")


def test_decode() -> None:
    assert decode_bytes(TEXT.encode(), "iso-8859-1") == (TEXT, "utf-8")
    assert decode_bytes(TEXT.encode("utf-16"), None) == (TEXT, "utf-16")
    assert decode_bytes(b"\xef\xbb\xbf" + TEXT.encode(), None) == (TEXT, "utf-8")
    assert decode_bytes(_windows_1258(TEXT), None) == (TEXT, "windows-1258")
    assert decode_bytes(TEXT.encode("utf-16-le"), "utf-8") == (TEXT, "utf-16")
    assert decode_bytes(TEXT.encode("utf-16-be"), None) == (TEXT, "utf-16")
    assert decode_bytes(_windows_1258(TEXT), "windows-1258")[1] == "windows-1258"
    assert unicodedata.normalize("NFC", _parts(TEXT)) == TEXT
    assert decode_bytes(b'<meta charset="windows-1258"><p>ti\xeaeng', None)[1] == "windows-1258"
    assert decode_bytes(b"\xff\x00\x81", "no-such-name")[0]
    assert decode_bytes(b"", None) == ("", "utf-8")


def test_short_cells_follow_the_font_of_their_page() -> None:
    lines = [
        "Công an huyện vừa bắt giữ hai đối tượng trộm cắp xe máy trên địa bàn xã.",
        "Người dân cần cảnh giác với các cuộc gọi lạ trong dịp cuối năm.",
        "Đội tuần tra đã phát hiện nhiều trường hợp vi phạm nồng độ cồn.",
        "Trưởng công an xã cho biết tình hình an ninh trật tự ổn định.",
    ]
    cells = ["Số", "Họ và tên", "Cơ sở", "Sổ", "Đã xử lý", "2 vụ", "Giết người"]
    page = "".join(f"<p>{line}</p>" for line in lines) + "".join(f"<td>{cell}</td>" for cell in cells)
    for encode in (tcvn3.encode_tcvn3, vni):
        assert repair_markup(decode_bytes(encode(page), None)[0]) == page
    assert repair_markup("<p>" + "soá sè Hà Nội" + "</p>") == "<p>soá sè Hà Nội</p>"


def test_a_menu_that_repeats_itself_does_not_hide_the_font() -> None:
    """ "Xaõ soá 7" is half a syllable by accident, three hundred times; headings of two words tell little by themselves."""
    menu = "".join(f"<td>Xã số {n}</td>" for n in range(300))
    rows = "".join(f"<tr><td>{title}</td></tr>" for title in ("Đoàn kiểm tra xử lý vi phạm nồng độ cồn trong đêm",) * 3)
    page = f"<title>Người tốt việc tốt</title><table>{menu}{rows}</table><b>Trang chủ</b>"
    assert repair_markup(vni(page).decode("cp1252")) == page
