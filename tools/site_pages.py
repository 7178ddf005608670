"""Every kind of page of the site and each of its states, for screenshots and for the tests that look at all of them.

The addresses are those of the sample portal's archive (``tools.served_site``), whose article CHANGED has a second version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import BrowserContext, Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page made up by a test counts as one of the open network, which may not show what this machine serves.
    "--disable-features=LocalNetworkAccessChecks",
]
CHANGED = 12
"""The article that is archived twice."""
ADMIN, PASSWORD = "lan", "mot-mat-khau-dai"

PAGES: Mapping[str, str] = {
    "front": "/",
    "search": "/tim-kiem?q=hội+nghị+ANTQ",
    "results-filtered": "/tim-kiem?q=hội+nghị&nam=2016&nam=2019&trang=1",
    "results-months": "/tim-kiem?q=hội+nghị&tu=2018&den=2019",
    "results-partial": "/tim-kiem?q=hội+nghị+zzqqxx",
    "results-none": "/tim-kiem?q=zzqqxx",
    "results-none-in-year": "/tim-kiem?q=hội+nghị&nam=2009",
    "results-beyond": "/tim-kiem?q=hội+nghị&trang=101",
    "timeline": "/tim-kiem?q=hội+nghị&xem=dong-thoi-gian",
    "events-of-results": "/tim-kiem?q=hội+nghị&xem=su-kien",
    "filters-sheet": "/tim-kiem?q=hội+nghị#loc",
    "filter-sections": "/tim-kiem/loc/muc?q=hội+nghị",
    "filter-people": "/tim-kiem/loc/nguoi?q=hội+nghị",
    "article": "/bai/9?q=hội+nghị",
    "article-version": "/bai/9/ban/1",
    "article-changes": f"/bai/{CHANGED}/ban/2/thay-doi",
    "events": "/su-kien/",
    "event": "/su-kien/1",
    "event-years": "/su-kien/1/cac-ky",
    "people": "/nguoi/",
    "person": "/nguoi/1",
    "office": "/nguoi/?q=giám+đốc+@2023",
    "documents": "/van-ban/",
    "document": "/van-ban/09/CTr-BCA-MTTW",
    "campaigns": "/dot-cao-diem",
    "figures": "/so-lieu?do=nguoi&tinh=hong+lam",
    "report": "/bao-loi?trang=/su-kien/1",
    "advanced": "/tim-nang-cao",
    "batch": "/tim-hang-loat",
    "download": "/xuat/?q=hội+nghị",
    "follow": "/theo-doi?q=hội+nghị",
    "coverage": "/nguon/",
    "source": "/nguon/sample",
    "help": "/huong-dan",
    "about": "/gioi-thieu",
    "accessibility": "/tiep-can",
    "privacy": "/du-lieu-ca-nhan",
    "health": "/suc-khoe",
    "programs": "/api/v1/",
    "embedded": "/nhung",
    "not-found": "/khong-co",
    "sign-in": "/quan-tri/dang-nhap",
}
"""Every page of the site for readers, by name."""

STATUS: Mapping[str, int] = {"not-found": 404}
"""What a page answers with, where that is not 200."""


def _type_help(page: Page) -> None:
    page.fill("#q", "hoi ngh")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")


def _submit(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").last.click()


def _fail_to_sign_in(page: Page) -> None:
    page.fill("#name", "lan")
    _submit(page)


def _report(page: Page) -> None:
    page.fill("#loi", "Ngày diễn ra là 24/5.")
    _submit(page)


def _save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").first.click()


STATES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "typing-help": ("front", _type_help),
    "sign-in-failed": ("sign-in", _fail_to_sign_in),
    "report-sent": ("report", _report),
    "followed": ("follow", _save),
}
"""States that a reader brings about: on which page, and by what."""

IN_ENGLISH = ("front", "search", "article", "event", "help")
"""Pages that are shown in English too, with ``-english`` behind their names."""

ADMIN_PAGES: Mapping[str, str] = {
    "admin": "/quan-tri/",
    "admin-sources": "/quan-tri/nguon/",
    "admin-source": "/quan-tri/nguon/ha_tinh/",
    "admin-jobs": "/quan-tri/cong-viec",
    "admin-schedule": "/quan-tri/lich",
    "admin-why": "/quan-tri/vi-sao/",
    "admin-queries-logged": "/quan-tri/cau-tim/",
    "admin-rules": "/quan-tri/cau-tim/quyet-dinh",
    "admin-facts": "/quan-tri/du-kien/",
    "admin-event": "/quan-tri/du-kien/su-kien/1",
    "admin-abbreviations": "/quan-tri/viet-tat/",
    "admin-queries": "/quan-tri/cau-hoi",
    "admin-hiding": "/quan-tri/an",
    "admin-users": "/quan-tri/tai-khoan/",
    "admin-audit": "/quan-tri/nhat-ky/",
    "admin-account": "/quan-tri/toi/",
}
"""The pages of the administration, for who is signed in."""

NAMES: tuple[str, ...] = (*PAGES, *STATES, *(f"{name}-english" for name in IN_ENGLISH))
"""What readers see: every page, state and language."""


def show(page: Page, address: str, name: str) -> int:
    """Open a page or a state by its name, of readers or of the administration; return the status of its answer."""
    plain = name.removesuffix("-english")
    # By the cookie that a reader's choice sets: a browser's own language goes before a header that is added to its requests.
    language = "vi" if name == plain else "en"
    page.context.add_cookies([{"name": "timtin-lang", "value": language, "url": address}])
    on, act = STATES.get(plain, (plain, None))
    answer = page.goto(address + {**ADMIN_PAGES, **PAGES}[on], wait_until="load")
    if page.evaluate("document.documentElement.lang") != language:
        raise RuntimeError(f"{name} is not in its language")
    if act is not None:
        act(page)
    return answer.status if answer is not None else 0


def sign_in(context: BrowserContext, address: str) -> None:
    """Sign a browser in as ADMIN."""
    page = context.new_page()
    page.goto(f"{address}/quan-tri/dang-nhap")
    page.fill("#name", ADMIN)
    page.fill("#password", PASSWORD)
    _submit(page)
    page.wait_for_selector(".admin-nav")
    page.close()
