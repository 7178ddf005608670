"""What a reader meets: front page, results, article, help, API, health and error pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from search.results import Results
from web.app import close_app, create_app
from web.pages import search
from web.view.facet_choices import filter_choices
from web.view.forms import MailForm
from web.view.search_params import read_params

PAGES = [
    "/",
    "/tim-kiem?q=ma+túy",
    "/tim-kiem?q=khongcogi123",
    "/bai/1",
    "/huong-dan",
    "/suc-khoe",
    "/khong-co",
    "/quan-tri/dang-nhap",
]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[FlaskClient]:
    """A reader of a site whose archive is empty."""
    app = create_app(tmp_path, testing=True)
    with app.test_client() as reader:
        yield reader
    close_app(app)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_vietnamese_has_the_box_and_safe_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert '<html lang="vi">' in answer.text
    assert 'role="search"' in answer.text and "Tìm kiếm" in answer.text
    assert 'href="#noi-dung"' in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "<style" not in answer.text and " style=" not in answer.text and " onclick=" not in answer.text


@pytest.mark.parametrize("query", ["ma túy", "ma tuý", "MA TÚY", "ma tuy", "ma túy"])
def test_results_show_title_source_date_and_marks(client: FlaskClient, query: str) -> None:
    page = client.get("/tim-kiem", query_string={"q": query}).text
    assert "Bắt giữ đối tượng vận chuyển" in page
    assert "<mark>" in page
    assert "02/03/2021" in page
    assert 'href="/bai/2' in page


def test_expansion_is_shown_with_a_switch(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=ANTQ").text
    assert 'class="understood' in page and "an ninh" in page.lower()
    assert ">Tắt</a>" in page


def test_filters_count_and_keep_the_query(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=hội+nghị").text
    assert 'id="loc"' in page and "nam=2023" in page
    chosen = client.get("/tim-kiem?q=hội+nghị&nam=2023").text
    assert "Đang lọc" in chosen and "Tổng kết 10 năm" in chosen
    none = client.get("/tim-kiem?q=hội+nghị&nam=2021").text
    assert "Tổng kết 10 năm" not in none


@pytest.mark.parametrize(
    ("sort", "said"),
    [("", "liên quan nhất"), ("uu-tien-moi", "ưu tiên tin mới"), ("ngay", "mới nhất"), ("x", "liên quan nhất")],
)
def test_sorts_link_to_each_other(client: FlaskClient, sort: str, said: str) -> None:
    page = client.get("/tim-kiem", query_string={"q": "hội nghị", "sap-xep": sort}).text
    assert f'<span aria-current="true">{said}</span>' in page
    assert page.count("sap-xep=") >= 1 and ">ưu tiên tin mới<" in page
    api = client.get("/api/v1/search", query_string={"q": "hội nghị", "sort": "fresh"}).get_json()
    assert api["total"] >= 1


def test_partial_matches_stand_under_a_line(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=giao+thông+ma+túy").text
    assert "Các bài chỉ có một số từ" in page


def test_nothing_found_helps(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=zzqqxx").text
    assert "Bạn có thể" in page and 'href="/huong-dan"' in page


@pytest.mark.parametrize(
    "query", ["x" * 10000, "?!…---", '"', "(((", ":::", "từ: đến:", "-", "*", "\x00", "<script>alert(1)</script>"]
)
def test_no_query_is_an_error(client: FlaskClient, query: str) -> None:
    answer = client.get("/tim-kiem", query_string={"q": query})
    assert answer.status_code in (200, 302)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "a", "²"])
def test_nonsense_pages_fall_back(client: FlaskClient, page: str) -> None:
    assert client.get("/tim-kiem", query_string={"q": "ma túy", "trang": page}).status_code == 200


@pytest.mark.parametrize("month", ["2021", "2023", "2023-5", "x", "²-1", "2023-13"])
def test_any_month_filter_is_a_page(client: FlaskClient, month: str) -> None:
    assert client.get("/tim-kiem", query_string={"q": "ma túy", "thang": month}).status_code == 200


def test_there_is_no_version_zero(client: FlaskClient) -> None:
    assert client.get("/bai/1/ban/0").status_code == 404


def test_article_page(client: FlaskClient) -> None:
    page = client.get("/bai/1?q=ANTQ").text
    assert "Nga Nguyễn – Sỹ Quý" in page
    assert page.count("Toàn cảnh hội nghị") == 1
    assert 'href="https://congan.hatinh.gov.vn/bai-1.html"' in page
    assert "Phiên bản 1" in page and "25/05/2023" in page
    assert client.get("/bai/1?ban=1", follow_redirects=True).status_code == 200
    assert client.get("/bai/1?ban=9", follow_redirects=True).status_code == 404


def test_article_text_is_escaped(client: FlaskClient) -> None:
    for path in ("/bai/3", "/tim-kiem?q=giao+thông"):
        page = client.get(path).text
        assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/bai/999", "/bai/99999999999999999999999", "/khong-co", "/bai/x"])
def test_unknown_addresses(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and "Không tìm thấy trang" in answer.text


def test_help_shows_only_examples_that_find_something(client: FlaskClient, empty: FlaskClient) -> None:
    links = re.findall(r'dt><a href="(/tim-kiem\?[^"]+)"', client.get("/huong-dan").text)
    assert len(links) > 5
    for link in links:
        assert re.search(r'<h1 id="tong" tabindex="-1">\s*<b>', client.get(link.replace("&amp;", "&")).text), link
    assert len(re.findall(r'dt><a href="/tim-kiem', empty.get("/huong-dan").text)) > 20


def test_api_answers_as_the_command_line(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=ma+túy").get_json()
    assert {"query", "total", "total_partial", "took_ms", "understood", "suggestion", "hits", "facets"} <= set(found)
    assert found["hits"][0]["title"] == "Bắt giữ đối tượng vận chuyển ma túy"
    assert found["hits"][0]["complete"] is True


@pytest.mark.parametrize(
    "path", ["/api/v1/search?n=0", "/api/v1/search?n=x", "/api/v1/search?sort=y", "/api/v1/nothing"]
)
def test_api_errors_have_one_shape(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    error = answer.get_json()["error"]
    assert set(error) == {"status", "message"} and error["status"] == answer.status_code


@pytest.mark.parametrize(
    ("asked", "told"),
    [("source=khongco", "ha_tinh"), ("year=20x", "2023-05")],
)
def test_a_filter_value_that_no_article_has_is_an_error_that_tells_which_there_are(
    client: FlaskClient, asked: str, told: str
) -> None:
    answer = client.get(f"/api/v1/search?q=ma+túy&{asked}")
    # Nothing in the description of the parameters tells which values an archive has.
    assert answer.status_code == 404
    assert told in answer.get_json()["error"]["message"]


def test_what_is_understood_is_told_in_the_language_of_the_page(client: FlaskClient) -> None:
    (vietnamese,) = client.get("/api/v1/search?q=ANTQ").get_json()["understood"]
    (english,) = client.get("/api/v1/search?q=ANTQ&lang=en").get_json()["understood"]
    assert vietnamese["text"] == "cũng tìm: an ninh Tổ quốc" and english["text"] == "also searched: an ninh Tổ quốc"
    assert english["message"] == "also" and english["data"] == {"forms": ["an ninh Tổ quốc"]}
    assert "also searched" in client.get("/tim-kiem?q=ANTQ&lang=en").text


def test_undated_articles_are_a_choice_of_the_years(client: FlaskClient) -> None:
    typed = client.get("/api/v1/search?q=đăng:không").get_json()
    chosen = client.get("/api/v1/search", query_string={"q": "", "year": "không rõ ngày"}).get_json()
    assert typed["total"] == chosen["total"] == typed["facets"]["year"]["không rõ ngày"] == 1
    page = client.get("/tim-kiem", query_string={"nam": "không rõ ngày"}).text
    assert "không rõ ngày" in page


def test_health_tells_ages(client: FlaskClient, empty: FlaskClient) -> None:
    facts = client.get("/suc-khoe", headers={"Accept": "application/json"}).get_json()
    assert facts["ok"] is True and facts["articles"] == 4
    assert 0 <= facts["index_age_seconds"] < 3600 and facts["last_crawl_age_seconds"] is None
    assert empty.get("/suc-khoe?dang=json").status_code == 503


def test_without_index_the_page_says_what_to_do(empty: FlaskClient) -> None:
    answer = empty.get("/tim-kiem?q=a")
    assert answer.status_code == 503 and "lập chỉ mục" in answer.text
    assert "Kho chưa có bài nào" in empty.get("/").text


def test_a_failing_view_shows_no_traceback(app: APIFlask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        raise RuntimeError("secret detail")

    app.add_url_rule("/hong", view_func=broken)
    with app.test_client() as reader:
        answer = reader.get("/hong")
    assert answer.status_code == 500
    assert "Lỗi máy chủ" in answer.text and "secret" not in answer.text and "Traceback" not in answer.text


def test_article_opened_from_a_search_is_marked(client: FlaskClient) -> None:
    page = client.get("/bai/1?q=ANTQ").text
    assert re.search(r'<mark id="m\d+">an ninh Tổ quốc</mark> \(<mark id="m\d+">ANTQ</mark>\)', page)
    assert 'value="ANTQ"' in page and "ban=1&amp;q=ANTQ" not in page
    assert "<mark>" not in client.get("/bai/1").text
    assert "<mark>" not in client.get("/bai/1?q=?!").text


@pytest.mark.parametrize("query", ["giao thông", "giao*", "<script>", "alert(1)", "x" * 3000])
def test_marks_keep_the_text_escaped(client: FlaskClient, query: str) -> None:
    page = client.get("/bai/3", query_string={"q": query})
    assert page.status_code == 200 and "<script>" not in page.text
    assert "&amp; đội mũ" in page.text


def test_pages_after_the_last_lead_to_the_last(client: FlaskClient) -> None:
    answer = client.get("/tim-kiem?q=ma+túy&trang=99")
    assert answer.status_code == 302 and "trang" not in answer.location and "q=ma" in answer.location


def test_a_filter_without_articles_is_offered_once_for_removal(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=ma+túy&nam=abcd").text
    assert page.count('class="chip" href="/tim-kiem?q=ma+t%C3%BAy"') == 2  # the filter's chip and the example
    assert "Bỏ lọc abcd" in page


def test_partial_matches_are_counted(client: FlaskClient) -> None:
    assert "bài chỉ có một số từ" in client.get("/tim-kiem?q=giao+thông+ma+túy").text


def test_long_queries_are_shown_short(client: FlaskClient) -> None:
    page = client.get("/tim-kiem", query_string={"q": "abc " * 2500}).text
    summary = page[page.index('<h1 id="tong"') : page.index("</h1>")]
    assert len(summary) < 300 and "1.000 ký tự đầu" in page


def test_many_years_stand_behind_a_fold() -> None:
    counts = {str(year): 1 for year in range(2005, 2027)}
    app = APIFlask(__name__)
    app.register_blueprint(search.blueprint)
    found = Results("a", 22, 0, 0.1, (), (), None, {"year": counts})
    with app.test_request_context("/tim-kiem?q=a"):
        links = filter_choices(read_params(), found.facets, {})["nam"]
    assert [c.label for c in links] == sorted(counts, reverse=True)


def test_api_names_the_wrong_parameter(client: FlaskClient) -> None:
    assert "n, sort" in client.get("/api/v1/search?n=0&sort=y").get_json()["error"]["message"]


def test_a_field_for_an_address_is_a_mail_field(app: APIFlask) -> None:
    with app.test_request_context("/"):
        assert 'type="email"' in MailForm().email()
