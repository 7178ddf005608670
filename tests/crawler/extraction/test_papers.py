"""Every page version of the national papers gives title, minute, lead, text, captions, byline and section."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract_article
from tests.support.paper_pages import PAPERS, TEXTS, Paper, f1


@pytest.mark.parametrize("page", PAPERS, ids=lambda p: p.name)
def test_paper(page: Paper) -> None:
    found = extract_article(page.html.encode(), page.url, None)
    assert found.title == page.title
    assert (found.published, found.precision) == (page.published, page.precision)
    assert f1(page.lead, found.lead) >= 0.9 if page.lead else found.lead == ""
    assert found.byline == page.byline
    assert found.section == page.section or not page.section
    assert tuple(found.captions.splitlines()) == page.captions
    whole = f"{found.lead}\n{found.body}"
    assert f1(f"{page.lead}\n{page.body}", whole) >= 0.98, whole
    others = [key for key, text in TEXTS.items() if key[0] in "ns" and text in whole]
    assert not others
