"""Pages whose article stands in their scripts alone: Next.js, Nuxt, a state for a browser's program, the JSON-LD's own text."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from archive.model import VIETNAM
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article
from crawler.extraction.scripted_article import write_scripted_article
from tests.support.paper_pages import TEXTS

BODY = "".join(f"<p>{TEXTS[key]}</p>" for key in ("p1", "p2", "p4"))
POST = {
    "title": TEXTS["title"], "summary": TEXTS["lead"], "content": BODY, "publishedAt": "2025-06-03T02:00:00.000Z",
    "author": {"name": "Trúc Ly"}, "categories": [{"name": "Tin tức"}],
}  # fmt: skip
OTHER = {
    "title": TEXTS["n1"],
    "summary": TEXTS["s1"],
    "content": BODY.replace("rơm", "cá"),
    "publishedAt": "2025-06-02T02:00:00Z",
}
PLACES = [
    {"post": 1},
    {"title": 2, "content": 3, "createdAt": 4, "views": 12},
    TEXTS["title"],
    BODY,
    "2025-06-03 09:00:00",
]
HELD = {
    "Next.js": f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"others": [OTHER], "post": POST}})}</script>',
    "Nuxt": f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(PLACES)}</script>',
    "state": f"<script>window.__INITIAL_STATE__ = {json.dumps({'posts': [OTHER, POST]})};</script>",
}


def page(held: str, title: str = TEXTS["title"]) -> bytes:
    return f"<html><head><title>{title} | Công an tỉnh Mẫu</title></head><body><div id='app'>Đang tải…</div>{held}</body></html>".encode()


@pytest.mark.parametrize("held", HELD)
def test_article_of_scripts(held: str) -> None:
    found = extract_article(page(HELD[held]), "https://mau.example/tin/rom-uot-6841", None)
    assert (found.title, found.published) == (TEXTS["title"], datetime(2025, 6, 3, 9, 0, tzinfo=VIETNAM))
    assert [block.text for block in found.blocks] == [TEXTS["p1"], TEXTS["p2"], TEXTS["p4"]]
    named = (found.lead, found.byline, found.section)
    assert named == ((TEXTS["lead"], "Trúc Ly", "Tin tức") if held != "Nuxt" else ("", "", ""))


@pytest.mark.parametrize("held", HELD)
def test_data_of_other_articles_make_no_article(held: str) -> None:
    for title in ("Trang chủ", "Tin tức", "Một bài khác hẳn mà không có trong dữ liệu của trang"):
        with pytest.raises(NotAnArticle):
            extract_article(page(HELD[held], title), "https://mau.example/tin/x-6841", None)


@pytest.mark.parametrize(
    "broken", ["{", "[1, [2]]", "null", '{"title": 7, "content": 999999}', '{"title": {"name": []}}', "[[[" * 5000]
)
def test_broken_data_are_passed_over(broken: str) -> None:
    assert (
        write_scripted_article(f"<title>{TEXTS['title']}</title><script type='application/json'>{broken}</script>")
        is None
    )
