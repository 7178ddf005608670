"""Pages, files and API of events, people, documents and figures, over a small archive of conferences of several years."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from archive.moderation import Moderation
from facts.update import update_facts
from indexer.update import index_archive


def _conference(year: int, solved: str, day: int = 24) -> Article:
    return Article(
        "ha_tinh",
        f"Hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}",
        url=f"https://congan.hatinh.gov.vn/tong-ket-{year}.html",
        lead=f"Sáng {day}/5/{year}, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}.",
        blocks=(
            Block("paragraph", "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị."),
            Block("paragraph", f"Trong năm, công an các cấp đã điều tra, khám phá {solved} vụ án hình sự theo Kế hoạch số 15/KH-UBND."),
            Block("paragraph", "Ông Trần Văn Bảo chứng kiến vụ việc."),
            Block("caption", "Quang cảnh hội nghị."),
        ),
        published=datetime(year, 5, day + 1, tzinfo=VIETNAM),
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    with Archive.open(folder) as archive:
        archive.put_many([_conference(2022, "1.896"), _conference(2023, "2.104"), _conference(2024, "1.650")])
    update_facts(folder, processes=1)
    index_archive(folder, processes=1)
    return folder


def _first_event(reader: FlaskClient, **asked: str) -> int:
    found = reader.get("/api/v1/events", query_string=asked).get_json()
    return int(found["items"][0]["id"])


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"q": "an ninh Tổ quốc"}, 3),
        ({"q": "ANTQ"}, 3),
        ({"q": "tong ket ANTQ"}, 3),
        ({"q": "tổng kết (ANTQ OR PCCC)"}, 3),
        ({"q": "tổng kết PCCC"}, 0),
        ({"loai": "hội nghị"}, 3),
        ({"loai": "lễ"}, 0),
        ({"tu": "2023", "den": "2023"}, 1),
        ({"tu": "24/5/2023"}, 2),
        ({"chu-tri": "Công an tỉnh"}, 3),
        ({"nguoi": "Lê Minh Khang"}, 3),
        ({"van-ban": "15/KH-UBND"}, 3),
        ({"q": "không có gì như thế"}, 0),
    ],
)
def test_events_are_searched(reader: FlaskClient, asked: dict[str, str], count: int) -> None:
    page = reader.get("/su-kien/", query_string=asked)
    assert page.status_code == 200 and f"<b>{count}</b> sự kiện" in page.text


def test_a_wrong_date_is_told(reader: FlaskClient) -> None:
    assert "Không hiểu ngày “hôm qua”" in reader.get("/su-kien/?tu=hôm+qua").text


def test_an_event_page_tells_everything_with_its_sentences(reader: FlaskClient) -> None:
    page = reader.get(f"/su-kien/{_first_event(reader, begin='2023-01-01', end='2023-12-31')}").text
    for told in ("Diễn ra", "24/05/2023", "Lê Minh Khang", "Đại tá", "15/KH-UBND", "2.104", "Quang cảnh hội nghị."):
        assert told in page
    assert "Cùng hội nghị, năm khác" in page and "24/05/2022" in page and "24/05/2024" in page
    assert "<svg" in page and "1.650" in page
    assert "Trần Văn Bảo" not in page.split("Chú thích ảnh")[0].split("Người dự")[1].split("Văn bản")[0]


def test_attendees_as_csv(reader: FlaskClient) -> None:
    text = reader.get(f"/su-kien/{_first_event(reader)}/nguoi-du.csv").get_data(as_text=True)
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["name"] == "Lê Minh Khang" and row["rank"] == "Đại tá" and "Giám đốc Công an tỉnh" in row["role"]


def test_who_held_an_office_on_a_day(reader: FlaskClient) -> None:
    page = reader.get("/nguoi/", query_string={"q": "giám đốc Công an tỉnh Hà Tĩnh @2023"}).text
    assert "Lê Minh Khang" in page and "chủ trì hội nghị" in page
    assert "Hãy gõ chức vụ" in reader.get("/nguoi/", query_string={"q": "@2023"}).text
    assert "Chưa có bài xác nhận" in reader.get("/nguoi/", query_string={"q": "thủ kho @2023"}).text
    found = reader.get("/api/v1/holders?role=giám+đốc+công+an+tỉnh&day=2023").get_json()
    assert found["holders"][0]["person"]["name"] == "Lê Minh Khang"


@pytest.mark.parametrize("address", ["holders?role=x&day=", "events?begin=", "events?end="])
@pytest.mark.parametrize("day", ["2023-13-01", "24/5/2023", "2023-05-24%0A", "é"])
def test_what_is_no_day_is_refused(reader: FlaskClient, address: str, day: str) -> None:
    assert reader.get(f"/api/v1/{address}2023-05-24").status_code == 200
    assert reader.get(f"/api/v1/{address}{day}").status_code == 422


def test_a_person_over_the_years(reader: FlaskClient) -> None:
    (person,) = reader.get("/api/v1/people?q=Lê+Minh+Khang").get_json()["items"]
    page = reader.get(f"/nguoi/{person['id']}").text
    assert "25/05/2022" in page and "25/05/2024" in page and page.count("Hội nghị tổng kết phong trào") >= 3


@pytest.mark.parametrize("written", ["15/KH-UBND", "15/kh-ubnd"])
def test_a_document_and_who_cites_it(reader: FlaskClient, written: str) -> None:
    page = reader.get(f"/van-ban/{written}").text
    assert "3 bài nhắc đến" in page and "sớm nhất 25/05/2022" in page
    assert reader.get("/api/v1/documents/one", query_string={"number": written}).get_json()["number"] == "15/KH-UBND"


def test_documents_by_the_beginning_of_their_number(reader: FlaskClient) -> None:
    assert "15/KH-UBND" in reader.get("/van-ban/?q=15").text
    assert "<b>0</b> văn bản" in reader.get("/van-ban/?q=99").text


def test_a_figure_over_the_years(reader: FlaskClient) -> None:
    found = reader.get(f"/api/v1/events/{_first_event(reader)}").get_json()
    measure = next(f["measure"] for f in found["figures"] if f["value"] == 1650)
    page = reader.get("/so-lieu", query_string={"do": measure}).text
    assert all(value in page for value in ("1.896", "2.104", "1.650")) and "<svg" in page


@pytest.mark.parametrize(
    "path",
    [
        "/su-kien/999",
        "/su-kien/99999999999999999999",
        "/nguoi/999",
        "/van-ban/1/X",
        "/so-lieu?do=x",
        "/api/v1/events/9",
        "/api/v1/people/9",
    ],
)
def test_what_there_is_not(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("asked", ["15/KH", "kế hoạch 15", "ke hoach so 15", "KH 15", "15/kh-ubnd"])
def test_documents_are_searched_however_they_are_written(reader: FlaskClient, asked: str) -> None:
    (found,) = reader.get("/api/v1/documents", query_string={"q": asked}).get_json()["items"]
    assert found["number"] == "15/KH-UBND"
    assert not reader.get("/api/v1/documents", query_string={"q": "nghị định 99"}).get_json()["items"]


@pytest.mark.parametrize(
    "path", ["/su-kien/?trang=x", "/su-kien/?trang=-1", "/nguoi/?trang=²", "/van-ban/?q=%00", "/dot-cao-diem?q=%22"]
)
def test_nonsense_is_no_error(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 200


def test_a_hidden_name_is_on_no_page_of_facts(reader: FlaskClient, data: Path) -> None:
    event = _first_event(reader)
    (person,) = reader.get("/api/v1/people?q=Lê+Minh+Khang").get_json()["items"]
    addresses = ["/su-kien/", f"/su-kien/{event}", f"/su-kien/{event}/nguoi-du.csv", f"/nguoi/{person['id']}", "/nguoi/",
                 "/nguoi/?q=giám+đốc+@2023", f"/api/v1/events/{event}", "/api/v1/people", "/van-ban/15/KH-UBND"]  # fmt: skip
    with Archive.open(data) as archive:
        hiding = Moderation(archive.engine)
        hiding.hide_name("Lê Minh Khang", who="lan", reason="yêu cầu")
        try:
            assert all("Minh Khang" not in reader.get(address).get_data(as_text=True) for address in addresses)
        finally:
            hiding.show_name("Lê Minh Khang", who="lan", reason="hết")


def test_an_article_leads_to_its_facts_and_relatives(reader: FlaskClient) -> None:
    # What the archive says stands in elements of its own, which bear its language on English pages.
    page = reader.get("/bai/1").text.replace("<span>", "").replace("</span>", "")
    assert "Bài liên quan" in page and 'href="/bai/2"' in page and 'href="/bai/3"' in page
    told = re.sub(r"<[^>]+>", "", page)
    assert "cùng văn bản 15/KH-UBND" in told and "cùng người Lê Minh Khang" in told
    assert 'href="/van-ban/15/KH-UBND"' in page and 'href="/su-kien/' in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nguoi", "Lê Minh Khang"),
        ("cap-bac", "Đại tá"),
        ("dia-ban", "Hà Tĩnh"),
        ("van-ban", "15/KH-UBND"),
        ("co-quan", "Công an tỉnh Hà Tĩnh"),
    ],
)
def test_long_filters_count_and_narrow(reader: FlaskClient, name: str, value: str) -> None:
    page = reader.get(f"/tim-kiem/loc/{name}", query_string={"q": "hội nghị"}).text
    at = page.casefold().index(f">{value.casefold()}</a>")
    assert '<span class="count">3</span>' in page[at : at + 120]
    link = page[page.rindex('href="', 0, at) + 6 : at].split('"')[0].replace("&amp;", "&")
    assert "<b>3</b> bài" in reader.get(link).text


def test_a_long_filter_is_searched_inside(reader: FlaskClient) -> None:
    inside = reader.get("/tim-kiem/loc/nguoi", query_string={"q": "hội nghị", "trong": "minh khang"}).text
    assert "<b>1</b> mục" in inside
    assert "<b>0</b> mục" in reader.get("/tim-kiem/loc/nguoi?q=hội+nghị&trong=xyz").text
    assert "Trần Văn Bảo" not in reader.get("/tim-kiem/loc/nguoi?q=hội+nghị").text
    assert reader.get("/tim-kiem/loc/khong-co?q=a").status_code == 404


def test_the_histogram_goes_from_years_to_months_to_days(reader: FlaskClient) -> None:
    years = reader.get("/tim-kiem?q=hội+nghị").text
    assert "Theo năm" in years and "nam=2023" in years
    month = reader.get("/tim-kiem?q=hội+nghị&nam=2023&thang=2023-05").text
    assert "<b>1</b> bài" in month and "Bỏ lọc 05/2023" in month
    assert "<b>1</b> bài" in reader.get("/tim-kiem?q=hội+nghị&ngay-dang=2023-05-25").text
    assert "Không tìm thấy bài nào" in reader.get("/tim-kiem?q=hội+nghị&ngay-dang=2023-05-24").text


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        ({"tu-khoa": "ma túy", "cum-tu": "toàn dân"}, 'ma túy "toàn dân"'),
        ({"nguoi": "Lê Minh Khang", "dien-ra": "24/5/2023"}, 'người:"Lê Minh Khang" diễn ra:24/5/2023'),
        ({"gan-mot": "a", "gan-hai": "b", "gan": "CÂU"}, '"a" NEAR/CÂU "b"'),
        ({"gan-mot": "a"}, ""),
        ({"bo": 'x"y', "dang-tu": "2013", "dang-den": "2023"}, 'từ:2013 đến:2023 -"x y"'),
        (
            {"loai": "hội nghị", "van-ban": "15/KH", "tieu-de": "tổng kết"},
            'tiêu đề:"tổng kết" văn bản:"15/KH" sự kiện:"hội nghị"',
        ),
    ],
)
def test_the_advanced_form_writes_operators(reader: FlaskClient, fields: dict[str, str], query: str) -> None:
    from web.pages.advanced_search import compose_query

    assert compose_query(fields) == query
    answer = reader.get("/tim-nang-cao", query_string={**fields, "tim": "1"})
    assert answer.status_code == (302 if query else 200)


def test_the_form_finds_the_conference(reader: FlaskClient) -> None:
    fields = {
        "tu-khoa": "hội nghị",
        "nguoi": "Lê Minh Khang",
        "dien-ra": "24/5/2023",
        "van-ban": "15/KH-UBND",
        "loai": "hội nghị",
        "tim": "1",
    }
    page = reader.get("/tim-nang-cao", query_string=fields, follow_redirects=True).text
    assert "<b>1</b> bài" in page


def test_lists_of_facts_follow_the_cursor(reader: FlaskClient) -> None:
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        found = reader.get("/api/v1/events", query_string={"n": 1, "cursor": cursor}).get_json()
        seen += [event["id"] for event in found["items"]]
        cursor = found["next"]
    assert len(seen) == len(set(seen)) == found["total"] == 3


def test_figures_campaigns_and_the_facts_of_an_article_by_api(reader: FlaskClient) -> None:
    told = reader.get("/api/v1/articles/1/facts").get_json()
    assert told["facts"]["events"][0]["kind"] == "hội nghị" and len(told["related"]) == 2
    assert [person["name"] for person in told["facts"]["people"]] == ["Lê Minh Khang"]
    found = reader.get(f"/api/v1/events/{_first_event(reader)}").get_json()
    measure = next(f["measure"] for f in found["figures"] if f["value"] == 1650)
    points = reader.get("/api/v1/figures", query_string={"measure": measure}).get_json()["points"]
    assert [point["year"] for point in points] == [2022, 2023, 2024]
    assert reader.get("/api/v1/campaigns").get_json()["total"] == 0
    assert reader.get("/api/v1/articles/9/facts").status_code == 404
    assert reader.get("/api/v1/figures?measure=x").status_code == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "hội nghị ANTQ tháng 5/2023",
            ("24/05/2023", "Lê Minh Khang", "15/KH-UBND", "24/05/2022", "Trích dẫn", "Theo dõi"),
        ),
        ("ai là giám đốc công an tỉnh Hà Tĩnh năm 2023", ("Lê Minh Khang", "các bài trước và sau ngày ấy đều nêu")),
        ("15/KH-UBND", ("15/KH-UBND", "3 bài nhắc đến")),
        ("bao nhiêu vụ án hình sự năm 2023", ("2.104", "vụ án")),
    ],
)
def test_the_answer_stands_above_the_hits(reader: FlaskClient, query: str, told: tuple[str, ...]) -> None:
    page = reader.get("/tim-kiem", query_string={"q": query}).text
    box = page.partition('<section class="answer"')[2].partition("</section>")[0]
    assert [words for words in told if words not in box] == []
    assert page.index('<section class="answer"') < page.index('<ol class="hits"') and "/bai/" in box
    answer = reader.get("/api/v1/search", query_string={"q": query}).get_json()["answer"]
    assert answer["kind"] and "sentence" in str(answer)


def test_without_an_answer_there_is_no_box(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=an+ninh+Tổ+quốc").text
    assert '<section class="answer"' not in page
    assert reader.get("/api/v1/search?q=an+ninh+Tổ+quốc").get_json()["answer"] is None


def test_hits_lead_to_their_facts(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=an+ninh+Tổ+quốc").text
    leads = page.partition('<p class="leads">')[2].partition("</p>")[0]
    assert "/su-kien/" in leads and "/nguoi/" in leads and "/van-ban/15/KH-UBND" in leads and "Lê Minh Khang" in leads
    assert "Trần Văn Bảo" not in leads


def test_the_meetings_of_a_series_stand_side_by_side(reader: FlaskClient) -> None:
    event = _first_event(reader, begin="2023-01-01", end="2023-12-31")
    assert f"/su-kien/{event}/cac-ky" in reader.get(f"/su-kien/{event}").text
    page = reader.get(f"/su-kien/{event}/cac-ky").text
    for told in (">2022<", ">2023<", ">2024<", "1.896", "▲ 208", "▼ 454", "Lê Minh Khang", "15/KH-UBND"):
        assert told in page
    assert reader.get("/su-kien/99999/cac-ky").status_code == 404


def test_a_wrong_figure_is_reported_by_name(reader: FlaskClient, data: Path) -> None:
    from facts.store.reports import FactReports

    event = _first_event(reader, begin="2023-01-01", end="2023-12-31")
    page = reader.get(f"/su-kien/{event}").text
    link = re.search(r'href="(/bao-loi\?[^"]*ve=[^"]*)"', page)
    assert link is not None
    form = reader.get(html.unescape(link[1])).text
    about = re.search(r'name="ve" value="([^"]*)"', form)
    assert about is not None and "vụ" in about[1]
    sent = {"trang": f"/su-kien/{event}", "ve": html.unescape(about[1]), "loi": "Đúng ra là 2.140."}
    assert "Đã nhận" in reader.post("/bao-loi", data=sent).text
    with Archive.open(data) as archive:
        (report,) = FactReports(archive.engine).list_open()
    assert report.text == f"[{html.unescape(about[1])}] Đúng ra là 2.140."


def test_a_measure_is_charted_in_one_scope(reader: FlaskClient) -> None:
    told = reader.get("/api/v1/articles/1/facts").get_json()["facts"]["figures"]
    assert [figure["value"] for figure in told] == [1896]
    measure = reader.get(f"/api/v1/events/{_first_event(reader)}").get_json()["figures"][0]["measure"]
    here = reader.get("/so-lieu", query_string={"do": measure, "tinh": "hà tĩnh"})
    assert here.status_code == 200 and "/bao-loi" in here.text and "2.104" in here.text
    other = reader.get("/so-lieu", query_string={"do": measure, "tinh": "nghệ an"})
    assert other.status_code == 200 and "2.104" in other.text
    assert reader.get("/so-lieu?do=khong-co&tinh=nghe+an").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ANTQ", True),
        ("an ninh Tổ quốc", True),
        ("vu an hinh su ANTQ", True),
        ("vụ án hình sự (ANTQ OR PCCC)", True),
        ("vụ án hình sự 15/KH-UBND", True),
        ("ANTQ -hình", False),
        ("ma túy", False),
    ],
)
def test_figures_are_searched_as_articles_are(reader: FlaskClient, asked: str, found: bool) -> None:
    page = html.unescape(reader.get("/so-lieu", query_string={"q": asked}).get_data(as_text=True))
    assert ("vụ án · hình sự</a>" in page) is found
    assert ("1.650" in page) is found and "1.896" not in page


def test_the_search_of_figures_begins_empty(reader: FlaskClient) -> None:
    page = reader.get("/so-lieu")
    assert page.status_code == 200 and "proof" not in page.get_data(as_text=True)
