"""A reader and a journalist do their whole journey: keyboard alone, a finger on 360 px, no scripts, in print, and when the server fails."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pypdf import PdfReader

from tests.browser.conftest import Listener

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    heard = Listener(opened)
    yield opened
    assert heard.complaints == []


def press_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on what a selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def focused(page: Page, attribute: str) -> str:
    return str(page.evaluate("a => document.activeElement.getAttribute(a)", attribute))


def test_a_reader_with_the_keyboard_alone(page: Page, demo_site: str) -> None:
    page.goto(demo_site + "/huong-dan")
    page.keyboard.press("Tab")
    assert focused(page, "class") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("hội nghị ANTQ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?**")
    before = page.locator("#tong").inner_text()
    press_to(page, ".chips .off")
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.getElementById('tong').innerText !== before", arg=before)
    press_to(page, ".hit h3 a")
    page.keyboard.press("Enter")
    page.wait_for_selector("article h1")
    press_to(page, ".spots summary")
    page.keyboard.press("Enter")
    press_to(page, ".spots a")
    anchor = focused(page, "href")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + anchor)
    assert page.locator(f"mark{anchor}").is_visible()
    page.keyboard.press("Shift+Tab")
    page.goto(page.url.split("#")[0])
    press_to(page, ".back a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?**#b*")


def test_the_histogram_by_arrow_keys(page: Page, demo_site: str) -> None:
    page.goto(demo_site + "/tim-kiem?q=hội+nghị")
    press_to(page, ".periods a", most=200)
    first = focused(page, "data-period")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator(".periods .picked").count() == 3
    page.keyboard.press("Enter")
    page.wait_for_url("**tu=**")
    low = int(first) + 1
    assert f"tu={low}" in page.url and f"den={low + 2}" in page.url
    assert f"{low} – {low + 2}" in page.locator(".active").inner_text()


def test_the_histogram_by_dragging(page: Page, demo_site: str) -> None:
    page.goto(demo_site + "/tim-kiem?q=hội+nghị")
    box = page.locator(".periods").bounding_box()
    assert box is not None
    bars = page.locator(".periods a").count()
    step = box["width"] / bars
    page.mouse.move(box["x"] + step * 1.5, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + step * 3.5, box["y"] + 30, steps=6)
    page.mouse.up()
    page.wait_for_url("**tu=**")
    chosen = re.findall(r"(?:tu|den)=(\d{4})", page.url)
    assert int(chosen[1]) - int(chosen[0]) == 2
    page.goto(demo_site + "/tim-kiem?q=hội+nghị")
    page.mouse.click(box["x"] + step * 1.5, box["y"] + 40)
    page.wait_for_url(re.compile(r"nam=\d{4}$"))


def test_a_reader_with_a_finger_on_a_phone(browser: Browser, demo_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, color_scheme="dark", locale="vi-VN")  # fmt: skip
    page = context.new_page()
    heard = Listener(page)
    page.goto(demo_site + "/")
    page.tap("#q")
    page.keyboard.type("hoi nghi")
    page.tap("form.box button")
    page.wait_for_selector(".hit")
    assert not page.locator("#loc").is_visible()
    page.tap(".to-filters a")
    page.wait_for_selector("#loc:target")
    assert page.locator("#loc").bounding_box()["y"] == 0  # type: ignore[index]
    page.locator("#loc section", has_text="Chuyên mục").locator("li a").first.tap()
    page.wait_for_url("**muc=**")
    assert "(1)" in page.locator(".to-filters").inner_text() and not page.locator("#loc").is_visible()
    page.tap(".to-filters a")
    page.tap(".sheet-head a")
    assert not page.locator("#loc").is_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll(".pages a, .chip, .sort a, .hit h3 a, button")].filter(e => e.offsetParent)
        .map(e => e.getBoundingClientRect()).filter(b => b.height < 20 || b.width < 20).length"""
    )
    assert small == 0
    page.locator(".hit h3 a").first.tap()
    page.wait_for_selector("article h1")
    page.tap(".to-notes") if page.locator(".to-notes").count() else None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert heard.complaints == []
    context.close()


def test_everything_without_scripts(browser: Browser, demo_site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(demo_site + "/")
    page.fill("#q", "hội nghị")
    page.click("form.box button")
    assert page.locator(".hit").count() == 10
    assert not page.locator("[data-copy-page]").is_visible(), "a button that does nothing"
    page.select_option("select[name=tu]", index=2)
    page.select_option("select[name=den]", index=4)
    page.click(".range button")
    assert page.locator(".active .chip").count() == 1
    page.click("text=Tìm và chọn nhiều")
    page.locator(".ticks input").first.check()
    page.locator(".ticks input").nth(1).check()
    page.click("text=Lọc theo các mục đã chọn")
    chosen = page.locator(".active .chip").count()
    assert chosen >= 3
    page.click("text=Dòng thời gian")
    assert page.locator(".timeline li").count() > 0 and page.locator(".active .chip").count() == chosen
    page.locator(".timeline h3 a").first.click()
    page.click(".back a")
    assert page.locator(".active .chip").count() == chosen and "xem=dong-thoi-gian" in page.url
    context.close()


def test_a_journalist_from_question_to_citation(page: Page, demo_site: str) -> None:
    page.goto(demo_site + "/tim-kiem?q=hội+nghị&tu=2018&den=2019")
    page.click("text=Sự kiện >> nth=1")
    page.wait_for_url("**xem=su-kien**")
    page.locator(".hits h3 a").first.click()
    page.wait_for_selector("h2:has-text('Các bài đưa tin')")
    page.locator("h2:has-text('Các bài đưa tin') + ol h3 a").first.click()
    page.wait_for_selector(".cite")
    button = page.locator("[data-copy]").nth(1)
    sentence = page.locator("#trich-dan-2").inner_text()
    button.click()
    page.wait_for_selector("button:has-text('Đã sao chép')")
    assert page.evaluate("navigator.clipboard.readText()") == sentence
    page.wait_for_selector("button:has-text('Đã sao chép')", state="detached")
    with page.expect_download() as started:
        page.click("text=RIS")
    assert "TY  - " in Path(started.value.path()).read_text("utf-8-sig")
    page.click("text=Chia sẻ")
    assert page.evaluate("navigator.clipboard.readText()") == page.url.split("#")[0]


def text_of_pdf(page: Page) -> str:
    return " ".join(part.extract_text() for part in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_gives_the_article_with_its_citation(browser: Browser, demo_site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, locale="vi-VN")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(demo_site + "/bai/9?q=hội+nghị")
    title = page.locator("h1").inner_text()
    told = " ".join(text_of_pdf(page).split())
    assert title in told and "Trích dẫn bài này" in told and "/bai/9/ban/1" in told
    for control in (
        "Tìm kiếm",
        "Sao chép",
        "Chia sẻ",
        "Kết quả cho",
        "Phiên bản đã lưu",
        "Quản trị",
        "APA 7",
        "Câu trong bài",
    ):
        assert control not in told, control
    page.emulate_media(media="print")
    colours = page.evaluate(
        "() => ['body', 'article h1', 'article p.lead', '.cite p'].map(s => [getComputedStyle(document.querySelector(s)).color, getComputedStyle(document.body).backgroundColor])"
    )
    assert colours == [["rgb(0, 0, 0)", "rgb(255, 255, 255)"]] * 4
    context.close()


def test_a_server_that_fails_midway_is_told_and_left(browser: Browser, demo_site: str) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    failing = {"now": False}

    def answer(route: Route) -> None:
        if failing["now"]:
            route.fulfill(status=503, headers={"Retry-After": "60"}, content_type="text/html", body="<h1>503</h1>")
        else:
            route.continue_()

    page.route("**/goi-y*", lambda route: route.fulfill(status=500, body="oh") if failing["now"] else route.continue_())
    page.route("**/tim-kiem?*", answer)
    page.goto(demo_site + "/tim-kiem?q=hội+nghị")
    failing["now"] = True
    page.fill("#q", "hội nghị ANTQ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('503')")
    failing["now"] = False
    page.go_back()
    page.wait_for_selector(".hit")
    page.fill("#q", "hội nghị ANTQ")
    page.keyboard.press("Enter")
    page.wait_for_selector(".understood.expansion")
    context.close()


def test_words_are_composed_before_they_are_asked_for(page: Page, demo_site: str) -> None:
    page.goto(demo_site + "/tim-kiem?q=hội+nghị")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/goi-y" in request.url else None)
    page.focus("#q")
    page.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "";
        for (const [at, text] of ["t", "to", "tô", "tổ", "tổ "].entries()) {
            if (at === 0) box.dispatchEvent(new CompositionEvent("compositionstart"));
            box.value = text; box.dispatchEvent(new InputEvent("input", { isComposing: at < 4 }));
            if (at === 3) { box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
                box.dispatchEvent(new CompositionEvent("compositionend")); } } }"""
    )
    page.wait_for_selector("#q-list [role=option]")
    assert len(asked) == 1 and page.url.startswith(demo_site + "/tim-kiem?q=h")


def slow_down(page: Page) -> None:
    """Let a page's network be that of a village: 50 kB a second, 400 ms until anything comes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000},
    )


def test_a_reader_behind_a_slow_line(page: Page, demo_site: str) -> None:
    slow_down(page)
    page.goto(demo_site + "/")
    shown: list[str] = []
    page.on("request", lambda request: shown.append(request.url) if "/goi-y" in request.url else None)
    page.focus("#q")
    # Faster than answers come back: what is offered in the end is for what stands in the box.
    for letters in ("h", "o", "i", " ", "n", "g", "h"):
        page.keyboard.type(letters)
    page.wait_for_function(
        "() => { const said = [...document.querySelectorAll('[role=option] .what')].map(e => e.textContent.toLowerCase());"
        " return said.length > 0 && said.every(text => text.includes('hội ngh')); }"
    )
    assert len(shown) <= 3, "one request a pause, not one a letter"
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    page.locator(".hit h3 a").first.click()
    page.wait_for_selector("article h1")
    page.go_back()
    page.wait_for_selector(".hit")
    assert page.input_value("#q") == "hoi ngh"


def test_a_second_visit_asks_for_one_page_alone(page: Page, demo_site: str) -> None:
    asked = "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(e => e.transferSize > 0).map(e => e.name)"
    page.goto(demo_site + "/tim-kiem?q=hội+nghị", wait_until="networkidle")
    assert len(page.evaluate(asked)) > 1
    page.goto(demo_site + "/tim-kiem?q=ma+túy", wait_until="networkidle")
    assert page.evaluate(asked) == [page.url]
