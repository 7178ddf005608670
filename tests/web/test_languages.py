"""The language of an answer: asked for by the address, kept by a cookie, else what the browser prefers, else Vietnamese."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from tests.support.form_client import FormClient, first_admin
from tools.site_pages import ADMIN_PAGES, PAGES
from translations import catalogue
from web.app import close_app, create_app


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/", "", "vi"),
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "fr,de;q=0.5", "vi"),
        ("/", "en;q=0.4,vi;q=0.9", "vi"),
        ("/?lang=vi", "en", "vi"),
        ("/?lang=en", "vi", "en"),
        ("/?lang=xx", "vi", "vi"),
    ],
)
def test_language_of_an_answer(client: FlaskClient, address: str, accepted: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": accepted} if accepted else {})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Content-Language"] == language
    assert {"accept-language", "cookie"} <= {name.lower() for name in answer.vary}
    assert ("Hướng dẫn" in answer.text, ">Help<" in answer.text) == (language == "vi", language == "en")


def test_what_was_asked_for_is_kept_until_asked_otherwise(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    kept = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in kept and "SameSite=Lax" in kept and "Max-Age" in kept
    assert client.get("/huong-dan").headers["Content-Language"] == "en"
    client.get("/?lang=vi")
    assert client.get("/huong-dan", headers={"Accept-Language": "en"}).headers["Content-Language"] == "vi"


def test_every_page_offers_the_other_language_and_stays_where_it_is(client: FlaskClient) -> None:
    assert 'href="/tim-kiem?q=an+ninh&amp;lang=en"' in client.get("/tim-kiem?q=an+ninh&lang=vi").text
    assert 'href="/tim-kiem?q=an+ninh&amp;lang=vi"' in client.get("/tim-kiem?q=an+ninh&lang=en").text


@pytest.fixture(scope="module", name="admin")
def _admin(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FormClient]:
    """A browser of the demonstration in which an admin has signed in."""
    data = Path(shutil.copytree(demo_data, tmp_path_factory.mktemp("languages") / "data"))
    app = create_app(data)
    yield first_admin(app, data)
    close_app(app)


_TYPED = re.compile(r"“[^”]*”|‘[^’]*’|\b(?:VÀ|HOẶC|KHÔNG|AND|OR|NOT)\b|/api/[\w/]+|Tìm Tin")
"""What is quoted, operators and addresses that are typed so, and the name of the program: the same in both languages."""
_VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|with|for|this|that|from|not|are|is|was|page|articles?|search|jobs?|sources?|error|unknown|none|yes|your)\b",
    re.IGNORECASE,
)
_NO_PROSE = {"q", "code", "textarea", "kbd", "pre", "script", "style"}
"""Elements that hold what is typed or what machines read."""
_TOLD = ("brand", "understood")
"""Classes of elements that repeat a query or bear the site's name."""


def _own_texts(page: HtmlElement, archive: str) -> Iterator[str]:
    """Yield what a page says itself: not the archive's words, which are marked by their language, nor what was typed."""
    for text in page.xpath("//body//text()"):
        around = text.getparent() if text.is_text else text.getparent().getparent()
        outer = [around, *around.iterancestors()]
        if any(e.tag in _NO_PROSE or e.get("lang") == archive or set(e.classes) & set(_TOLD) for e in outer):
            continue
        if said := " ".join(_TYPED.sub("", text).split()):
            yield said


@pytest.mark.parametrize("name", [*PAGES, *ADMIN_PAGES])
def test_an_english_page_says_in_vietnamese_only_what_is_marked_as_such(admin: FormClient, name: str) -> None:
    # Marked by its language, a screen reader reads the archive's words as Vietnamese (WCAG 3.1.2).
    assert [text for text in _own_texts(_page(admin, name, "en"), "vi") if _VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("name", [*PAGES, *ADMIN_PAGES])
def test_a_vietnamese_page_says_nothing_in_english(admin: FormClient, name: str) -> None:
    page = _page(admin, name, "vi")
    ours = {entry.form(None) for text, entry in catalogue("en").items() if entry.form(None) != text}
    told = page.xpath("//@placeholder | //@title | //@aria-label | //@alt | //title/text()")
    said = {*_own_texts(page, "en"), *(_TYPED.sub("", text) for text in told)}
    assert {text for text in said if text in ours or _ENGLISH.search(text)} == set()


def _page(admin: FormClient, name: str, language: str) -> HtmlElement:
    address = {**PAGES, **ADMIN_PAGES}[name].partition("#")[0]
    return html.fromstring(admin.get(address, headers={"Accept-Language": language}, follow_redirects=True).text)


_QUOTED = {"q", "b", "mark", "code", "option"}
"""Elements that hold words of articles, queries or sources, which stay as they are: some are also words of ours."""


@pytest.mark.parametrize("name", [*PAGES, *ADMIN_PAGES])
def test_no_word_of_ours_is_left_in_vietnamese_on_an_english_page(admin: FormClient, name: str) -> None:
    ours = {text for text, entry in catalogue("en").items() if not text.isascii() and entry.form(None) != text}
    page = _page(admin, name, "en")
    # A title with marks in it falls into pieces, which may read like words of the page.
    texts = [x for x in page.xpath("//body//text()[not(../mark) and not(../b)]") if x.getparent().tag not in _QUOTED]
    texts += page.xpath("//@placeholder | //@title | //@aria-label | //@alt")
    # The names of sites and sources, a query that is told, and what a measure counts are no words of the page.
    told = {"Cổng thông tin mẫu", *(str(x).strip() for x in page.xpath("//*[@class='brand' or @class='lead']//text()"))}
    told |= {"Người"} if name == "figures" else set()
    words = {re.sub(r"^[\s·:,]+|[\d.,:()×/\s]+$", "", " ".join(text.split())) for text in texts}
    assert {word for word in words - told if word in ours or word[:1].lower() + word[1:] in ours} == set()
