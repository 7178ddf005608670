"""Encodings over real texts: clean text is never changed, and text in an old encoding comes back."""

from __future__ import annotations

import json
import lzma
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from importlib import resources
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gates.gate_texts import sample_articles
from tests.support.paths import texts_folder
from vietnamese.encodings.repair import decode_bytes, repair_markup, repair_text

CORPORA = ("corpus/security-news.jsonl.xz", "corpus/general-news.jsonl.xz")
SHORT = 250  # articles of each corpus in the short run


def _parts(item: dict[str, object]) -> list[str]:
    captions = item.get("captions") or []
    listed = captions if isinstance(captions, list) else [captions]
    return [t for t in (item.get("title"), item.get("lead"), item.get("body"), *listed) if isinstance(t, str) and t]


def _texts(most: int | None) -> Iterator[list[str]]:
    """Yield the texts of the first ``most`` articles of each shared corpus; of all of the sample's without them."""
    folder = texts_folder()
    if not (folder / CORPORA[0]).exists():
        assert not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no texts in {folder}"
        yield from ([a.title, a.lead, a.body] for a in sample_articles())
        return
    for name in CORPORA:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from (_parts(json.loads(line)) for line in islice(lines, most))


def _changed(most: int | None) -> list[str]:
    changed = []
    for texts in _texts(most):
        page = f"<html><body><h1>{texts[0]}</h1>" + "".join(f"<p>{t}</p>" for t in texts[1:]) + "</body></html>"
        changed += [t for t in texts if repair_text(t) != t]
        changed += [page] if repair_markup(page) != page or decode_bytes(page.encode(), None)[0] != page else []
    return changed


def test_clean_texts_are_never_changed() -> None:
    assert _changed(SHORT) == []


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_no_clean_text_at_all_is_changed() -> None:
    assert _changed(None) == []


@given(st.text(alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệốồổỗộứừửữự ,.-\n"), max_size=200))
def test_any_vietnamese_letters_are_left_alone(text: str) -> None:
    assert decode_bytes(text.encode(), None)[0] == text
    composed = unicodedata.normalize("NFD", text)
    assert decode_bytes(composed.encode(), "utf-8")[0] == composed


def _table(name: str) -> dict[str, str]:
    rows = resources.files("vietnamese.encodings").joinpath(name).read_text(encoding="utf-8").splitlines()
    return dict(tuple(row.split("\t")[:2]) for row in rows)  # type: ignore[misc]


def _as_tcvn3(text: str) -> str:
    letters = {letter: chr(int(byte, 16)) for byte, letter in _table("tcvn3.tsv").items()}
    return "".join(letters.get(c, c) for c in text)


def _as_vni(text: str) -> str:
    table = _table("vni.tsv")
    return "".join(table.get(c, c) for c in text)


def _read_as_windows(text: str) -> str:
    raw = text.encode()
    return "".join(chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in raw)


WAYS = {"tcvn3": _as_tcvn3, "vni": _as_vni, "utf8-as-1252": _read_as_windows}


def _recovered(way: str, most: int) -> float:
    """Return the share of words that come back when lower-case texts are written in an old encoding and repaired."""
    right = total = 0
    for texts in _texts(most):
        for text in texts[:2]:
            clean = unicodedata.normalize("NFC", text.lower())
            back = repair_text(WAYS[way](clean))
            pairs = zip(clean.split(), back.split(), strict=False)
            right += sum(a == b for a, b in pairs)
            total += len(clean.split())
    return right / max(1, total)


@pytest.mark.parametrize(("way", "least"), [("tcvn3", 0.985), ("vni", 0.985), ("utf8-as-1252", 0.985)])
def test_old_encodings_come_back(way: str, least: float) -> None:
    found = _recovered(way, SHORT // 2)
    print(f"{way}: {found:.4f} of the words come back")
    assert found >= least


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_tcvn3_is_what_iconv_reads() -> None:
    for byte, letter in _table("tcvn3.tsv").items():
        told = subprocess.run(
            ["iconv", "-f", "TCVN", "-t", "UTF-8"], input=bytes.fromhex(byte), capture_output=True, check=True
        )
        assert unicodedata.normalize("NFC", told.stdout.decode()) == letter


def test_vni_is_what_the_shared_table_says() -> None:
    path = texts_folder() / "encodings/vni.tsv"
    if not path.exists():
        pytest.skip("the shared table is absent")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    odd = {"ỹ", "Ỹ", "ỷ", "Ỷ"}  # the table writes them as single letters; both ways are read
    ours = _table("vni.tsv")
    assert all(ours.get(letter) == sequence for letter, sequence in rows if letter in ours and letter not in odd)
    assert (
        repair_text("tyû leä phaùt trieån cuûa quyõ")
        == repair_text("të leä phaùt trieån cuûa quì")
        == "tỷ lệ phát triển của quỹ"
    )


PARAGRAPH = "Sáng nay, lực lượng chức năng đã phối hợp tuyên truyền pháp luật cho người dân ở các xã vùng ven biển."


@pytest.mark.parametrize("way", list(WAYS))
def test_mixed_pages(way: str) -> None:
    old = WAYS[way](PARAGRAPH)
    page = f"<html><body><div class='café'><p>{PARAGRAPH}</p><p>{old}</p><p>Zoé et Café résumé</p></div></body></html>"
    assert repair_markup(page) == page.replace(old, PARAGRAPH)
    assert repair_text(f"{PARAGRAPH} {old}") == f"{PARAGRAPH} {PARAGRAPH}"


def test_no_break_spaces_lost_on_the_way() -> None:
    assert (
        repair_text(_read_as_windows("xã nhà và cả ngàn hộ ở Hà Tĩnh").replace("\xa0", " "))
        == "xã nhà và cả ngàn hộ ở Hà Tĩnh"
    )
