"""A journalist asks one box: which conference on the movement met in May 2023, who chaired, under which document, which
figures, the same in other years; cites it and follows it. Nothing but the box and what stands in it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from facts.update import update_facts
from indexer.update import index_archive
from tools.served_site import serve_folder

pytestmark = pytest.mark.browser


def _review(year: int, groups: str, chair: str) -> Article:
    return Article(
        "ha_tinh",
        f"Tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}",
        url=f"https://congan.hatinh.gov.vn/tong-ket-{year}.html",
        lead=f"Sáng 24/5/{year}, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc (ANTQ) năm {year - 1}.",
        blocks=(
            Block("paragraph", f"{chair}, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị."),
            Block("paragraph", f"Theo Chương trình số 09/CTr-BCA-MTTW, toàn tỉnh duy trì {groups} mô hình tự quản."),
        ),
        published=datetime(year, 5, 25, tzinfo=VIETNAM),
    )  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the served site over three years' conferences."""
    data = tmp_path_factory.mktemp("journey")
    chairs = (
        (2022, "1.142", "Đại tá Lê Minh Khang"),
        (2023, "1.310", "Thiếu tướng Lê Minh Khang"),
        (2024, "1.290", "Đại tá Vũ Hải Mẫu"),
    )
    with Archive.open(data) as archive:
        archive.put_many([_review(*told) for told in chairs])
    update_facts(data, processes=1)
    index_archive(data, processes=1)
    with serve_folder(data) as site:
        yield site.address


@pytest.fixture(params=[360, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a phone's and of a desk's width."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_a_journalist_asks_one_box(page: Page, served: str) -> None:
    page.goto(served)
    page.fill("#q", "hội nghị phong trào ANTQ tháng 5/2023")
    page.keyboard.press("Enter")
    page.wait_for_selector("section.answer")
    box = page.locator("section.answer")
    told = box.inner_text()
    for words in ("24/05/2023", "Công an tỉnh Hà Tĩnh", "Thiếu tướng", "Lê Minh Khang", "09/CTr-BCA-MTTW", "1.310"):
        assert words in told
    assert [link.inner_text() for link in box.locator("a.chip[title]").all()] == ["24/05/2022", "24/05/2024"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    results = page.url

    # Who chaired: the person's page is one step away.
    box.locator("a[href^='/nguoi/']").first.click()
    page.wait_for_selector("h1:has-text('Lê Minh Khang')")
    page.goto(results)

    # The same in other years, side by side.
    box.locator("a[href$='/cac-ky']").click()
    page.wait_for_selector("h1:has-text('Các kỳ bên nhau')")
    table = page.locator("main table").inner_text()
    for words in ("2022", "2024", "1.142", "▲ 168", "▼ 20", "Vũ Hải Mẫu"):
        assert words in table
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(results)

    # Under which document.
    box.locator("a[href^='/van-ban/']").first.click()
    page.wait_for_selector("h1:has-text('09/CTr-BCA-MTTW')")
    page.goto(results)

    # Cite it.
    box.locator("a[href$='#trich-dan']").click()
    page.wait_for_selector("#trich-dan")
    assert page.locator("#trich-dan").is_visible()
    page.goto(results)

    # Follow it.
    box.locator("a[href^='/theo-doi']").click()
    page.wait_for_selector("h1:has-text('Theo dõi tìm kiếm này')")
    page.locator("main form button").first.click()
    page.wait_for_url("**/theo-doi/*")
    assert "Đã lưu tìm kiếm" in page.locator("main").inner_text()
