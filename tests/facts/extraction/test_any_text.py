"""No text makes the extraction of facts raise, wherever it ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article, Block
from facts.extraction.article import facts_of
from facts.extraction.people.words import HEADS, HONORIFICS, RANKS

_PIECES = [
    *sorted(" ".join(head) for head in HEADS),
    *sorted(HONORIFICS),
    *sorted(RANKS),
    *["Nguyễn Văn Mẫu", "Công an tỉnh", "hội nghị", "lễ phát động", "tổ chức", "chủ trì", "09/CTr-BCA", "2.000", "ngày 3/5", "triệu đồng", "năm 2020", "SN 1990"],
    *["nguyên", "cựu", "kiêm", "TP", "t.", "từ", "đến", "theo", "tại", "và", "của", "là", "hiện", "giữ chức", "quyền", "cho biết", ",", "(", ")", "-", "–", ".", ";", ":", "“", "”", '"', "%", "/", "&", "\n"],
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=400)
def test_any_run_of_words_has_facts(text: str) -> None:
    for article in (Article("an_binh", text), Article("an_binh", "Tin", lead=text, blocks=(Block("paragraph", text),))):
        texts = {"title": article.title, "lead": article.lead, "body": article.body}
        for person in facts_of(article).people:
            sentence = person.sentence
            assert texts[sentence.part][sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize("office", [" ".join(head) for head in sorted(HEADS)])
def test_an_office_may_end_the_text(office: str) -> None:
    facts = facts_of(Article("an_binh", "Tin", blocks=(Block("paragraph", f"Ông Nguyễn Văn Mẫu, {office}"),)))
    assert [person.name for person in facts.people if person.name] == ["Nguyễn Văn Mẫu"]
