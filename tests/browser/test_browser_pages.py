"""Chromium reads the really served site on a phone and on a desk: no sideways scrolling, marks shown, jobs alive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from facts.update import update_facts
from search import refresh_suggestions
from tools.served_site import serve_folder

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/tim-kiem?q=ma+túy",
    "/tim-kiem?q=zzqqxx",
    "/tim-kiem?q=công+an&nam=2023",
    "/tim-kiem/loc/nguoi?q=hội+nghị",
    "/tim-nang-cao",
    "/tim-hang-loat",
    "/bai/1?q=ANTQ",
    "/bai/1/ban/1",
    "/su-kien/",
    "/su-kien/1",
    "/nguoi/?q=giám+đốc+@2023",
    "/nguoi/",
    "/van-ban/",
    "/van-ban/09/CTr-BCA-MTTW",
    "/dot-cao-diem",
    "/xuat/?q=ma+túy",
    "/theo-doi?q=ma+túy",
    "/du-lieu-ca-nhan",
    "/huong-dan",
    "/suc-khoe",
    "/khong-co",
]
PASSWORD = "mot-mat-khau-dai"


@pytest.fixture(scope="module")
def served(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a served copy of the indexed data, and its set-up link."""
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(indexed_data, data)
    update_facts(data, processes=1)
    refresh_suggestions(data)
    with serve_folder(data, worker=True) as site:
        yield site.address, site.read_set_up_link()


@pytest.fixture(params=[360, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of 360 or 1280 px that fails the test when a script or the policy complains."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="vi-VN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield opened
    context.close()
    assert complaints == []


def no_sideways_scrolling(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit(page: Page, served: tuple[str, str], path: str) -> None:
    answer = page.goto(served[0] + path)
    assert answer is not None and answer.status == (404 if path == "/khong-co" else 200)
    assert no_sideways_scrolling(page)
    assert page.locator('input[type="search"]').first.is_visible()


def test_a_reader_searches_and_reads(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0])
    page.fill("#q", "an ninh tổ quốc")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit mark")
    assert page.locator(".hit mark").first.is_visible()
    assert page.locator(".hit h3").first.inner_text().startswith("Tổng kết 10 năm")
    page.locator(".hit h3 a").first.click()
    page.wait_for_selector("article h1")
    assert page.locator("article h1").inner_text().startswith("Tổng kết 10 năm")
    assert no_sideways_scrolling(page)


def test_an_admin_asks_for_an_index(browser: Browser, served: tuple[str, str]) -> None:
    base, link = served
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.goto(link)
    assert "#" not in page.url and page.input_value("#code")
    page.fill("#name", "lan")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main .stack button[type=submit]")
    page.wait_for_selector(".actions")
    assert no_sideways_scrolling(page)
    page.click("text=Lập chỉ mục ngay")
    page.wait_for_selector("li.job.done", timeout=60_000)
    assert "Tìm được" in page.locator("li.job.done .job-text").first.inner_text()
    assert no_sideways_scrolling(page)
    page.goto(link)
    for field, text in (("#name", "lan"), ("#password", PASSWORD), ("#again", PASSWORD)):
        page.fill(field, text)
    page.click("main .stack button[type=submit]")
    assert "Liên kết này đã được dùng" in page.content()
    context.close()


def test_a_journalist_follows_a_search_and_downloads_it(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0] + "/tim-kiem?q=ma+túy")
    page.click("text=Theo dõi")
    page.wait_for_selector("h1:has-text('Theo dõi tìm kiếm này')")
    page.locator("main form button").first.click()
    page.wait_for_url("**/theo-doi/*")
    assert "Đã lưu tìm kiếm" in page.locator("main").inner_text()
    assert no_sideways_scrolling(page)
    page.click("text=Tải về")
    page.wait_for_selector("h1:has-text('Tải về 1 bài')")
    for title in ("CSV", "RIS", "BibTeX", "Hồ sơ báo chí"):
        with page.expect_download() as started:
            page.locator("main .jobs a", has_text=title).first.click()
        assert started.value.path().stat().st_size > 100


def test_a_journalist_finds_the_conference_by_the_form(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0] + "/tim-nang-cao")
    page.fill("#tu-khoa", "hội nghị")
    page.fill("#dien-ra", "24/5/2023")
    page.click("summary:has-text('Sự kiện, người, văn bản')")
    page.fill("#van-ban", "09/CTr")
    page.click("main button[type=submit]")
    page.wait_for_selector(".hit h3")
    assert page.locator(".hit").count() == 1
    page.locator(".hit h3 a").first.click()
    page.locator("main a[href^='/su-kien/']").first.click()
    page.wait_for_selector("h2:has-text('Các bài đưa tin')")
    assert "24/05/2023" in page.locator("main").inner_text()
    assert no_sideways_scrolling(page)


def test_typing_help_is_a_combobox(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0] + "/huong-dan")
    page.keyboard.press("/")
    box = page.locator("#q")
    assert page.evaluate("document.activeElement.id") == "q" and box.get_attribute("aria-expanded") == "false"
    page.keyboard.type("hoi ng")
    page.wait_for_selector("#q-list [role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#q-list [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert no_sideways_scrolling(page)
    page.keyboard.press("Escape")
    assert page.locator("#q-list").is_hidden() and box.input_value() == "hoi ng"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#q-list [role=option]")
    page.keyboard.press("ArrowUp")
    text = page.locator("#q-list [aria-selected=true] .what").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/huong-dan" not in url)
    assert text.split()[0] in page.locator("main").inner_text()


def test_recent_searches_stay_in_the_browser_and_can_be_erased(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0])
    page.fill("#q", "an toàn giao thông")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    page.goto(served[0])
    page.locator("#q").click()
    page.wait_for_selector("#q-list [role=option]")
    assert "an toàn giao thông" in page.locator("#q-list").inner_text()
    page.locator("#q-list [role=option]").last.click()
    assert page.evaluate("localStorage.length") == 0
    page.locator("#q").click()
    assert page.locator("#q-list").is_hidden()


def test_typing_help_waits_for_the_input_method(page: Page, served: tuple[str, str]) -> None:
    page.goto(served[0])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/goi-y" in request.url else None)
    page.evaluate(
        """() => {
        const box = document.getElementById("q");
        box.focus();
        box.dispatchEvent(new CompositionEvent("compositionstart"));
        box.value = "hội";
        box.dispatchEvent(new InputEvent("input", { isComposing: true }));
        box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
        box.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    page.wait_for_selector("#q-list [role=option]")
    assert len(asked) == 1 and page.url.rstrip("/") == served[0]


@pytest.mark.parametrize("path", ["/", "/bai/1", "/su-kien/1"])
def test_structured_data_are_no_script_to_the_policy(page: Page, served: tuple[str, str], path: str) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(served[0] + path)
    blocks = page.locator('script[type="application/ld+json"]')
    assert blocks.count() == 1 and page.evaluate("e => JSON.parse(e.textContent)['@graph'].length", blocks.element_handle()) > 0  # fmt: skip
    assert said == []


def test_another_site_shows_the_form_in_a_frame(browser: Browser, served: tuple[str, str]) -> None:
    page = browser.new_context(
        locale="vi-VN"
    ).new_page()  # One of its own: the policy complains of the frame it forbids.
    other = f'<iframe src="{served[0]}/nhung" title="Tìm"></iframe><iframe src="{served[0]}/" title="Trang"></iframe>'
    page.route(
        "http://portal.example/", lambda route: route.fulfill(body=other, content_type="text/html; charset=utf-8")
    )
    page.goto("http://portal.example/")
    form = page.frame_locator('iframe[title="Tìm"]')
    form.locator("#q").fill("ma túy")
    with page.context.expect_page() as opened:
        form.locator("#q").press("Enter")
    assert opened.value.url.startswith(f"{served[0]}/tim-kiem?q=ma")
    opened.value.close()
    assert page.frame_locator('iframe[title="Trang"]').locator("#q").count() == 0
    page.context.close()
