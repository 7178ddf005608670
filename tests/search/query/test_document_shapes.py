"""Further shapes in which journalists type documents: each finds its article first; days and statistics are never documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.searcher import Searcher
from vietnamese.entities.document_terms import find_document_spans, find_query_documents

DOCUMENTS = {
    "nd30": "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
    "qd749": "Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ",
    "ct05": "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
    "luat30": "Luật số 30/2018/QH14 về bảo vệ bí mật",
    "tt15": "Thông tư số 15/2022/TT-BCA ngày 06/4/2022 của Bộ Công an",
    "kh42": "Kế hoạch số 42/KH-CAT ngày 12/2/2023 của Công an tỉnh",
    "nq18": "Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương",
    "ttlt": "Thông tư liên tịch số 10/2019/TTLT-BCA-BQP giữa hai bộ",
    "qc01": "Quy chế phối hợp số 01/QCPH-CAT-BCH giữ bến",
    "cd780": "Công điện số 780/CĐ-TTg về phòng bão",
    "hd07": "Hướng dẫn số 07-HD/BTCTW của Ban Tổ chức Trung ương",
    "nq45": "Nghị quyết số 45/2021/NQ-HĐND của Hội đồng nhân dân tỉnh",
    "ctr15": "Chương trình số 15-CTr/TU của Tỉnh ủy",
    "bc312": "Báo cáo số 312/BC-CAT-PC02 về trật tự xã hội",
    "tb158": "Thông báo số 158/TB-VPCP kết luận cuộc họp",
    "da06": "Đề án số 06/ĐA-UBND về dữ liệu",
    "tt12": "Thông tư số 12/2017/TT-BGTVT về đào tạo lái xe",
    "cv2512": "Công văn số 2512/C08-P3 về biển số",
    "cv1234": "Công văn số 1234/UBND-NC về an ninh",
    "pl01": "Pháp lệnh số 01/2021/UBTVQH15 về môi trường",
    "ttr77": "Tờ trình số 77/TTr-CP về dự án luật",
    "pa25": "Phương án số 25/PA-CAT bảo vệ lễ hội",
    "kl21": "Kết luận số 21-KL/TW về xây dựng Đảng",
    "qd37": "Quy định số 37-QĐ/TW về những điều đảng viên không được làm",
    "cp138": "Chương trình 138/CP phòng chống tội phạm",
}
SHAPES = {
    "nd30": "số 30/2020/NĐ-CP ngày 5/3/2020;nghị định 30 năm 2020;nghị định số 30 năm 2020 của chính phủ;30/2020/nđ cp;30/2020 nd-cp;nđ30/2020;30 / 2020 / NĐ - CP;văn bản số 30/2020/NĐ-CP",
    "qd749": "qđ 749;QĐ749/TTg;quyết định 749 của thủ tướng;quyết định 749/qđ-ttg;749 qđ ttg;qd 749",
    "ct05": "chỉ thị 05 bộ chính trị;chỉ thị 05 của bộ chính trị;chi thi 05 bo chinh tri;CT05;ct 05/tw;05 - CT / TW;chỉ thị 5",
    "luat30": "luật số 30/2018/QH14;luat so 30/2018;luật 30/2018/qh14",
    "tt15": "TT 15/2022 BCA;thông tư 15 bca;thông tư 15 bộ công an;thông tư 15 năm 2022 bộ công an;TT15/2022/TT-BCA;15/2022/TT/BCA;tt 15",
    "kh42": "kế hoạch 42 của công an tỉnh;kế hoạch số 42/KH-CAT;kh 42 cat;kh 42",
    "nq18": "nghị quyết 18 trung ương;NQ18-TW;nghị quyết 18 NQ/TW;nq 18",
    "ttlt": "thông tư liên tịch 10/2019 bca bqp;ttlt 10",
    "qc01": "quy chế 01/QCPH;quy chế phối hợp 01",
    "cd780": "công điện 780;công điện 780/CĐ-TTg;cong dien so 780",
    "hd07": "hướng dẫn 07 ban tổ chức trung ương;07-hd/btctw",
    "nq45": "nghị quyết 45/2021/NQ-HĐND;nghị quyết 45 hội đồng nhân dân tỉnh",
    "ctr15": "15-CTr/TU;chương trình 15 tỉnh ủy",
    "bc312": "báo cáo 312;312/bc-cat;bc 312",
    "tb158": "thông báo 158/tb vpcp;158/TB-VPCP",
    "da06": "đề án 06;06/đa-ubnd",
    "tt12": "TT 12/2017-BGTVT;tt 12/2017-bgtvt;12/2017/TT-BGTVT",
    "cv2512": "công văn 2512;2512/C08-P3;2512/c08",
    "cv1234": "công văn 1234/ubnd-nc;1234/UBND-NC;công văn 1234",
    "pl01": "pháp lệnh 01/2021;01/2021/UBTVQH15",
    "ttr77": "tờ trình 77;77/ttr-cp",
    "pa25": "phương án 25/pa-cat;phương án 25",
    "kl21": "kết luận 21;kl 21-kl/tw",
    "qd37": "quy định 37;quy định 37-qđ/tw;37-QĐ/TW",
    "cp138": "138/CP;chương trình 138/CP",
}
TABLE = [(query, key) for key, queries in SHAPES.items() for query in queries.split(";")]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The documents' articles, and one with their figures as days and statistics."""
    data = tmp_path_factory.mktemp("shapes")
    found = [
        Article("kho", f"Thực hiện {text}", external_id=key, blocks=(Block("paragraph", "Nhiều đại biểu dự."),))
        for key, text in DOCUMENTS.items()
    ]
    noise = "Ngày 30/5/2020 có 749 người, 05 xe, 15 hộ, 42 vụ, 18 xã; 2512 m, 1234 bó, 312 cột, 21 năm, 37 độ, 77%; chương trình 25 phút."
    found.append(Article("kho", "Tin ngắn", external_id="so", blocks=(Block("paragraph", noise),)))
    with Archive.open(data) as archive:
        archive.put_many(found)
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


@pytest.mark.parametrize(("query", "key"), TABLE)
def test_it_finds_its_article_first(searcher: Searcher, query: str, key: str) -> None:
    hits = searcher.search(query).hits
    assert [h.id for h in hits[:1]] == [key]
    assert "so" not in [h.id for h in hits if h.complete]


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch 3 năm",
        "chương trình 20 bộ, ngành",
        "chỉ tiêu 30/2020 hộ",
        "quyết định 5 giờ sáng",
        "báo cáo 12 vụ",
        "tỷ số 2-1, ngày 18-1, 89,5%, 114.924 lượt",
        "phương án 4 tại chỗ",
    ],
)
def test_what_is_counted_is_no_document(text: str) -> None:
    assert [m for named in find_document_spans(text) for m in named.terms] == []


@pytest.mark.parametrize("text", ["tt 20", "hd 720", "ct 6", "kh 42 tuổi", "5/c08", "12/pc02", "3/a05-p1"])
def test_small_letters_and_figures_are_a_document_only_where_the_archive_has_it(searcher: Searcher, text: str) -> None:
    assert not any(asked.sure for asked in find_query_documents(text))
    if text != "kh 42 tuổi":
        assert not [u for u in searcher.search(text).understood if u.kind == "document"]


@pytest.mark.parametrize("text", ["5/C08", "công văn 5/c08", "cv 5/c08"])
def test_a_department_is_a_document_in_capitals_or_where_it_is_called_one(text: str) -> None:
    assert [asked.sure for asked in find_query_documents(text)] == [True]
