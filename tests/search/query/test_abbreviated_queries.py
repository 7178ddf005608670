"""Short and long forms beside every operator of the query language: both find the same, and each can be taken to the letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.query.parser import parse
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold

SHIPPED = Dictionary.shipped()
PAIRS = [
    ("ANTQ", "an ninh Tổ quốc"),
    ("CSGT", "Cảnh sát giao thông"),
    ("PCCC", "phòng cháy chữa cháy"),
    ("BCA", "Bộ Công an"),
]
FRAMES = ["bảo vệ {} ở xã", "Kế hoạch của {} năm nay", "{} ra quân", "Lực lượng {} và đoàn viên", "Tin về bến tàu"]
TEMPLATES = [
    "{}",
    "bảo vệ {}",
    '"{}"',
    '"bảo vệ {}"',
    '"{} ra quân"',
    "{} OR thuyền",
    'xã ("{}" OR "bến tàu")',
    'tiêu đề:"{}"',
    "xã NEAR/3 {}",
    "{} NEAR/CÂU đoàn viên",
    'đầu bài:"{}"',
    "{} quân năm",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Every pair in every frame, in title or body, in both forms."""
    data = tmp_path_factory.mktemp("abbreviated")
    found = []
    for form in (f for pair in PAIRS for f in pair):
        for frame in FRAMES:
            text = frame.format(form)
            inside = Block("paragraph", f"Sáng nay. {text}. Hết.")
            found.append(Article("kho", text, external_id=f"t{len(found)}", blocks=(Block("paragraph", "Hết."),)))
            found.append(Article("kho", "Bản tin", external_id=f"b{len(found)}", blocks=(inside,)))
    with Archive.open(data) as archive:
        archive.put_many(found)
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def ids(searcher: Searcher, text: str) -> list[int]:
    """Complete hits of a query."""
    return sorted(searcher.matching(text).articles)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("short", "long"), PAIRS)
def test_both_forms_find_the_same(searcher: Searcher, template: str, short: str, long: str) -> None:
    found = ids(searcher, template.format(short))
    assert found == ids(searcher, template.format(long))
    assert found or "{} quân năm" in template
    assert ids(searcher, fold(template.format(short))) == ids(searcher, fold(template.format(long)))


@pytest.mark.parametrize("template", [t for t in TEMPLATES if "OR" not in t])
def test_every_hit_says_why_for_every_unit(searcher: Searcher, template: str) -> None:
    for form in PAIRS[0]:
        text = template.format(form)
        units = {u.raw for u in searcher.read(text).units}
        hits = [h for h in searcher.search(text, n=20).hits if h.complete]
        for hit in hits:
            assert units == {w.unit for w in hit.why}, text
            assert all(w.matched and w.where and w.how for w in hit.why)
            assert "<mark>" in hit.snippet + hit.title_marked


OPERANDS = st.sampled_from([*(f for pair in PAIRS for f in pair), "xã", "kế hoạch", "bến tàu"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["{}", '"{}"', "tiêu đề:{}", "OR {}", "xã NEAR/4 {}"]), OPERANDS),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=40)
def test_any_query_finds_the_same_in_short_and_long(searcher: Searcher, parts: list[tuple[str, str]]) -> None:
    to_long = dict(PAIRS)
    to_short = {long: short for short, long in PAIRS}
    queries = [
        " ".join(frame.format(f'"{names.get(o, o)}"' if ":" in frame else names.get(o, o)) for frame, o in parts)
        for names in (to_long, to_short)
    ]
    assert ids(searcher, queries[0]) == ids(searcher, queries[1])


@pytest.mark.parametrize(("short", "long"), PAIRS)
@pytest.mark.parametrize("template", ["+{}", '+"{}"', "tiêu đề:+{}", 'tiêu đề:+"{}"', '+"bảo vệ {}"'])
def test_to_the_letter(searcher: Searcher, template: str, short: str, long: str) -> None:
    if " " in long and "+{}" in template:
        template = template.replace("{}", '"{}"')
    one, other = ids(searcher, template.format(short)), ids(searcher, template.format(long))
    assert one and other and not set(one) & set(other)


@pytest.mark.parametrize("template", ["tin -{}", 'tin -"{}"'])
def test_an_exclusion_is_to_the_letter(searcher: Searcher, template: str) -> None:
    everything = set(ids(searcher, "tin"))
    for form in PAIRS[0]:
        left = set(ids(searcher, template.format(form)))
        assert left == everything - set(ids(searcher, f'+"{form}"'))
        assert left < everything


@pytest.mark.parametrize("template", [t for t in TEMPLATES if "NEAR" not in t and "đầu" not in t])
def test_what_was_understood_can_be_switched_off(template: str) -> None:
    for form in PAIRS[0]:
        text = template.format(form)
        for one in parse(text, SHIPPED).understood:
            if one.kind == "expansion":
                assert one.off and not [u for u in parse(one.off, SHIPPED).understood if u.kind == "expansion"], (
                    text,
                    one.off,
                )
