"""An admin's whole journey, from the first account to signing out: sources, an index, what is hidden, words, accounts, the log."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as NotYet

from facts.update import update_facts
from tests.browser.conftest import Listener
from tools.served_site import ServedSite, serve_folder
from tools.site_pages import PASSWORD

pytestmark = pytest.mark.browser

HIDDEN = 2


@pytest.fixture
def site(indexed_data: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """A served copy of the indexed data, without accounts."""
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    update_facts(data, processes=1)
    with serve_folder(data, worker=True) as served:
        yield served


def open_menu(page: Page, title: str) -> None:
    """Follow an entry of the administration's menu."""
    page.locator(".admin-nav").get_by_role("link", name=title, exact=True).click()
    page.wait_for_selector(f".admin-nav [aria-current]:has-text('{title}')")


def set_password(page: Page, link: str, name: str) -> None:
    """Make an account by its link; without scripts the code is typed."""
    page.goto(link)
    code = page.locator("#code")
    if not code.input_value():
        code.fill(link.partition("#")[2])
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main form.stack button")
    page.wait_for_selector(".admin-nav")


def change_a_source(page: Page) -> None:
    open_menu(page, "Nguồn")
    page.fill("#loc", "ha tinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=ha**")
    page.locator("main table a").first.click()
    page.wait_for_selector("h2:has-text('Giới hạn')")
    page.check("#paused")
    page.fill("#delay", "7.5")
    page.click("main form.narrow button")
    page.wait_for_selector(".meta:has-text('tạm dừng')")
    open_menu(page, "Nguồn")
    page.fill("#url", "https://congan.example.vn/tin-tuc")
    page.fill("#name", "vi_du")
    page.click("button:has-text('Khai báo nguồn')")
    page.wait_for_selector(".meta:has-text('congan.example.vn')")


def hide_and_show_again(page: Page, reader: Page, address: str) -> None:
    assert reader.goto(f"{address}/bai/{HIDDEN}").status == 200  # type: ignore[union-attr]
    open_menu(page, "Ẩn tên, ẩn bài")
    page.fill("#an-bai", str(HIDDEN))
    page.fill("#an-bai-ly-do", "theo yêu cầu")
    page.click("button:has-text('Ẩn bài')")
    page.wait_for_selector("button:has-text('Hiện lại')")
    assert reader.goto(f"{address}/bai/{HIDDEN}").status in (404, 410)  # type: ignore[union-attr]
    reader.goto(f"{address}/tim-kiem?q=ma+túy")
    assert reader.locator(".hit").count() == 0
    page.fill("[placeholder='Lý do hiện lại']", "nhầm bài")
    page.click("button:has-text('Hiện lại')")
    page.wait_for_selector("button:has-text('Hiện lại')", state="detached")
    for _ in range(120):  # What is hidden is gone at once; what is shown again comes with the next index.
        reader.goto(f"{address}/tim-kiem?q=ma+túy")
        if reader.locator(".hit").count():
            break
        reader.wait_for_timeout(500)
    assert reader.locator(".hit").count() == 1


def decide_an_abbreviation(page: Page, reader: Page, address: str) -> None:
    open_menu(page, "Chữ viết tắt")
    page.fill("#abbreviation", "HSGT")
    page.fill("#expansion", "học sinh tham gia")
    page.click("button:has-text('Xem trước')")
    page.locator("main button[value=nhan]").first.click()
    page.wait_for_selector("li:has-text('HSGT')")
    reader.goto(f"{address}/tim-kiem?q=HSGT")
    assert reader.locator(".hit").count() == 1


def ask_for_an_index(page: Page, *, scripts: bool) -> None:
    open_menu(page, "Câu tìm mẫu")
    page.fill("#cau-hoi", "ma túy")
    page.fill("#bai", str(HIDDEN))
    page.click("button:has-text('Lưu câu tìm')")
    page.wait_for_selector("li.job:has-text('Chưa hỏi')")
    open_menu(page, "Tổng quan")
    page.click("text=Lập lại chỉ mục từ đầu")
    for _ in range(60):
        try:
            page.wait_for_selector("li.job.done", timeout=120_000 if scripts else 4_000)
            break
        except NotYet:
            page.reload()
    assert "Tìm được" in page.locator("li.job.done .job-text").first.inner_text()
    for _ in range(120):  # An index job that hiding had asked for may have ended first.
        open_menu(page, "Câu tìm mẫu")
        if "Đạt: vị trí 1" in page.locator("li.job").inner_text():
            break
        page.wait_for_timeout(1_000)
    assert "Đạt: vị trí 1" in page.locator("li.job").inner_text()


def invite_an_editor(page: Page, editor: Page) -> None:
    open_menu(page, "Tài khoản")
    page.fill("#name", "hoa")
    page.select_option("#role", "editor")
    page.click("button:has-text('Lập liên kết')")
    set_password(editor, page.locator(".note code").inner_text(), "hoa")
    titles = editor.locator(".admin-nav a").all_inner_texts()
    assert "Dữ kiện" in titles and "Tài khoản" not in titles and "Ẩn tên, ẩn bài" not in titles
    open_menu(page, "Tài khoản")
    assert page.locator("li.job").count() == 2


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.full)], ids=["scripts", "no-scripts"])
def test_an_admin_from_the_first_account_to_signing_out(browser: Browser, site: ServedSite, scripts: bool) -> None:
    def browse(width: int = 1280) -> BrowserContext:
        return browser.new_context(
            viewport={"width": width, "height": 800}, locale="vi-VN", java_script_enabled=scripts
        )

    own, others, third = browse(), browse(), browse(360)
    page, reader, editor = own.new_page(), others.new_page(), third.new_page()
    heard = [Listener(page), Listener(editor)]
    set_password(page, site.read_set_up_link(), "lan")
    change_a_source(page)
    hide_and_show_again(page, reader, site.address)
    decide_an_abbreviation(page, reader, site.address)
    ask_for_an_index(page, scripts=scripts)
    invite_an_editor(page, editor)

    open_menu(page, "Nhật ký")
    told = page.locator("main table").inner_text()
    for words in ("vi_du", "hoa"):  # What is hidden, and abbreviations, have logs of their own.
        assert words in told, words
    page.click("button:has-text('Đăng xuất')")
    page.goto(f"{site.address}/quan-tri/")
    page.wait_for_selector("h1:has-text('Đăng nhập')")
    # By the keyboard alone: the form begins at the name.
    page.focus("#name")
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".admin-nav")
    # Chromium tells what it forgot at signing out; that is no complaint.
    said = [[line for line in one.complaints if not line.startswith("Clear-Site-Data header")] for one in heard]
    assert said == [[], []]
    for context in (own, others, third):
        context.close()
