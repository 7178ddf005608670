"""Who may be shown: accused, arrested and private people reach no page, facet, API or export; officials do; no private rites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from cli.main import cli
from database.transactions import reading
from facts.entity_linking import FactLinker
from facts.extraction.article import RULES_VERSION, as_json, facts_of
from facts.model import PersonFact, Sentence
from facts.reading.articles_stating import find_articles_stating
from facts.reading.facets import count_facet
from facts.reading.facts import EventFilter, FactReader
from facts.reading.related import find_related
from facts.store import tables as tables
from facts.store.writer import ArticleFacts, FactStore
from facts.update import update_facts
from facts.visibility import decide_visibility, prepare_sentences
from indexer.update import index_archive as update
from web.app import close_app, create_app


def _shown(*sentences: str) -> dict[str, str]:
    article = Article("mau", "Tin trong ngày", blocks=tuple(Block("paragraph", text) for text in sentences))
    return {person["name"]: person["shown"] for person in as_json(facts_of(article))["people"]}


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Cảnh sát hình sự Công an tỉnh Mẫu bắt quả tang Nguyễn Thị Giả khi đang bán hàng cấm.",
        "Cảnh sát giao thông huyện Mẫu bắt giữ Nguyễn Thị Giả.",
        "Cán bộ Công an xã Mẫu tạm giữ Nguyễn Thị Giả.",
        "Cảnh sát điều tra Công an tỉnh Mẫu khởi tố Nguyễn Thị Giả.",
        "Cảnh sát kinh tế khám xét Nguyễn Thị Giả.",
        "Cán bộ Công an huyện Mẫu truy nã Nguyễn Thị Giả.",
        "Cán bộ Công an phường Mẫu triệu tập Nguyễn Thị Giả.",
        "Cảnh sát hình sự Công an tỉnh Mẫu thi hành lệnh bắt Nguyễn Thị Giả.",
        "Viện trưởng Viện kiểm sát nhân dân huyện Mẫu truy tố Nguyễn Thị Giả.",
    ],
)
def test_an_office_with_a_verb_of_arrest_shows_nobody(text: str) -> None:
    assert _shown(text) == {"Nguyễn Thị Giả": "no"}


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("Cảnh sát cơ động áp giải", False),
        ("Cảnh sát khu vực kiểm tra hành chính phát hiện", False),
        ("Tổ công tác kiểm tra hành chính phát hiện", False),
        ("Công an huyện Mẫu bắt", False),
        ("Tòa án nhân dân tỉnh Mẫu xét xử", False),
        ("Tòa án nhân dân tỉnh Mẫu tuyên phạt", False),
        ("cán bộ đang bị điều tra về tội tham ô", False),
        ("Cảnh sát hình sự thu giữ tang vật của", False),
        ("Cảnh sát hình sự khống chế đối tượng", False),
        ("Đội trưởng Đội Dẫn giải", True),
        ("Trưởng phòng Truy tố, Viện kiểm sát nhân dân tỉnh Mẫu", True),
        ("Chủ tịch Hội Nông dân xã, đánh bắt xa bờ", True),
        ("Đội phó Đội Khám nghiệm hiện trường", True),
        ("Chủ nhiệm Ủy ban Kiểm tra Huyện ủy", True),
        ("Phó Chánh án Tòa án nhân dân tỉnh Mẫu", True),
    ],
)
def test_an_office_is_judged_by_its_words(role: str, shown: bool) -> None:
    told = Sentence("Ở đây có Nguyễn Thị Giả.", "body")
    (person,) = decide_visibility([PersonFact("Nguyễn Thị Giả", "", role, told)], prepare_sentences([told]))
    assert person.shown == ("yes" if shown else "no")


@pytest.mark.parametrize(
    "text",
    [
        "Ông Trần Văn Giả (SN 1990) kể lại sự việc.",
        "Ông Trần Văn Giả (sinh năm 1990), Giám đốc Công ty Mẫu, có mặt.",
        "Giám đốc Công ty Mẫu Trần Văn Giả (45 tuổi) có mặt.",
        "Trần Văn Giả (SN 1990, trú tại xã Mẫu), kế toán Công ty Mẫu, có mặt.",
        "Ông Trần Văn Giả (tức Tèo, 45 tuổi), Giám đốc Công ty Mẫu, có mặt.",
        "Ông Trần Văn Giả, sinh năm 1990, Giám đốc Công ty Mẫu, có mặt.",
        "Ông Trần Văn Giả (1990), Giám đốc Công ty Mẫu, có mặt.",
    ],
)
def test_a_name_with_birth_or_age_and_no_rank_is_private(text: str) -> None:
    assert _shown(text) == {"Trần Văn Giả": "no"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bị cáo Trần Văn Giả, nguyên Giám đốc Công ty Mẫu, có mặt.", ["Trần Văn Giả"]),
        ("Trước khi bị bắt, ông Trần Văn Giả là Giám đốc Công ty Mẫu.", ["Trần Văn Giả"]),
        ("Ông Trần Văn Giả, Giám đốc Công ty Mẫu và đồng phạm chiếm đoạt 5 tỷ đồng.", ["Trần Văn Giả"]),
        (
            "Công an tỉnh khởi tố 3 bị can: Trần Văn Giả, Giám đốc Công ty Mẫu; Lê Thị Dối, Kế toán trưởng; Võ Văn Sai, Thủ quỹ.",
            ["Trần Văn Giả", "Lê Thị Dối", "Võ Văn Sai"],
        ),
        (
            "Các đối tượng gồm: ông Trần Văn Giả, Giám đốc Công ty Mẫu, bà Lê Thị Dối, kế toán và ông Võ Văn Sai, thủ quỹ.",
            ["Trần Văn Giả", "Lê Thị Dối", "Võ Văn Sai"],
        ),
        (
            "Công an huyện bắt giữ: ông Trần Văn Giả (Giám đốc Công ty Mẫu) và bà Lê Thị Dối (Kế toán trưởng).",
            ["Trần Văn Giả", "Lê Thị Dối"],
        ),
        (
            "Viện kiểm sát truy tố 2 bị can về tội “nhận hối lộ”, gồm ông Trần Văn Giả (Giám đốc Công ty Mẫu) và bà Lê Thị Dối (Phó giám đốc).",
            ["Trần Văn Giả", "Lê Thị Dối"],
        ),
    ],
)  # fmt: skip
def test_the_accused_are_held_back(text: str, names: list[str]) -> None:
    assert _shown(text) == dict.fromkeys(names, "no")


@pytest.mark.parametrize(
    "text",
    [
        "Cơ quan điều tra khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu.",
        "Ông Trần Văn Giả, Chủ tịch UBND xã Mẫu, bị bắt tạm giam.",
        "Ông Trần Văn Giả, Chủ tịch UBND xã Mẫu, là nghi phạm của vụ án.",
        "Trước khi bị bắt, ông Trần Văn Giả là Giám đốc Sở Mẫu.",
        "Công an khởi tố, bắt tạm giam Đại úy Trần Văn Giả, nguyên Đội phó Đội Hình sự.",
        "Sáu người dương tính với ma túy, trong đó có Trần Văn Giả, cán bộ Công an huyện Mẫu.",
        "Theo kết luận, hành vi của Trần Văn Giả, Phó phòng Nội vụ huyện Mẫu, có dấu hiệu của tội tham ô.",
        "Công an khởi tố bị can Lê Thị Dối, kế toán; Trần Văn Giả, Phó Chánh văn phòng UBND huyện Mẫu; Hồ Văn Sai, lái xe.",
        "Ông Trần Văn Giả (SN 1964, trú xã Mẫu), Chủ tịch UBND xã Mẫu, bị kỷ luật.",
        "Viện kiểm sát truy tố bị can về tội “nhận hối lộ”, gồm ông Trần Văn Giả (Giám đốc Sở Mẫu).",
        "Phó đội trưởng Đội Thanh tra giao thông Trần Văn Giả đang thu tiền bảo kê hàng loạt nhà xe trên địa bàn quận Mẫu thì bị cảnh sát bắt quả tang.",
        "Thượng tá Trần Văn Giả, Phó Trưởng Công an huyện Mẫu, lập chốt nhận tiền thì bị tổ công tác của bộ bắt giữ.",
    ],
)
def test_an_official_told_as_accused_waits_for_an_editor(text: str) -> None:
    assert _shown(text)["Trần Văn Giả"] == "held"


@pytest.mark.parametrize(
    "text",
    [
        "Khi khám nhà Trần Văn Giả, cảnh sát đã thu giữ tang vật.",
        "Cảnh sát điều tra Công an tỉnh Mẫu đến nhà bà Trần Văn Giả làm việc.",
        "Ông Trần Văn Giả, Giám đốc Công ty Mẫu, dự hội nghị.",
        "Ông Trần Văn Giả, Giám đốc, dự hội nghị.",
        "Bà Trần Văn Giả, giáo viên Trường tiểu học Mẫu, dự hội nghị.",
        "Ông Trần Văn Giả, Hiệu trưởng Trường tư thục Mẫu, dự hội nghị.",
        "Luật sư Trần Văn Giả dự phiên tòa.",
        "Ông Trần Văn Giả, Tổng giám đốc Tổng công ty Mẫu, dự hội nghị.",
        "Ông Trần Văn Giả, Phó Giám đốc Bệnh viện quốc tế Mẫu, dự hội nghị.",
    ],
)
def test_who_holds_no_public_office_is_not_shown(text: str) -> None:
    assert set(_shown(text).values()) <= {"no"}


@pytest.mark.parametrize(
    "office",
    [
        "Chủ tịch UBND xã Mẫu", "Phó Chủ tịch xã Mẫu", "Bí thư Huyện ủy Mẫu", "Giám đốc Sở Y tế tỉnh Mẫu", "Hiệu trưởng Trường THCS Mẫu",
        "Giám đốc Bệnh viện Đa khoa tỉnh Mẫu", "Chủ tịch Hội Nông dân xã Mẫu", "Chủ tịch Ủy ban MTTQ xã Mẫu", "Thẩm phán", "Công an viên",
        "Giám đốc Công ty Mẫu, đại biểu HĐND tỉnh", "Chánh án Tòa án nhân dân huyện Mẫu", "Cục trưởng Cục Hàng không", "Phó Thủ tướng",
        "Hạt trưởng Hạt Kiểm lâm huyện Mẫu", "Bí thư Tỉnh đoàn Mẫu", "Đội trưởng Đội Quản lý thị trường số 5",
    ],
)  # fmt: skip
def test_holders_of_public_offices_are_shown(office: str) -> None:
    assert _shown(f"Ông Lê Văn Sao, {office}, dự hội nghị.") == {"Lê Văn Sao": "yes"}


def test_a_list_of_accused_over_several_lines_ends_with_its_items() -> None:
    shown = _shown(
        "Công an tỉnh Mẫu khởi tố các bị can:",
        "- Ông Trần Văn Giả, Giám đốc Công ty Mẫu;",
        "- Bà Lê Thị Dối, Kế toán trưởng Công ty Mẫu.",
        "Đại tá Lê Văn Sao, Giám đốc Công an tỉnh Mẫu, cảm ơn nhân dân.",
        "Ông Hồ Văn Mẫu, Chủ tịch UBND tỉnh Mẫu, khen ngợi.",
    )
    assert shown == {"Trần Văn Giả": "no", "Lê Thị Dối": "no", "Lê Văn Sao": "yes", "Hồ Văn Mẫu": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "Trung tá Lê Văn Sao, Đội trưởng Đội Cảnh sát điều tra tội phạm về ma túy, dự họp.",
        "Ông Lê Văn Sao, Phó Thủ trưởng Cơ quan Cảnh sát điều tra Công an tỉnh Mẫu, dự họp.",
        "Ông Lê Văn Sao, Trưởng phòng Truy nã tội phạm, dự họp.",
        "Ông Lê Văn Sao, Trưởng phòng Cảnh sát truy nã và truy tìm Công an tỉnh Mẫu, dự họp.",
        "Ông Lê Văn Sao, Đội trưởng Đội điều tra, dự họp.",
        "Ông Lê Văn Sao, Phó giám thị Trại tạm giam Công an tỉnh Mẫu, dự họp.",
        "Ông Lê Văn Sao, Trưởng Nhà tạm giữ Công an huyện Mẫu, dự họp.",
        "Ông Lê Văn Sao, Phó trưởng Phòng Kiểm sát việc tạm giữ, tạm giam và thi hành án hình sự, dự họp.",
        "Bà Lê Văn Sao, Trưởng phòng Thực hành quyền công tố, kiểm sát điều tra, truy tố, xét xử Viện kiểm sát tỉnh Mẫu, dự họp.",
        "Ông Lê Văn Sao, thành viên Hội đồng xét xử, dự họp.",
        "Ông Lê Văn Sao, Chủ tịch Hội Nạn nhân chất độc da cam tỉnh Mẫu, dự họp.",
        "Đại úy Lê Văn Sao (SN 1985), cán bộ Công an xã Mẫu, nhận bằng khen.",
        "Theo Thượng tá Lê Văn Sao, Trưởng Công an huyện Mẫu, các đối tượng đã bị khởi tố.",
        "Thượng tá Lê Văn Sao, Trưởng Công an huyện Mẫu, cho biết nghi phạm đã bị bắt.",
        "Sau khi bắt giữ nghi phạm, Thượng tá Lê Văn Sao, Trưởng Công an huyện Mẫu, báo cáo cấp trên.",
        "Sau khi khởi tố vụ án, ông Lê Văn Sao, Viện trưởng Viện kiểm sát huyện Mẫu, cho biết như trên.",
        "Quyết định khởi tố bị can do Đại tá Lê Văn Sao, Phó Giám đốc Công an tỉnh Mẫu, ký.",
        "Phiên tòa đưa các bị cáo ra xét xử, chủ tọa là thẩm phán Lê Văn Sao.",
        "Ai biết đối tượng ở đâu thì liên hệ đồng chí Lê Văn Sao, cán bộ Công an huyện Mẫu.",
        "Ông Lê Văn Sao, Chủ tịch UBND tỉnh Mẫu, tặng quà các hộ nghèo.",
        "Đồng chí Lê Văn Sao, sinh năm 1970, Bí thư Huyện ủy Mẫu, được bầu.",
    ],
)  # fmt: skip
def test_officials_stay(text: str) -> None:
    assert _shown(text) == {"Lê Văn Sao": "yes"}


def test_the_command_lists_everybody_and_says_who_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_LANG", "en")
    body = "Cơ quan điều tra khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu. Đại tá Lê Văn Sao, Giám đốc Công an tỉnh, dự."
    line = json.dumps({"id": "a", "title": "Tin", "body": body}, ensure_ascii=False)
    told = CliRunner().invoke(cli, ["facts", "-", "--json"], input=line)
    people = json.loads(told.output)["people"]
    assert [(p["name"], p["shown"]) for p in people] == [("Trần Văn Giả", "held"), ("Lê Văn Sao", "yes")]
    lines = CliRunner().invoke(cli, ["facts", "-"], input=line).output.splitlines()
    assert [at.endswith("| held back") for at in lines if at.startswith("  person:")] == [True, False]


REPORT = Article(
    "mau",
    "Hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc",
    url="https://mau.vn/1",
    lead="Sáng 24/5/2023, Công an tỉnh Mẫu tổ chức hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc.",
    blocks=tuple(
        Block("paragraph", text)
        for text in (
            "Đại tá Lê Văn Sao, Giám đốc Công an tỉnh Mẫu, đến dự.",
            "Ông Trần Văn Giả, Chủ tịch UBND xã Mẫu, chủ trì hội nghị.",
            "Ông Trần Văn Giả nói: “Chúng tôi sẽ cố gắng làm tốt hơn nữa công tác này trong năm tới”.",
            "Cơ quan điều tra khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu.",
            "Phòng Cảnh sát hình sự Công an tỉnh Mẫu bắt quả tang Nguyễn Thị Dối (SN 1986, trú huyện Mẫu).",
        )
    ),
    published=datetime(2023, 5, 25, tzinfo=VIETNAM),
)
SECOND = Article(
    "mau",
    "Thêm bị can trong vụ án đất đai",
    url="https://mau.vn/2",
    lead="Cơ quan điều tra truy tố ông Trần Văn Giả, Chủ tịch UBND xã Mẫu.",
    published=datetime(2023, 6, 25, tzinfo=VIETNAM),
)
RITE = Article(
    "mau",
    "Xúc động lễ tang em học sinh",
    url="https://mau.vn/3",
    lead="Chiều 3/5, gia đình tổ chức lễ tang cho em Hồ Văn Sai, học sinh lớp 6.",
    published=datetime(2023, 5, 4, tzinfo=VIETNAM),
)
HELD_BACK = ("Trần Văn Giả", "Nguyễn Thị Dối")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("visibility")
    with Archive.open(folder) as archive:
        archive.put_many([REPORT, SECOND, RITE])
    update_facts(folder, processes=1)
    update(folder, processes=1)
    return folder


@pytest.fixture
def reader(data: Path) -> Iterator[FlaskClient]:
    app = create_app(data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def test_nothing_of_who_is_held_back_is_kept(data: Path) -> None:
    with Archive.open(data) as archive:
        engine, facts = archive.engine, FactReader(archive.engine)
        assert count_facet(engine, "person", [1, 2, 3]) == [("Lê Văn Sao", 1)]
        assert find_related(engine, 1) == []
        for name in HELD_BACK:
            assert facts.search_people(name) == (0, [])
            assert facts.search_events(EventFilter(person=name)) == (0, [])
            assert find_articles_stating(engine, "person", name) == []
            assert find_articles_stating(engine, "chair", name) == []
            assert find_articles_stating(engine, "quote", name) == []
        (event,) = facts.events_of([1])[1]
        page = facts.read_event(event)
        assert page is not None and page.quotes == ()
        assert [a.name for a in page.attendees] == ["Lê Văn Sao"] and page.summary.chairs == ()
        assert find_articles_stating(engine, "person", "Lê Văn Sao") == [1]
        with reading(engine) as connection:
            assert list(connection.execute(select(tables.people.c.name)).scalars()) == ["Lê Văn Sao"]


def test_no_page_facet_answer_or_export_names_who_is_held_back(reader: FlaskClient) -> None:
    (event,) = reader.get("/api/v1/events").get_json()["items"]
    (official,) = reader.get("/api/v1/people").get_json()["items"]
    assert official["name"] == "Lê Văn Sao" and reader.get(f"/nguoi/{official['id']}").status_code == 200
    # Numbers of people are given in order: whoever else had a page would have a number near.
    others = [number for number in range(1, 9) if number != official["id"]]
    for number in others:
        assert reader.get(f"/nguoi/{number}").status_code == 404
        assert reader.get(f"/api/v1/people/{number}").status_code == 404
    lists = (
        "/nguoi/", "/nguoi/?q=chủ+tịch+UBND+xã+@2023", "/api/v1/people", "/api/v1/holders?role=chủ+tịch&day=2023",
        "/tim-kiem/loc/nguoi?q=hội+nghị", f"/su-kien/{event['id']}/nguoi-du.csv",
    )  # fmt: skip
    for address in lists:
        answer = reader.get(address)
        assert answer.status_code == 200
        assert not [name for name in HELD_BACK if name in answer.get_data(as_text=True)], address
    assert "Lê Văn Sao" in reader.get(f"/su-kien/{event['id']}/nguoi-du.csv").get_data(as_text=True)
    assert [p["name"] for p in reader.get("/api/v1/articles/1/facts").get_json()["facts"]["people"]] == ["Lê Văn Sao"]
    attendees = reader.get(f"/api/v1/events/{event['id']}").get_json()["attendees"]
    assert [a["name"] for a in attendees] == ["Lê Văn Sao"]
    for name in HELD_BACK:
        assert reader.get("/api/v1/people", query_string={"q": name}).get_json()["total"] == 0
        assert "<b>0</b> sự kiện" in reader.get("/su-kien/", query_string={"nguoi": name}).text
        assert "Không tìm thấy bài nào" in reader.get("/tim-kiem", query_string={"q": f'người:"{name}"'}).text


def test_facts_of_older_rules_are_made_again(tmp_path: Path) -> None:
    """An archive whose facts were made before the rule loses the pages it should never have had."""
    with Archive.open(tmp_path) as archive:
        archive.put(SECOND)
        update_facts(tmp_path, processes=1)
        (stored,) = archive.get_many([1]).values()
        told = facts_of(Article("mau", SECOND.title, lead="Ông Trần Văn Giả, Chủ tịch UBND xã Mẫu, dự họp."))
        old = ArticleFacts(
            1, f"{stored.text_hash} 2023-06-25 day mau {int(RULES_VERSION) - 1}", "2023-06-25", "mau", "", told
        )
        FactStore(archive.engine).replace_facts([old], FactLinker(), stored.change)
        assert FactReader(archive.engine).search_people("trần văn giả")[0] == 1
        assert update_facts(tmp_path, processes=1).made == 1
        assert FactReader(archive.engine).search_people("trần văn giả") == (0, [])
        assert FactReader(archive.engine).read_person(1) is None


@pytest.mark.parametrize(
    "lead",
    [
        "Chiều 3/5, gia đình tổ chức lễ tang cho em Hồ Văn Sai.",
        "Sáng 3/5, hai nhà tổ chức lễ cưới cho anh Hồ Văn Sai.",
        "Sáng 3/5, hai gia đình tổ chức lễ ăn hỏi.",
        "Sáng 3/5, ca sĩ tổ chức lễ đính hôn.",
        "Sáng 3/5, gia đình tổ chức lễ giỗ ông nội.",
        "Sáng 3/5, gia đình tổ chức lễ cúng tổ tiên.",
        "Sáng 3/5, con cháu tổ chức lễ mừng thọ cụ Hồ Văn Sai.",
        "Lễ viếng ông Hồ Văn Sai diễn ra sáng 3/5.",
        "Lễ truy điệu ông Hồ Văn Sai diễn ra sáng 3/5.",
    ],
)
def test_a_private_rite_is_no_event(lead: str) -> None:
    article = Article("mau", "Tin trong ngày", lead=lead, published=datetime(2023, 5, 4, tzinfo=VIETNAM))
    assert facts_of(article).events == ()


@pytest.mark.parametrize(
    "lead",
    [
        "Sáng 3/5, Công an tỉnh Mẫu tổ chức lễ tiêu hủy tang vật.",
        "Sáng 3/5, Công an tỉnh Mẫu tổ chức lễ trao trả tang vật cho người dân.",
        "Sáng 3/5, Công an tỉnh Mẫu tổ chức lễ viếng Nghĩa trang liệt sĩ tỉnh.",
        "Sáng 3/5, tỉnh Mẫu tổ chức lễ truy điệu và an táng hài cốt liệt sĩ.",
        "Sáng 3/5, tỉnh Mẫu tổ chức lễ giỗ Tổ Hùng Vương.",
        "Sáng 3/5, Công an tỉnh Mẫu tổ chức lễ ra quân, sau khi dự lễ tang một đồng đội.",
    ],
)
def test_a_public_ceremony_stays_an_event(lead: str) -> None:
    article = Article("mau", "Tin trong ngày", lead=lead, published=datetime(2023, 5, 4, tzinfo=VIETNAM))
    (event,) = facts_of(article).events
    assert (event.kind, event.date) == ("lễ", "2023-05-03")


def test_a_private_rite_is_in_no_list_of_events(reader: FlaskClient) -> None:
    assert reader.get("/api/v1/events?kind=lễ").get_json()["total"] == 0
    assert "Không tìm thấy bài nào" in reader.get("/tim-kiem", query_string={"q": "sự kiện:lễ"}).text
