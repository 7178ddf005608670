"""The results page over the demo: several values of a filter, ranges of time, views, paging, the way back, and what to do without hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from indexer.update import index_archive
from web.app import close_app, create_app


@pytest.fixture(scope="module")
def reader(demo_data: Path) -> Iterator[FlaskClient]:
    app = create_app(demo_data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def found(page: str) -> int:
    """The articles that a page says it found."""
    told = re.search(r'<h1 id="tong"[^>]*>\s*<b>([\d.]+)</b>', page)
    return int(told[1].replace(".", "")) if told else 0


def links(page: str, words: str) -> list[str]:
    """The addresses of the links whose words are these."""
    return [unescape(a) for a in re.findall(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{re.escape(words)}', page)]


def choices(page: str) -> dict[str, int]:
    """The values of the section filter with their counts."""
    part = page[page.index("<h2>Chuyên mục</h2>") :]
    return {
        unescape(label): int(n) for label, n in re.findall(r">([^<>]+)</a> <span class=\"count\">(\d+)", part[: part.index("</section>")])
    }  # fmt: skip


def test_several_values_of_a_filter_add_up(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=hội+nghị").text
    first, second = list(choices(page).items())[:2]
    one = reader.get(links(page, first[0])[0]).text
    assert found(one) == first[1]
    assert second[0] in choices(one), "the others are still offered, with their counts"
    both = reader.get(links(one, second[0])[0]).text
    assert found(both) == first[1] + second[1]
    assert reader.get(links(both, first[0])[0]).text.count("Bỏ lọc") == 1


def test_several_values_in_the_query_add_up(reader: FlaskClient) -> None:
    sections = ('"An ninh trật tự"', '"An toàn giao thông"')
    alone = [found(reader.get("/tim-kiem", query_string={"q": f"hội nghị mục:{s}"}).text) for s in sections]
    both = {"q": f"hội nghị mục:({' OR '.join(sections)})"}
    assert all(alone) and found(reader.get("/tim-kiem", query_string=both).text) == sum(alone)


def test_years_apart_and_ranges_of_time(reader: FlaskClient) -> None:
    def count(**asked: str | list[str]) -> int:
        return found(reader.get("/tim-kiem", query_string={"q": "hội nghị", **asked}).text)

    years = {str(y): count(nam=str(y)) for y in range(2016, 2021)}
    assert count(nam=["2016", "2019"]) == years["2016"] + years["2019"] > 0
    assert count(tu="2016", den="2020") == sum(years.values()) == count(tu="2020", den="2016")
    assert count(nam="2016..2020") == sum(years.values())
    assert count(tu="2016-01", den="2017-12") == years["2016"] + years["2017"]
    page = reader.get("/tim-kiem?q=hội+nghị&tu=2016&den=2020").text
    assert "2016 – 2020" in page and 'name="tu"' in page and 'data-period="2016-' in page


@pytest.mark.parametrize("value", ["2016..", "..", "x..2019", "2019..x", "²..2019", "2016..2017..2018", "99999"])
def test_a_range_that_is_none_finds_nothing_and_breaks_nothing(reader: FlaskClient, value: str) -> None:
    asked = {"q": "hội nghị", "nam": value}
    answer = reader.get("/tim-kiem", query_string=asked, headers={"Accept-Language": "en"})
    assert answer.status_code == 200 and found(answer.text) == 0


def test_every_listed_filter_is_searched_and_ticked(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem/loc/muc?q=hội+nghị&trong=an+ninh").text
    ticks = re.findall(r'<input type="checkbox" name="muc" value="([^"]+)"', page)
    assert "An ninh trật tự" in ticks and all("an" in t.lower() for t in ticks)
    for name in ("nguon", "nam", "loai"):
        assert 'type="checkbox"' in reader.get(f"/tim-kiem/loc/{name}?q=hội+nghị").text
    chosen = reader.get("/tim-kiem/loc/muc?q=hội+nghị&muc=An+ninh+trật+tự").text
    assert (
        'value="An ninh trật tự" checked' in chosen
        and '<input type="hidden" name="muc"' in chosen.split("<fieldset")[0]
    )


def test_places_are_written_as_names(reader: FlaskClient) -> None:
    assert "Hà Nội" in reader.get("/tim-kiem/loc/dia-ban?q=tổ").text


def test_a_timeline_goes_back_in_time(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=hội+nghị&xem=dong-thoi-gian").text
    days = re.findall(r'Đăng <time datetime="([^"]+)"', page)
    assert len(days) == 30 and days == sorted(days, reverse=True)
    assert '<h2 class="month">' in page and 'aria-current="true">Dòng thời gian<' in page


def test_events_of_the_hits(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=hội+nghị+ANTQ&xem=su-kien").text
    events = re.findall(r'<h3><a href="/su-kien/(\d+)"', page)
    assert len(events) > 3 and len(events) == len(set(events))


@pytest.mark.parametrize("view", ["xem=dong-thoi-gian", "xem=su-kien", "sap-xep=ngay"])
def test_where_no_hit_is_complete_the_list_shows_the_others(reader: FlaskClient, view: str) -> None:
    answer = reader.get(f"/tim-kiem?q=hội+nghị+zzqqxx&{view}", follow_redirects=True)
    assert "Các bài chỉ có một số từ" in answer.text and answer.request.args.keys() == {"q"}


def test_an_article_knows_the_way_back(reader: FlaskClient) -> None:
    results = reader.get("/tim-kiem?q=hội+nghị&nguon=sample&trang=2").text
    link = unescape(re.search(r'<h3><a href="(/bai/(\d+)[^"]+)"', results)[1])  # type: ignore[index]
    article = reader.get(link).text
    back = unescape(re.search(r'class="back"><a href="([^"]+)"', article)[1])  # type: ignore[index]
    address, anchor = back.split("#")
    again = reader.get(address)
    assert (
        again.request.args["trang"] == "2"
        and again.request.args["nguon"] == "sample"
        and f'id="{anchor}"' in again.text
    )


def test_pages_are_numbered(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=công+an&trang=2").text
    assert 'aria-current="page">2<' in page and 'aria-label="Trang 1"' in page
    assert "dừng ở đây" not in page


def test_the_hundredth_page_ends_with_a_way_on(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        days = (datetime(2020 + n % 3, 5, 1, tzinfo=VIETNAM) for n in range(1001))
        archive.put_many(
            [Article("s", f"Công an tin {n}", f"https://s.vn/{n}", published=day) for n, day in enumerate(days)]
        )
    index_archive(tmp_path, processes=1)
    app = create_app(tmp_path, testing=True)
    with app.test_client() as reader:
        end = reader.get("/tim-kiem?q=công+an&trang=100").text
        assert "Trang kết quả dừng ở đây" in end and 'class="chip" href="/tim-kiem?q=c%C3%B4ng+an&amp;nam=20' in end
        assert "dừng ở đây" not in reader.get("/tim-kiem?q=công+an").text
    close_app(app)


def test_without_hits_each_condition_is_weighed(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=hội+nghị&nam=2009").text
    assert "bỏ “2009”" in page and "Các năm gần đó có bài" in page and "nam=2013" in page
    words = reader.get("/tim-kiem", query_string={"q": '"hội nghị" "zzqqxx"'}).text
    without = re.search(r'bỏ “([^”]+)”: <a href="([^"]+)"[^>]*>(\d+) bài', words)
    assert without is not None and "zzqqxx" in without[1]
    assert found(reader.get(unescape(without[2])).text) == int(without[3])


def test_what_was_understood_can_be_switched_off(reader: FlaskClient) -> None:
    page = reader.get("/tim-kiem?q=hội+nghị+ANTQ").text
    off = re.search(r'<li class="understood expansion">[^<]+<a class="off" href="([^"]+)"', page)
    assert off is not None
    assert "understood expansion" not in reader.get(unescape(off[1])).text


def test_partial_hits_are_downloaded_where_none_is_complete(reader: FlaskClient) -> None:
    page = reader.get("/xuat/?q=hội+nghị+zzqqxx").text
    assert "chỉ có một số từ, liên quan nhất trước" in page
    table = reader.get(unescape(re.search(r'href="(/xuat/[^"]+csv[^"]*)"', page)[1]))  # type: ignore[index]
    assert int(table.headers["X-Total-Count"]) > 10 and len(table.text.splitlines()) > 10
    complete = reader.get("/xuat/bang.csv", query_string={"q": "hội nghị zzqqxx"})
    assert complete.status_code == 404 or complete.headers["X-Total-Count"] == "0"


def test_a_saved_search_keeps_several_values(reader: FlaskClient) -> None:
    page = reader.post("/theo-doi", data={"q": "hội nghị", "nam": ["2016", "2019"]}, follow_redirects=True).text
    assert "nam=2016&amp;nam=2019" in page
    assert found(reader.get("/tim-kiem?q=hội+nghị&nam=2016&nam=2019").text) == int(
        re.search(r"Xem cả (\d+) bài", page)[1]
    )  # type: ignore[index]


@pytest.mark.parametrize(
    "path", ["/tim-kiem/?q=hội+nghị", "/huong-dan/", "/bai/1/", "/api/v1/search/?q=a", "/su-kien", "/nguon"]
)
def test_a_slash_too_much_or_too_little_is_forgiven(reader: FlaskClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 308 and reader.get(path, follow_redirects=True).status_code == 200
    assert path.partition("?")[2] == answer.location.partition("?")[2].replace("%E1%BB%99", "ộ").replace(
        "%E1%BB%8B", "ị"
    )


def test_results_stay_small(reader: FlaskClient) -> None:
    for query in (
        "q=hội+nghị",
        "q=công+an&xem=dong-thoi-gian",
        "q=hội+nghị&xem=su-kien",
        "q=công+an&nam=2016&nam=2019",
    ):
        packed = reader.get(f"/tim-kiem?{query}", headers={"Accept-Encoding": "br"})
        assert len(packed.data) < 12_000, query
