"""Gate: provinces, districts that ended, bodies and countries typed without accents have the total of their phrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.searcher import Searcher
from tests.gates.gate_texts import Collection
from tests.support.search_cases import open_archive
from vietnamese.entities.bodies import load_bodies
from vietnamese.entities.countries import load_countries
from vietnamese.entities.place_names import load_place_names
from vietnamese.spelling.normalise import fold


def names(kind: str) -> list[str]:
    """The names of a kind without accents, of several syllables."""
    if kind == "body":
        return sorted({fold(name) for name in load_bodies()})
    if kind == "country":
        return sorted({fold(names[0]) for names in load_countries()})
    found = (
        one for one in load_place_names().names if one.level == kind and len(one.terms) > 1 and one.terms[0].isalpha()
    )
    return sorted({fold(one.name) for one in found})


def differing(searcher: Searcher, wanted: list[str]) -> dict[str, tuple[int, int]]:
    """Names whose total is not that of their phrases, in every spelling of the place, with both."""
    found = {}
    for name in wanted:
        own = set(searcher.matching(name).articles)
        forms = [form for unit in searcher.read(name).units for form in unit.forms if unit.kind in ("name", "long")]
        spelt = {name, *(" ".join(term.text for term in form) for form in forms)}
        phrases = set[int]().union(*(searcher.matching(f'"{one}"').articles for one in spelt))
        if own != phrases:
            found[name] = len(own), len(phrases)
    return found


@pytest.mark.parametrize("kind", ["province", "district", "body", "country"])
def test_totals_of_names_are_those_of_their_phrases(collection: Collection, kind: str) -> None:
    wanted = names(kind)
    broken = differing(collection.searcher, wanted)
    print(f"gate: {len(wanted)} names ({kind}), {len(broken)} with another total than their phrase")
    assert broken == {}


@pytest.mark.parametrize("kind", ["province", "body", "country"])
def test_totals_of_names_in_texts_of_our_own(kind: str, tmp_path: Path) -> None:
    accented = {
        "province": ["Nam Định", "Gia Lai", "Sơn La"],
        "body": ["Bộ Tài chính", "Bộ Tư pháp"],
        "country": ["Hàn Quốc", "Tây Ban Nha", "Ấn Độ"],
    }[kind]
    articles = [{"id": f"n{n}", "title": "Tin", "body": f"Lễ hội ở {name} mở cửa."} for n, name in enumerate(accented)]
    loose = "Năm nay xã định làm sơn; giá vàng trở lại, bộ máy có tài, ông chính là bộ đội, tư duy phép tắc."
    loose += " Hạn của quốc gia ở phía tây; bán nhà, ăn sáng, độ cồn."
    articles.append({"id": "loose", "title": "Tin", "body": loose})
    for searcher in open_archive(articles, tmp_path):
        assert differing(searcher, [fold(name) for name in accented]) == {}
        assert [len(searcher.matching(fold(name)).articles) for name in accented] == [1] * len(accented)
