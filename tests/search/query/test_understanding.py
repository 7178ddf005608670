"""What a query is understood as: documents, days, numbers, places, senses, alternatives; and why its hits matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.highlight.explanation import Explainer, asked_units
from search.highlight.matcher import FormMatcher, FormPatterns
from search.highlight.snippets import MatchedArticle, snippet
from search.query.parser import parse
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.day_terms import find_day_spans, find_query_days
from vietnamese.entities.document_terms import find_document_spans
from vietnamese.entities.places import find_places
from vietnamese.entities.spans import EntitySpan

SHIPPED = Dictionary.shipped()

DOCUMENTS = {
    "ctr": "Ký kết Chương trình phối hợp số 09/CTr-BCA-MTTW về phong trào quần chúng",
    "nd": "Thực hiện Nghị định số 30/2020/NĐ-CP về công tác văn thư",
    "ct": "Học tập theo Chỉ thị 05-CT/TW tại các chi bộ cơ quan",
    "qd": "Công bố Quyết định số 1371/QĐ-UBND về lực lượng cơ sở",
    "tt": "Tập huấn Thông tư 58/2020/TT-BCA về đăng ký xe",
    "ttlt": "Phổ biến Thông tư liên tịch 01/2019/TTLT-VKSNDTC-TANDTC-BCA tới điều tra viên",
    "kh": "Triển khai Kế hoạch số 215/KH-CAT-PV01 bảo vệ lễ hội",
    "nq": "Quán triệt Nghị quyết 12-NQ/TW về xây dựng lực lượng",
    "kl": "Sơ kết Kết luận 44-KL/TW tại đảng bộ",
    "luat": "Giới thiệu Luật số 73/2021/QH14 tới nhân dân",
}
SHAPES = {
    "ctr": "09/CTr-BCA-MTTW;09 ctr bca mttw;chương trình 09;số 09/CTr;09/ctr-bca;chuong trinh so 09;09/CTr;Chương trình phối hợp số 09;9/CTr-BCA;chương trình phối hợp 09/CTr-BCA-MTTW",
    "nd": "30/2020/NĐ-CP;nghi dinh 30/2020;ND 30/2020/ND-CP;nghị định 30;NĐ 30;nghị định số 30/2020;30/2020/nd-cp;số 30/2020/NĐ-CP;nd 30/2020;30/2020/NĐ–CP",
    "ct": "05-CT/TW;chỉ thị 05;chi thi 05;chi thi so 05;CT 05;5-CT/TW;Chỉ thị số 05-CT/TW;05-ct/tw;05 ct tw;chỉ thị 05-CT/TW",
    "qd": "1371/QĐ-UBND;quyết định 1371;quyet dinh 1371;QĐ 1371;1371/qd-ubnd;số 1371/QĐ-UBND;1371 qd ubnd;quyết định số 1371;1371/QĐ;qđ 1371 ubnd",
    "tt": "58/2020/TT-BCA;thông tư 58;thong tu 58/2020;TT 58;tt 58 bca;58/2020/tt-bca;số 58/2020/TT-BCA;thông tư số 58;TT 58/2020/TT-BCA;thong tu so 58",
    "ttlt": "01/2019/TTLT-VKSNDTC-TANDTC-BCA;01/2019/TTLT;ttlt 01/2019;1/2019/TTLT-VKSNDTC;thông tư liên tịch 01;thong tu lien tich 01/2019;01/2019/ttlt-vksndtc-tandtc;TTLT 01;số 01/2019/TTLT;thông tư liên tịch số 01/2019",
    "kh": "215/KH-CAT-PV01;kế hoạch 215;ke hoach 215;KH 215;215/kh-cat;số 215/KH-CAT-PV01;215/KH;kế hoạch số 215;ke hoach so 215;215 kh cat pv01",
    "nq": "12-NQ/TW;nghị quyết 12;nghi quyet 12;NQ 12;12-nq/tw;nghị quyết số 12-NQ/TW;12 nq tw;nghi quyet so 12;số 12-NQ/TW;Nghị quyết 12-NQ/TW",
    "kl": "44-KL/TW;kết luận 44;ket luan 44;KL 44;44-kl/tw;kết luận số 44;44 kl tw;số 44-KL/TW;ket luan so 44;Kết luận 44-KL/TW",
    "luat": "73/2021/QH14;luật số 73/2021/QH14;luat so 73/2021/QH14;73/2021/qh14;số 73/2021/QH14;Luật 73/2021/QH14;luat 73/2021/qh14;73/2021/QH14 nhân dân;luật số 73/2021/qh14;LUẬT SỐ 73/2021/QH14",
}
TABLE = [(query, key) for key, queries in SHAPES.items() for query in queries.split(";")]


def articles() -> list[Article]:
    """The documents' articles, and others with the same figures as dates and statistics."""
    found = [
        Article("kho", title, external_id=key, blocks=(Block("paragraph", "Hội nghị có nhiều đại biểu dự."),))
        for key, title in DOCUMENTS.items()
    ]
    noise = "Ngày 30/5 có 1371 người dự, 58 xe và 215 hộ; ngày 09/12/2020 thêm 44 vụ, 73 đối tượng, 12 điểm, 05 xã."
    found.append(Article("kho", "Tin ngắn trong tuần", external_id="so", blocks=(Block("paragraph", noise),)))
    found.append(
        Article(
            "kho",
            "Sơ kết công tác quý",
            external_id="ngay",
            byline="Lê Thu Hằng",
            blocks=(Block("paragraph", "Sáng 24/5/2023, Ban Chỉ đạo 138 họp; ngày 19 tháng 8 có lễ. Số 138 người."),),
        )
    )
    found.append(
        Article(
            "kho",
            "Lê Thu Hằng được khen",
            external_id="hang",
            byline="Trần Minh",
            blocks=(Block("paragraph", "Có 138 người dự. Bắt nhóm cờ bạc ở thị trấn Bến Sông."),),
        )
    )
    found.append(Article("kho", "Đấu tranh với ma túy", external_id="mt", lead="Công an bắt một đường dây ma túy."))
    return found


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher over ``articles``."""
    data = tmp_path_factory.mktemp("understanding")
    with Archive.open(data) as archive:
        archive.put_many(articles())
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def ids(searcher: Searcher, text: str) -> list[str]:
    """Complete hits of a query."""
    return [h.id for h in searcher.search(text).hits if h.complete]


def test_the_table_has_a_hundred_shapes() -> None:
    assert len(set(TABLE)) == len(TABLE) >= 100


@pytest.mark.parametrize(("query", "key"), TABLE)
def test_a_document_number_finds_its_article_first(searcher: Searcher, query: str, key: str) -> None:
    assert ids(searcher, query) == [key]


@pytest.mark.parametrize("text", ["nghị định 58", "chỉ thị 44", "30/5/QĐ", "quyết định 12", "số 24/CTr"])
def test_a_number_query_never_matches_dates_and_statistics(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == []


def test_short_mentions_are_marked_as_the_document() -> None:
    assert [*find_document_spans("Chỉ thị 05 và Nghị định số 30")] == [
        EntitySpan(["d:5.ct"], 0, 10),
        EntitySpan(["d:30.nd"], 14, 29),
    ]
    assert not [*find_document_spans("kế hoạch 3 năm, chương trình 30 phút, 24/5/2023, 114.924 lượt, 89,5%")]


@pytest.mark.parametrize(
    ("query", "mark"),
    [
        ("tháng 5/2023", "@2023-05"),
        ("thang 5 nam 2023", "@2023-05"),
        ("quý I/2023", "@2023q1"),
        ("quy 2 nam 2023", "@2023q2"),
        ("năm 2023", "@2023"),
        ("6 tháng đầu năm 2023", "@2023h1"),
        ("19/8", "@08-19"),
        ("24-5-2023", "@2023-05-24"),
        ("ngày 24 tháng 5 năm 2023", "@2023-05-24"),
        ("24.05.2023", "@2023-05-24"),
        ("ngay 24 thang 5 nam 2023", "@2023-05-24"),
        ("ngày 24, tháng 5, năm 2023", "@2023-05-24"),
        ("24 tháng 5, 2023", "@2023-05-24"),
        ("2023-05-24", "@2023-05-24"),
        ("24/5/23", "@2023-05-24"),
        ("ngày 19 tháng 8 năm 1945", "@1945-08-19"),
        ("19-8", "@08-19"),
        ("ngày 2-9", "@09-02"),
        ("tối 7.5", "@05-07"),
        ("đêm 30 rạng ngày 31/12", "@12-31"),
        ("2h30 ngày 5/6", "@06-05"),
        ("hồi 14 giờ 30 phút ngày 24/5/2023", "@2023-05-24"),
        ("ngày 30 tháng tư", "@04-30"),
        ("tháng tư năm 2023", "@2023-04"),
        ("quý một năm 2023", "@2023q1"),
        ("quý IV-2022", "@2022q4"),
        ("quý cuối năm 2023", "@2023q4"),
        ("nửa đầu năm 2022", "@2022h1"),
        ("sáu tháng cuối năm 2022", "@2022h2"),
    ],
)
def test_days_and_periods(query: str, mark: str) -> None:
    assert [asked.term for asked in find_query_days(query)] == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "tỷ số 2-1",
        "thắng 3-2",
        "2,5 triệu",
        "sau 3 tháng hai bên",
        "9 tháng qua",
        "chiều 1.5 m",
        "tối 8.5%",
        "ngày 30-2",
    ],
)
def test_scores_and_amounts_are_no_days(text: str) -> None:
    assert not [m for found in find_day_spans(text) for m in found.terms if re.fullmatch(r"@.*\d\d-\d\d", m)]


def test_a_date_in_a_text_gives_every_period_that_holds_it() -> None:
    (named,) = find_day_spans("Sáng 24/5/2023")
    assert set(named.terms) == {"@2023", "@2023q2", "@2023h1", "@2023-05", "@2023-05-24", "@05-24"}
    assert (named.start, named.end) == (5, 14)


@pytest.mark.parametrize("text", ["tháng 5/2023", "quý II/2023", "năm 2023", "24/5/2023", "ngày 24 tháng 5", "19/8"])
def test_a_period_finds_the_dates_in_it(searcher: Searcher, text: str) -> None:
    assert "ngay" in ids(searcher, text)
    assert "hang" not in ids(searcher, text)


def test_138_is_the_steering_committee_first(searcher: Searcher) -> None:
    assert ids(searcher, "138") == ["ngay", "hang"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("114 924", ["number"]), ("113 114 115", ["syllable"] * 3), ("1 234 567", ["number"]), ("114.924", ["syllable"])],
)
def test_thousands_with_blanks(text: str, kinds: list[str]) -> None:
    assert [u.kind for u in parse(text, SHIPPED).units] == kinds


def test_or_joins_whole_runs(searcher: Searcher) -> None:
    assert set(ids(searcher, "ma túy OR cờ bạc")) == {"mt", "hang"}
    assert set(ids(searcher, "ma túy HOẶC cờ bạc")) == {"mt", "hang"}
    assert ids(searcher, "Công an (ma túy OR cờ bạc)") == ["mt"]
    assert ids(searcher, '"ma túy" OR "cờ bạc" thị trấn') == ["hang"]


def test_minus_leaves_out_a_whole_word_or_form() -> None:
    assert [u.raw for u in parse("tin -Cảnh sát giao thông hôm nay", SHIPPED).excluded] == ["Cảnh sát giao thông"]
    assert [u.raw for u in parse('tin -"cờ bạc" xe', SHIPPED).excluded] == ["cờ bạc"]
    assert [u.marks for u in parse("tin -09/CTr", SHIPPED).excluded] == [("d:9.ctr",)]


@pytest.mark.parametrize("text", ["tác giả:Hằng", 'tacgia:"Lê Thu Hằng"', "author:hang"])
def test_the_byline_is_searched_by_its_operator_alone(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == ["ngay"]


@pytest.mark.parametrize(
    ("text", "said", "on"),
    [
        ("Tuyên Quang", "Hà Giang trước 7/2025", '("Tuyên Quang" OR "Hà Giang")'),
        ("tin Hà Giang", "thuộc Tuyên Quang", 'tin ("Hà Giang" OR "Tuyên Quang")'),
    ],
)
def test_merged_places_are_offered(text: str, said: str, on: str) -> None:
    (offer,) = [u for u in parse(text, SHIPPED).understood if u.kind == "place"]
    assert said in offer.text and offer.on == on
    assert not any(u.kind == "place" for u in parse(on, SHIPPED).understood)


def test_a_name_of_several_provinces_asks_which() -> None:
    (asked,) = [u for u in parse("xã Tân Hưng", SHIPPED).understood if u.kind == "which"]
    assert len(asked.choices) > 2
    assert asked.choices[0].query == f'xã Tân Hưng "{asked.choices[0].label}"'
    assert not [u for u in parse("xã Tân Hưng Bắc Ninh", SHIPPED).understood if u.kind == "which"]


def test_districts_of_before_are_known() -> None:
    (found,) = find_places("huyện Kim Thành")
    assert {p.kind for p in found.places} == {"huyện"}


def test_everything_understood_can_be_switched_off() -> None:
    for text in ("ANTQ", "chương trình 09", "năm 2023", "an ninh Tổ quốc", "138", "-cờ tin"):
        for one in parse(text, SHIPPED).understood:
            assert one.off
            assert not any(o.kind == one.kind for o in parse(one.off, SHIPPED).understood), (text, one.off)


def test_a_hit_says_why_it_matched(searcher: Searcher) -> None:
    (hit,) = searcher.search("duong day ma tuy").hits[:1]
    assert hit.id == "mt"
    assert {(w.how, w.matched.lower()) for w in hit.why} >= {("folded", "đường"), ("folded", "túy")}
    assert next(w.where for w in hit.why if w.matched.lower() == "ma") == ("title", "lead")
    (hit,) = searcher.search("BCĐ 138").hits[:1]
    assert ("long", "Ban Chỉ đạo") in {(w.how, w.matched) for w in hit.why}


@pytest.mark.parametrize(
    ("query", "how", "matched", "where"),
    [
        ("kĩ thuật", "form", "kỹ", "body"),
        ("tháng 4/2021", "date", "ngày 9/4/2021", "body"),
        ("nghị định 77/2021", "document", "77/2021/NĐ-CP", "body"),
        ("năm 2022", "date", "2/3/2022", "published"),
    ],
)
def test_a_hit_says_where_another_way_of_writing_stands(query: str, how: str, matched: str, where: str) -> None:
    text = "Ngày 30/9/2021 bàn giao thiết bị kỹ thuật; trước đó ngày 9/4/2021 có Nghị định 77/2021/NĐ-CP."
    published = date(2022, 3, 2)
    asked = parse(query, SHIPPED)
    patterns = FormPatterns.of(asked)
    (read,) = MatchedArticle.all(
        [Article("kho", "Bàn giao", blocks=(Block("paragraph", text),))], FormMatcher(patterns)
    )
    reasons = Explainer(asked_units(asked, query), patterns).why(read, published)
    assert (how, matched, (where,)) in {(w.how, w.matched, w.where) for w in reasons}
    marked = re.findall("<mark>(.*?)</mark>", snippet(read))
    assert any(matched in part for part in marked) == (where == "body")
