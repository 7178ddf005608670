"""Hostile text as every field of articles and of every form, read in Chromium with the site's policy switched off: nothing runs."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from apiflask import APIFlask
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Attachment, Block
from facts.update import update_facts
from indexer import index_archive
from search import refresh_suggestions
from site_data.site import Site
from tests.support.form_client import PASSWORD
from tools.write_screenshots import CHROMIUM, FLAGS
from web.admin.setup_link import make_setup_link
from web.app import close_app, create_app
from web.rate_limits import limiter
from web.serving.listener import listen
from web.serving.process import make_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]

CANARIES = [
    "<script>c4n4ry()</script>",
    '"><img src=x onerror=c4n4ry()>',
    "'\"--></style></script></textarea></title><svg onload=c4n4ry()>",
    "javascript:c4n4ry()",
    '" autofocus onfocus=c4n4ry() x="',
    "<iframe srcdoc='<script>parent.c4n4ry()</script>'></iframe>",
    "<a href=javascript:c4n4ry()>x</a><details open ontoggle=c4n4ry()>",
    "\\u003cscript\\u003ec4n4ry()\\u003c/script\\u003e",
    "<mark><img/src/onerror=c4n4ry()></mark>",
    "&lt;img src=x onerror=c4n4ry()&gt;",
    "</pre><math><mtext></form><form><mglyph><style></math><img src onerror=c4n4ry()>",
    "{{''.constructor.constructor('c4n4ry()')()}}",
]


def hostile_articles() -> list[Article]:
    """An article a canary, which stands in every field that a portal fills."""
    found = []
    for number, text in enumerate(CANARIES):
        found.append(
            Article(
                source="ha_tinh" if number % 2 else f"<img src=x onerror=c4n4ry()>{number}",
                title=f"Công an tỉnh họp báo {text}",
                url=f"javascript:c4n4ry()//{number}" if number % 3 == 0 else f"https://a.example/{number}?{quote(text)}",
                external_id=f"{number} {text}",
                lead=f"Sáng 24/5, Giám đốc Công an tỉnh chủ trì hội nghị số 09/CTr-BCA {text}",
                blocks=(
                    Block("heading", f"Phần {text}"),
                    Block("paragraph", f"Phòng Cảnh sát hình sự (PC02 {text}) bắt giữ 3 đối tượng ma túy {text}"),
                    Block("caption", f"Ảnh: hội nghị {text}"),
                    Block("table", f"a\t{text}\nb\t{text}"),
                ),
                byline=f"Nga {text}",
                section=f"Tin {text}",
                published=datetime(2023, 5, 1 + number, tzinfo=VIETNAM),
                attachments=(Attachment(f"https://a.example/{number}.pdf", text), Attachment("javascript:c4n4ry()", text)),
                extra={"khóa": text, text: text},
            )
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    """The site over them, with hostile queries, accounts, rules, jobs and notices too."""
    data = tmp_path_factory.mktemp("hostile") / "data"
    with Archive.open(data) as archive:
        archive.put_many(hostile_articles())
        archive.put(Article("ha_tinh", f"Bản sửa {CANARIES[0]}", external_id=f"1 {CANARIES[1]}"))
    update_facts(data, processes=1)
    index_archive(data, processes=1)
    refresh_suggestions(data)
    with Site.open(data) as site:
        now = datetime.now(VIETNAM)
        for text in CANARIES:
            for _ in range(3):
                site.queries.add(text, 0, 1.0, now)
            site.search_rules.add("means", text, text, target=f"ma túy {text}")
            site.audit.add(text, text, text, text)
            job = site.jobs.submit("index", {"sources": [text]}, text)
            site.jobs.add_line(job, text)
            site.jobs.finish(job, "failed", text)
        site.notices.update({text: text for text in CANARIES}, now)
    made = create_app(data)
    made.config["DATA"] = data
    limiter.enabled = False
    yield made
    limiter.enabled = True
    close_app(made)


@pytest.fixture(scope="module")
def base(app: APIFlask) -> Iterator[str]:
    """The address of the served site."""
    listener = listen("127.0.0.1", 0)
    server = make_server(app, listener)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.drain()
    thread.join()
    server.close()
    listener.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def sung() -> list[str]:
    """Where the canary sang."""
    return []


@pytest.fixture(scope="module")
def page(browser: Browser, app: APIFlask, base: str, sung: list[str]) -> Iterator[Page]:
    """A page of a signed-in admin without the site's policy, on which the canary tells where it sang."""
    context = browser.new_context(bypass_csp=True)
    context.expose_function("c4n4ry", lambda: sung.append(opened.url))
    opened = context.new_page()
    opened.on("dialog", lambda dialog: (sung.append(f"dialog {opened.url}"), dialog.dismiss()))
    link = make_setup_link(app.config["DATA"])
    assert link is not None
    opened.goto(base + link)
    opened.fill("#name", "lan")
    opened.fill("#password", PASSWORD)
    opened.fill("#again", PASSWORD)
    opened.click("main .stack button[type=submit]")
    opened.wait_for_url("**/quan-tri/")
    yield opened
    context.close()


def visit(page: Page, address: str, sung: list[str]) -> None:
    """Open a page, give what it holds the time to run, and find no canary."""
    answer = page.goto(address, wait_until="load")
    assert answer is not None and answer.status < 500, address
    page.evaluate("new Promise(done => setTimeout(done))")
    assert sung == [], (address, sung)
    links = page.evaluate(
        "[...document.querySelectorAll('[href],[src],[action],[formaction]')].map(e => e.href || e.src || e.action || e.formAction)"
    )
    assert not [link for link in links if re.match(r"\s*javascript:", str(link), re.IGNORECASE)], address


def test_the_canary_sings_where_it_may(browser: Browser, base: str) -> None:
    heard: list[str] = []
    context = browser.new_context(bypass_csp=True)
    context.expose_function("c4n4ry", lambda: heard.append("sung"))
    page = context.new_page()
    page.goto(base)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=c4n4ry()>')")
    page.wait_for_function("document.images.length > 0 && [...document.images].every(i => i.complete)")
    page.evaluate("new Promise(done => setTimeout(done, 50))")
    context.close()
    assert heard


def site_pages(app: APIFlask) -> list[str]:
    """Every page that shows HTML, with values for its variables."""
    found = set()
    for rule in app.url_map.iter_rules():
        if (
            "GET" not in (rule.methods or ())
            or rule.endpoint in ("static", "admin.sign_out")
            or rule.rule.startswith(("/api", "/xuat/<", "/metrics"))
        ):
            continue
        for number in (1, 2, 3) if "<int:" in rule.rule else (1,):
            path = re.sub(r"<int:\w+>", str(number), rule.rule)
            if "<path:" in path:
                path = re.sub(r"<path:\w+>", "09/CTr-BCA", path)
            elif "<" in path and "/quan-tri/nguon/" in path:
                path = re.sub(r"<\w+>", "ha_tinh", path)
            elif "<" in path and "/loc/" in path:
                path = re.sub(r"<\w+>", "nguoi", path)
            elif "<" in path:
                continue
            found.add(path)
    return sorted(
        path for path in found if not path.endswith((".csv", ".json", ".atom", ".xml", ".txt", ".webmanifest"))
    )


def test_no_page_lets_what_articles_say_run(page: Page, app: APIFlask, base: str, sung: list[str]) -> None:
    pages = site_pages(app)
    assert len(pages) > 40
    for path in pages:
        visit(page, base + path, sung)
    for number in range(1, len(CANARIES) + 1):
        visit(page, f"{base}/bai/{number}?q=c%C3%B4ng+an", sung)


PARAMETERS = ("q", "nguon", "muc", "tu", "den", "trang", "loai", "cau", "bai", "nghia", "url", "dia-chi", "ten", "abbreviation", "expansion", "viec", "ky", "nam", "sap-xep", "loi")  # fmt: skip


def few_of(texts: list[str], first: int) -> list[Any]:
    """The first ones always, the others where all counts are run."""
    return [text if at < first else pytest.param(text, marks=pytest.mark.full) for at, text in enumerate(texts)]


@pytest.mark.parametrize("text", few_of(CANARIES, 4), ids=range(len(CANARIES)))
def test_no_page_lets_what_is_typed_run(text: str, page: Page, app: APIFlask, base: str, sung: list[str]) -> None:
    everything = "&".join(f"{name}={quote(text)}" for name in PARAMETERS)
    for path in ("/tim-kiem", "/tim-nang-cao", "/su-kien/", "/nguoi/", "/so-lieu", "/theo-doi", "/bao-loi", "/bai/1", "/khong-co", "/xuat/", "/quan-tri/viet-tat/", "/quan-tri/viet-tat/xem-truoc", "/quan-tri/cau-tim/quyet-dinh", "/quan-tri/nguon/", "/quan-tri/vi-sao", "/quan-tri/cong-viec", "/quan-tri/nhat-ky"):  # fmt: skip
        visit(page, f"{base}{path}?{everything}", sung)
        visit(page, f"{base}{path}?q={quote(text)}", sung)


def test_typing_help_shows_it_as_text(page: Page, base: str, sung: list[str]) -> None:
    page.goto(base)
    for typed in ("công an tỉnh họp báo", "<img", "c4n4ry"):
        page.fill("#q", "")
        page.type("#q", typed)
        page.wait_for_load_state("networkidle")
        assert sung == []


def send(page: Page, form: Locator) -> None:
    """Send a form as it stands, and wait until what it leads to is there; a file leads nowhere."""
    page.evaluate("window.sent = true")
    with page.expect_response(lambda r: r.request.is_navigation_request() and not 300 <= r.status < 400) as told:
        form.evaluate("f => { f.noValidate = true; HTMLFormElement.prototype.submit.call(f) }")
    if "attachment" not in told.value.headers.get("content-disposition", ""):
        page.wait_for_function("window.sent === undefined")
        page.wait_for_load_state("load")


@pytest.mark.parametrize("text", few_of(CANARIES[:6], 2), ids=range(6))
def test_every_form_shows_it_as_text(text: str, page: Page, base: str, sung: list[str]) -> None:
    sent = 0
    for path in ("/quan-tri/viet-tat/", "/quan-tri/cau-hoi", "/quan-tri/an/", "/quan-tri/nguon/", "/quan-tri/tai-khoan/", "/quan-tri/cau-tim/quyet-dinh", "/tim-hang-loat", "/theo-doi?q=ma", "/bao-loi?bai=1"):  # fmt: skip
        for number in range(20):
            page.goto(base + path)
            form = page.locator("main form").nth(number)
            if form.count() == 0:  # Sending one may have taken another one away.
                break
            fields = form.locator(
                "input:not([type=hidden]):not([type=checkbox]):not([type=number]):not([type=file]), textarea"
            )
            for at in range(fields.count()):
                fields.nth(at).evaluate("(e, text) => { e.removeAttribute('maxlength'); e.value = text }", text)
            send(page, form)
            assert sung == [], (path, number)
            sent += 1
    assert sent >= 8
