"""Files of a search and of an article, each read again by a program of others."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange.csv_cells import csv_line
from facts.update import update_facts
from vietnamese.entities.bylines import split_authors
from web.app import close_app, create_app
from web.formats import bibtex, ris
from web.formats.citation import Citation as Cited
from web.pages.exports import FORMATS


def _file(client: FlaskClient, name: str, query: str = "hội nghị") -> str:
    answer = client.get(f"/xuat/{name}", query_string={"q": query})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data(as_text=True)


def test_csv_opens_in_a_spreadsheet(client: FlaskClient) -> None:
    text = _file(client, "bai.csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["title"] for row in rows] == ["Tổng kết 10 năm chương trình phối hợp bảo vệ an ninh Tổ quốc"]
    assert rows[0]["published"] == "2023-05-25" and len(rows[0]["sha256"]) == 64


def test_the_table_tells_what_answers_the_query_and_why(client: FlaskClient) -> None:
    text = _file(client, "bai.csv", "ANTQ").removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert "an ninh Tổ quốc" in row["snippet"] and "<mark>" not in row["snippet"]
    assert "viết tắt" in row["reason"] or "đầy đủ" in row["reason"]
    table = _file(client, "bai.csv", "học sinh").removeprefix("\ufeff")
    assert "<script>alert(1)</script> &" in next(csv.DictReader(io.StringIO(table)))["snippet"]
    everything = list(
        csv.DictReader(io.StringIO(client.get("/xuat/bai.csv?nguon=ha_tinh").text.removeprefix("\ufeff")))
    )
    assert len(everything) == 2 and not any(row["reason"] for row in everything)


def test_the_table_tells_the_day_of_the_event(indexed_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    update_facts(data, processes=1)
    app = create_app(data, testing=True)
    with app.test_client() as reader:
        (row,) = csv.DictReader(io.StringIO(_file(reader, "bai.csv").removeprefix("\ufeff")))
    close_app(app)
    assert row["event_kind"] == "hội nghị" and row["event_day"] == "2023-05-24"


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_line([text])))
    cell = row[0] if row else ""
    assert not cell.lstrip(" \u00a0\ufeff\u200b").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠"))  # fmt: skip
    assert "\x00" not in cell


def test_json_lines_hold_the_article_and_its_version(client: FlaskClient) -> None:
    (line,) = _file(client, "bai.jsonl").splitlines()
    found = json.loads(line)
    assert found["lead"].startswith("Sáng 24/5") and found["archived"]["permanent"].endswith("/bai/1/ban/1")


def test_ris_is_read_by_rispy(client: FlaskClient) -> None:
    (entry,) = rispy.loads(_file(client, "trich-dan.ris"))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["authors"] == ["Nga Nguyễn", "Sỹ Quý"]
    assert entry["title"].startswith("Tổng kết 10 năm") and entry["date"] == "2023/05/25"
    assert entry["urls"] == ["https://congan.hatinh.gov.vn/bai-1.html"]


def test_bibtex_is_read_by_bibtexparser(client: FlaskClient) -> None:
    library = bibtexparser.parse_string(_file(client, "trich-dan.bib"))
    assert not library.failed_blocks
    (found,) = library.entries
    entry = {field.key: field.value for field in found.fields}
    assert found.entry_type == "article" and entry["entrysubtype"] == "newspaper" and entry["date"] == "2023-05-25"
    assert entry["author"] == "{Nga Nguyễn} and {Sỹ Quý}"


def test_csl_is_read_by_a_citation_processor(client: FlaskClient) -> None:
    items = json.loads(_file(client, "trich-dan.json"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    made.register(Citation([CitationItem(items[0]["id"])]))
    (printed,) = [str(entry) for entry in made.bibliography()]
    assert "Tổng kết 10 năm" in printed and "2023" in printed


def test_press_pack_stands_alone(client: FlaskClient) -> None:
    page = _file(client, "ho-so.html", "công an OR học sinh")
    assert "Diễn tiến" in page and "sha256" in page
    assert "src=" not in page and "<link" not in page


def test_files_obey_the_filters_and_tell_their_size(client: FlaskClient) -> None:
    answer = client.get("/xuat/bai.csv", query_string={"q": "", "nguon": "ha_tinh"})
    assert answer.headers["X-Total-Count"] == "2"
    page = client.get("/xuat/", query_string={"nguon": "ha_tinh"}).text
    assert "Tải về 2 bài" in page and all(form.title in page for form in FORMATS.values())


@pytest.mark.parametrize("address", ["/xuat/khong-co", "/xuat/bai.csv", "/xuat/bai/99/trich-dan.ris", "/xuat/bai/1/x"])
def test_what_there_is_not(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nothing_found_is_an_empty_file(client: FlaskClient) -> None:
    assert json.loads(_file(client, "trich-dan.json", "zzqqxx")) == []
    assert len(_file(client, "bai.csv", "zzqqxx").splitlines()) == 1


def test_each_version_has_its_address_hash_and_citation(client: FlaskClient) -> None:
    page = client.get("/bai/1/ban/1").text
    assert "Mã kiểm tra (sha256)" in page and "Nga Nguyễn, Sỹ Quý." in page
    assert client.get("/bai/1/ban/2").status_code == 404
    assert client.get("/bai/1?ban=1").headers["Location"].endswith("/bai/1/ban/1")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Nga Nguyễn – Sỹ Quý", ("Nga Nguyễn", "Sỹ Quý")),
        ("Tin, ảnh: Hoàng Lan", ("Hoàng Lan",)),
        ("Thu Hà, Minh Đức và Lê An (Công an xã)", ("Thu Hà", "Minh Đức", "Lê An")),
        ("Nguyễn Văn A/TTXVN", ("Nguyễn Văn A", "TTXVN")),
        ("PV", ("PV",)),
        ("", ()),
    ],
)
def test_authors_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert split_authors(byline) == names


_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)


def _cited(title: str, names: tuple[str, ...]) -> Cited:
    from datetime import date

    return Cited(
        "timtin1v1",
        title,
        names,
        "Báo",
        "",
        None,
        "",
        "https://a.vn/x{y}",
        "https://t.vn/bai/1/ban/1",
        1,
        "0",
        date(2026, 1, 2),
    )


@pytest.mark.parametrize("query", ["hội nghị", "công an OR học sinh OR phòng cháy", "zzqqxx"])
def test_every_export_is_read_by_programs_of_others(client: FlaskClient, query: str) -> None:
    wanted = len(list(csv.DictReader(io.StringIO(_file(client, "bai.csv", query).removeprefix("\ufeff")))))
    assert len(rispy.loads(_file(client, "trich-dan.ris", query))) == wanted
    library = bibtexparser.parse_string(_file(client, "trich-dan.bib", query))
    assert len(library.entries) == wanted and not library.failed_blocks
    items = json.loads(_file(client, "trich-dan.json", query))
    assert len(items) == wanted == len(CiteProcJSON(items))
    # Where a reader finds an article is its address, or nothing: a path alone is no address.
    assert all(item.get("URL", "https://").startswith("http") and "archive_location" not in item for item in items)
    assert len(_file(client, "bai.jsonl", query).splitlines()) == wanted


@given(_text, _text)
def test_any_title_survives_in_ris(title: str, section: str) -> None:
    (entry,) = rispy.loads(ris.ris_record(_cited(title, ("A B",))))
    assert entry.get("title", "") == " ".join(title.split())


@given(_text)
def test_bibtex_braces_always_balance(title: str) -> None:
    text = bibtex.bibtex_record(_cited(title, (title,))).replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
