"""Pages built as the national papers build theirs (our own words): title, minute, lead, text, captions."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from crawler.extract import extract

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
WORDS = re.compile(r"\w+")


def f1(expected: str, found: str) -> float:
    """Token F1 of two texts, 0 to 1."""
    a, b = Counter(WORDS.findall(expected.lower())), Counter(WORDS.findall(found.lower()))
    shared = sum((a & b).values())
    return 2 * shared / max(1, sum(a.values()) + sum(b.values()))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_page_of_a_paper(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    found = extract(page.read_bytes(), expected["url"], None)
    assert found.title == expected["title"]
    assert (found.published, found.precision) == (datetime.fromisoformat(expected["published"]), "minute")
    whole = "\n".join([expected["lead"], *expected["paragraphs"]])
    assert f1(whole, f"{found.lead}\n{found.body}") >= 0.98, f"{found.lead}\n--\n{found.body}"
    assert f1(expected["lead"], found.lead) >= 0.98 or not expected["lead"]
    assert found.captions.splitlines() == expected["captions"]
    assert found.byline == expected["byline"] or not expected["byline"]


def test_no_date_of_a_related_item_nor_todays_clock() -> None:
    text = "".join(
        f"<p>Câu thứ {n} của bài kể về con đường làng vừa được đổ bê tông trong mùa khô năm nay.</p>" for n in range(6)
    )
    page = (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'>"
        "<div>Hôm nay: 03/11/2025 08:00</div><h1>Con đường làng mới mở rộng</h1>"
        f"<div>{text}</div><div class='tin-khac'><h3><a href='/1'>Tin cũ</a></h3><time>01/01/2020 10:00</time></div>"
    )
    assert extract(page.encode(), "https://lang.example/duong-lang.html", None).published is None
    dated = extract(page.encode(), "https://lang.example/duong-lang-20230525101530.htm", None)
    assert dated.published is not None and dated.published.date().isoformat() == "2023-05-25"
    assert dated.precision == "day"
