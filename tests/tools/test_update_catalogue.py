"""The catalogue follows the texts: new ones wait for English, unused ones go, what is translated stays."""

from __future__ import annotations

from tools.update_catalogue import Text, extract_texts, merge_catalogue
from translations.po_file import Entry


def test_translations_stay_new_texts_wait_and_unused_ones_go() -> None:
    before = {"Đóng": Entry("Close"), "Cũ": Entry("Old"), "{n} bài": Entry("{n} article", "{n} articles", True)}
    texts = [Text("a:1", "Đóng", False), Text("b:2", "{n} bài", True), Text("b:9", "Mở", False)]
    assert merge_catalogue(texts, before) == {
        "Đóng": Entry("Close"),
        "{n} bài": Entry("{n} article", "{n} articles", True),
        "Mở": Entry(""),
    }


def test_a_text_that_begins_to_count_keeps_its_singular() -> None:
    merged = merge_catalogue([Text("a:1", "%(n)s bài", True)], {"%(n)s bài": Entry("%(n)s article")})
    assert merged["%(n)s bài"] == Entry("%(n)s article", "", True) and merged["%(n)s bài"].missing


def test_texts_of_templates_and_code_are_found() -> None:
    found = {text.where.split(":")[0]: text for text in extract_texts()}
    assert "web/templates/base.html" in found
