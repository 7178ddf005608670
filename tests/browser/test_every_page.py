"""Every page in every state: accessible to axe, silent, still while it loads, no sideways scrolling, dark, zoomed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Listener
from tools.write_screenshots import PAGES

pytestmark = pytest.mark.browser

SHIFTS = """() => { window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries())
    if (!one.hadRecentInput) window.shifted += one.value; }).observe({ type: "layout-shift", buffered: true }); }"""
MOST_SHIFTED = 0.02
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _open(browser: Browser, width: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale="vi-VN",
        color_scheme=scheme,
        has_touch=width < 500,  # type: ignore[arg-type]
    )
    context.add_init_script(f"({SHIFTS})()")
    return context.new_page()


@pytest.fixture(scope="module", params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = _open(browser, *request.param)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_silent_and_still(page: Page, demo_site: str, name: str) -> None:
    heard = Listener(page)
    answer = page.goto(demo_site + PAGES[name], wait_until="networkidle")
    assert answer is not None and answer.status == (404 if name == "not-found" else 200)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("window.shifted") <= MOST_SHIFTED
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scrolling"
    assert [c for c in heard.complaints if "404" not in c] == []


@pytest.mark.parametrize("name", ["front", "search", "article", "event", "help", "coverage"])
def test_at_twice_the_size_everything_is_in_reach(browser: Browser, demo_site: str, name: str) -> None:
    # Zoom of 200 % on a screen of 1280 px is what a page of 640 px at two device pixels each is.
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="vi-VN")
    page = context.new_page()
    page.goto(demo_site + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("input[type=search]").first.is_visible()
    context.close()


def test_events_begin_on_the_first_screen_of_a_phone(browser: Browser, demo_site: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(demo_site + "/su-kien/")
    assert page.locator(".hits .hit").first.bounding_box()["y"] < 640  # type: ignore[index]
    page.close()
