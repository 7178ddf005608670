"""The sample portal: its articles, its routes and its faults."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import format_datetime
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import feedparser
import httpx
import pytest
from defusedxml import ElementTree

from sample import pages, tcvn3
from sample.article import SampleArticle
from sample.articles import load_articles
from sample.server import serve_portal
from sample.site import FEED_ITEMS, PER_PAGE, SamplePortal

EARLY = tuple(article for article in load_articles() if article.day.year <= 2018)
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class Got:
    """One answer of the portal, called without a network."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as UTF-8 text."""
        return self.body.decode()


def call(portal: SamplePortal, path: str, method: str = "GET", **environ: str) -> Got:
    """Ask ``portal`` for ``path`` without a network."""
    path, _, query = path.partition("?")
    env: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method, **environ}
    setup_testing_defaults(env)
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], exc: object = None) -> None:
        said.append((status, headers))

    parts = portal(env, start)  # type: ignore[arg-type]
    body = b"".join(parts)
    return Got(int(said[0][0][:3]), dict(said[0][1]), body)


def one(quirk: str) -> SampleArticle:
    """Return an article with this quirk."""
    return next(article for article in load_articles() if article.quirk == quirk)


@pytest.fixture
def portal() -> SamplePortal:
    """Return a portal of every article, at its first visit."""
    return SamplePortal()


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Serve the portal over loopback."""
    with serve_portal() as address:
        yield address


def test_the_first_six_years_are_full() -> None:
    assert len(EARLY) >= 52
    assert {article.day.year for article in EARLY} == set(range(2013, 2019))


@pytest.mark.parametrize("article", EARLY, ids=lambda article: article.slug)
def test_every_article_is_whole(article: SampleArticle) -> None:
    assert 80 <= article.words <= 250
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article.slug)
    assert article.title and article.section and article.lead
    text = article.title + article.lead + "".join(article.paragraphs)
    assert text == unicodedata.normalize("NFC", text)
    assert (article.quirk == "changes") == bool(article.changed_paragraph)


def test_numbers_and_slugs_are_unique_over_all_years() -> None:
    articles = load_articles()
    assert len({a.number for a in articles}) == len({a.slug for a in articles}) == len(articles)
    assert list(articles) == sorted(articles, key=lambda a: (a.published, a.number), reverse=True)


def test_no_paragraph_is_used_twice() -> None:
    paragraphs = [text for article in EARLY for text in (article.lead, *article.paragraphs)]
    assert len(set(paragraphs)) == len(paragraphs)


def test_abbreviations_conferences_and_document_numbers_are_there() -> None:
    texts = [" ".join((a.title, a.lead, *a.paragraphs)) for a in EARLY]
    whole = "\n".join(texts)
    assert len(re.findall(r"\b(?:ANTQ|ANTT|CTr)\b", whole)) >= 30
    assert "(ANTQ)" in whole and "(ANTT)" in whole
    assert sum("hội nghị" in f"{a.title} {a.lead}".lower() for a in EARLY) >= 13
    for number in ("07/CTrPH-CAT-MTTQ", "15/KH-UBND", "05-CT/TU", "138/CP", "2417/QĐ-UBND"):
        assert number in whole
    for pair in (("hoà giải", "hòa giải"), ("ma tuý", "ma túy"), ("Đại uý", "Đại úy")):
        assert all(style in whole for style in pair)


@pytest.mark.parametrize("changes", [{"quirk": "unknown"}, {"published": "6/5/2013"}])
def test_a_malformed_article_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="article"):
        replace(EARLY[0], **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "status", "content_type"),
    [
        ("/", 200, "text/html"),
        ("/tin-tuc?page=2", 200, "text/html"),
        ("/tin-tuc?page=9999", 404, "text/html"),
        ("/tin-tuc?page=x", 404, "text/html"),
        ("/chuyen-muc/phong-trao-toan-dan", 200, "text/html"),
        ("/chuyen-muc/khong-co", 404, "text/html"),
        ("/gioi-thieu", 200, "text/html"),
        ("/noi-bo/", 200, "text/html"),
        ("/thong-ke", 500, "text/html"),
        ("/bai-viet/khong-co-1.html", 404, "text/html"),
        ("/tin/99999", 404, "text/html"),
        ("/rss.xml", 200, "application/rss+xml"),
        ("/sitemap.xml", 200, "application/xml"),
        ("/sitemap-2013.xml", 200, "application/xml"),
        ("/sitemap-1999.xml", 404, "text/html"),
        ("/robots.txt", 200, "text/plain"),
        ("/anh/bieu-trung.svg", 200, "image/svg+xml"),
        ("/anh/1-1.png", 200, "image/png"),
        ("/anh/1-99.png", 404, "text/html"),
    ],
)
def test_every_route_answers(portal: SamplePortal, path: str, status: int, content_type: str) -> None:
    got = call(portal, path)
    assert got.status == status
    assert got.headers["Content-Type"].startswith(content_type)
    assert int(got.headers["Content-Length"]) == len(got.body) > 0


@pytest.mark.parametrize("path", ["/", "/rss.xml", "/sitemap.xml", "/sitemap-2014.xml", EARLY[0].path, "/anh/1-1.png"])
def test_an_unchanged_page_is_answered_304(portal: SamplePortal, path: str) -> None:
    first = call(portal, path)
    tag, when = first.headers["ETag"], first.headers["Last-Modified"]
    for conditions in ({"HTTP_IF_NONE_MATCH": f'"other", W/{tag}'}, {"HTTP_IF_MODIFIED_SINCE": when}):
        again = call(portal, path, **conditions)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert call(portal, path, HTTP_IF_NONE_MATCH='"other"', HTTP_IF_MODIFIED_SINCE=when).status == 200
    assert call(portal, path, HTTP_IF_MODIFIED_SINCE="not a date").status == 200
    earlier = format_datetime(pages.published_at(EARLY[-1]).replace(year=1999))
    assert call(portal, path, HTTP_IF_MODIFIED_SINCE=earlier).status == 200


def test_listings_reach_every_article_once(portal: SamplePortal) -> None:
    seen: list[str] = []
    path = "/tin-tuc"
    while path:
        text = call(portal, path).text
        links = re.findall(r'<li><a href="(/(?:bai-viet|tin)/[^"]+)"', text)
        assert len(links) <= PER_PAGE
        seen += links
        following = re.search(r'rel="next" href="([^"]+)"', text)
        path = following.group(1) if following else ""
    assert seen == [pages.link_of(article) for article in load_articles()]


def test_sections_share_out_the_articles(portal: SamplePortal) -> None:
    slugs = [pages.section_slug(name) for name in portal.sections]
    assert len(set(slugs)) == len(slugs)
    assert all(call(portal, f"/chuyen-muc/{slug}").status == 200 for slug in slugs)


def test_an_article_page_has_the_layout_of_a_portal(portal: SamplePortal) -> None:
    article = next(a for a in EARLY if a.number == 1)
    text = call(portal, article.path).text
    assert f'<h1 class="tieu-de">{article.title}</h1>' in text
    assert '<div class="ngay">15/03/2013</div>' in text
    assert f"<strong>{article.lead}</strong>" in text
    for caption in article.captions:
        assert f'alt="{caption}"' in text
        assert f"<figcaption>{caption}</figcaption>" in text
        assert f'<p class="chu-thich">{caption}</p>' in text
    assert f'text-align: right;"><strong>{article.byline}</strong>' in text
    assert all(f"<h3>{name}</h3>" in text for name in ("Tìm kiếm", "Tin tức - Sự kiện", "Liên kết website"))


def test_every_article_page_and_picture_is_served(portal: SamplePortal) -> None:
    for article in load_articles():
        assert call(portal, article.path).status == 200
    article = next(a for a in EARLY if len(a.captions) > 1)
    pictures = [call(portal, f"/anh/{article.number}-{n}.png").body for n in (1, 2)]
    assert all(body.startswith(b"\x89PNG\r\n\x1a\n") for body in pictures)
    assert pictures[0] != pictures[1]


def test_markup_in_an_article_is_escaped() -> None:
    article = replace(EARLY[0], title="<script>x</script>", captions=('a" onload="x',), quirk="", changed_paragraph="")
    text = call(SamplePortal([article]), article.path).text
    assert "<script>" not in text and '" onload' not in text


def test_the_feed_parses(portal: SamplePortal) -> None:
    feed = feedparser.parse(call(portal, "/rss.xml").body)
    assert not feed.bozo
    newest = portal.articles[:FEED_ITEMS]
    assert [entry.title for entry in feed.entries] == [article.title for article in newest]
    assert feed.entries[0].link.startswith("http://127.0.0.1")
    assert len({entry.id for entry in feed.entries}) == len(newest)


def test_the_sitemaps_name_every_article(portal: SamplePortal) -> None:
    index = ElementTree.fromstring(call(portal, "/sitemap.xml").body)
    found: list[str] = []
    for node in index.iter(f"{NAMESPACE}loc"):
        path = re.sub(r"^http://[^/]+", "", node.text or "")
        tree = ElementTree.fromstring(call(portal, path).body)
        found += [re.sub(r"^http://[^/]+", "", loc.text or "") for loc in tree.iter(f"{NAMESPACE}loc")]
    assert sorted(found) == sorted(article.path for article in load_articles())


def test_robots_forbids_the_internal_part(portal: SamplePortal) -> None:
    text = call(portal, "/robots.txt").text
    assert "Disallow: /noi-bo/" in text and "Disallow: /__portal/" in text
    assert re.search(r"^Sitemap: http://\S+/sitemap\.xml$", text, re.MULTILINE)


def test_the_moved_page_redirects(portal: SamplePortal) -> None:
    article = one("redirected")
    got = call(portal, f"/tin/{article.number}")
    assert got.status == 301
    assert got.headers["Location"].endswith(article.path)


def test_the_decomposed_page_is_the_same_text(portal: SamplePortal) -> None:
    article = one("nfd")
    text = call(portal, article.path).text
    assert article.lead not in text
    assert article.lead in unicodedata.normalize("NFC", text)


def test_the_tcvn3_page_is_bytes_of_that_table(portal: SamplePortal) -> None:
    article = one("tcvn3")
    got = call(portal, article.path)
    assert got.headers["Content-Type"] == "text/html"
    assert b'charset="x-user-defined"' in got.body
    assert tcvn3.encode_tcvn3(article.title) in got.body
    with pytest.raises(UnicodeDecodeError):
        got.body.decode()


def test_tcvn3_codes_follow_the_standard() -> None:
    assert tcvn3.encode_tcvn3("Công an tỉnh Đức") == b"C\xabng an t\xd8nh \xa7\xf8c"
    assert tcvn3.encode_tcvn3("“à ỵ Ắ” – 漢") == b'"\xb5 \xfe \xbe" - ?'


def test_the_second_visit_changes_one_page_and_removes_another(portal: SamplePortal) -> None:
    changing, leaving = one("changes"), one("disappears")
    before = call(portal, changing.path)
    assert changing.paragraphs[-1] in before.text
    assert call(portal, leaving.path).status == 200
    assert call(portal, "/__portal/advance").status == 404
    assert call(portal, "/__portal/advance", "POST").text == "2\n"
    after = call(portal, changing.path, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status == 200
    assert changing.changed_paragraph in after.text and changing.paragraphs[-1] not in after.text
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
    assert call(portal, leaving.path).status == 404
    assert leaving.path not in call(portal, f"/sitemap-{leaving.day.year}.xml").text
    assert call(SamplePortal(visit=2), leaving.path).status == 404


def test_other_methods(portal: SamplePortal) -> None:
    assert call(portal, "/", "POST").status == 405
    head = call(portal, "/", "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_the_portal_obeys_the_wsgi_rules() -> None:
    with serve_portal(app=validator(SamplePortal())) as address, httpx.Client(base_url=address) as client:
        assert client.get("/").status_code == 200
        assert client.get("/khong-co").status_code == 404


def test_the_server_serves_on_loopback(base: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", base)
    with httpx.Client(base_url=base) as client:
        first = client.get("/tin-tuc")
        again = client.get("/tin-tuc", headers={"If-None-Match": first.headers["ETag"]})
        moved = client.get(f"/tin/{one('redirected').number}", follow_redirects=True)
        feed = feedparser.parse(client.get("/rss.xml").content)
    assert (first.status_code, again.status_code, moved.status_code) == (200, 304, 200)
    assert feed.entries[0].link.startswith(base)
