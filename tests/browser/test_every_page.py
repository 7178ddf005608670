"""Every page in every state and language: accessible to axe in light and in dark, silent, still while it loads, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Listener
from tools.site_pages import ADMIN_PAGES, NAMES, PAGES, STATUS, show, sign_in

pytestmark = pytest.mark.browser

SHIFTS = """() => { window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries())
    if (!one.hadRecentInput) window.shifted += one.value; }).observe({ type: "layout-shift", buffered: true }); }"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
MOST_SHIFTED = 0.02
REFUSED = {*STATUS, "sign-in-failed"}
"""Pages that answer with 4xx, of which the browser writes a line of its own."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module", params=[360, pytest.param(1280, marks=pytest.mark.full)])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A reader's page of a phone's and of a desk's width."""
    context = _context(browser, request.param)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=[360, pytest.param(1280, marks=pytest.mark.full)])
def admin(browser: Browser, demo_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a phone's and of a desk's width, signed in."""
    context = _context(browser, request.param)
    sign_in(context, demo_site)
    yield context.new_page()
    context.close()


def _context(browser: Browser, width: int) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="vi-VN", has_touch=width < 500, reduced_motion="reduce"
    )
    context.add_init_script(f"({SHIFTS})()")
    return context


def violations(page: Page, rules: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What axe finds: rule, and the elements it is about."""
    found = Axe().run(page, options=rules).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_silent_and_still(page: Page, demo_site: str, name: str) -> None:
    judge(page, demo_site, name)


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_a_page_of_the_administration_is_too(admin: Page, demo_site: str, name: str) -> None:
    judge(admin, demo_site, name)


def judge(page: Page, demo_site: str, name: str) -> None:
    """Hold a page to axe in both schemes, to stillness, to its width and to silence."""
    heard = Listener(page)
    page.emulate_media(color_scheme="light")
    assert show(page, demo_site, name) == STATUS.get(name, 200)
    page.evaluate(PAINTED)
    assert violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate(PAINTED)
    assert violations(page, COLOURS) == []
    assert page.evaluate("window.shifted") <= MOST_SHIFTED
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scrolling"
    assert [c for c in heard.complaints if name not in REFUSED or "Failed to load resource" not in c] == []
    heard.stop()


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
