"""The catalogue of words: every text for people has its English, both take the same data, nothing is left outside of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read_po
from jinja2 import Environment

from tests.support.paths import ROOT
from tools.update_catalogue import Text, extract_texts, merge_catalogue, template_files
from translations import catalogue_path
from translations.po_file import read_po, write_po

_REMEDY = "run `make strings` (python tools/update_catalogue.py) and fill in the English"

_NOT_YET = frozenset(["web/templates/admin/query_log.html", "web/templates/admin/rules.html"])
"""Templates whose words are still to be wrapped."""

_SPOKEN = ("aria-label", "alt", "content", "placeholder", "title", "data-text")
"""Attributes whose text people read or hear."""


@cache
def texts() -> list[Text]:
    return list(extract_texts())


def po_text() -> str:
    return catalogue_path("en").read_text("utf-8")


def test_every_text_has_its_english_and_nothing_else_has() -> None:
    entries = read_po(po_text())
    used = {text.text for text in texts()}
    assert len(used) > 10
    assert [t for t in texts() if t.text not in entries or entries[t.text].missing] == [], _REMEDY
    assert set(entries) - used == set(), _REMEDY


def test_the_catalogue_is_in_order() -> None:
    assert write_po(merge_catalogue(texts(), read_po(po_text()))) == po_text(), _REMEDY


def placeholders(text: str) -> list[str]:
    # The number may be left out of an English singular, nothing else may.
    found = re.findall(r"%\((\w+)\)s|\{([\w.\[\]]*)[^}]*\}", text.replace("{{", "").replace("}}", ""))
    return sorted({a or b for a, b in found} - {"n"})


def test_english_takes_the_same_data() -> None:
    for text, entry in read_po(po_text()).items():
        for form in (entry.one, entry.many) if entry.counts else (entry.one,):
            assert placeholders(form) == placeholders(text), text
            assert form.count("\n") == text.count("\n"), text
            assert (form[:1].isspace(), form[-1:].isspace()) == (text[:1].isspace(), text[-1:].isspace()), text


def test_the_catalogue_is_read_as_gettext_tools_read_it() -> None:
    theirs = babel_read_po(io.StringIO(po_text()))
    ours = read_po(po_text())
    assert {message.id if isinstance(message.id, str) else message.id[0] for message in theirs if message.id} == set(ours)  # fmt: skip
    for message in theirs:
        if message.id:
            entry = ours[message.id if isinstance(message.id, str) else message.id[0]]
            assert message.string == ((entry.one, entry.many) if entry.counts else entry.one)
            assert list(message.check()) == []


def bare_texts(source: str) -> Iterator[str]:
    """Words of a template that stand outside of gettext: text, spoken attributes, and text in expressions."""
    html, depth, call, last = [], 0, False, ""
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(source):
        if kind == "name" and value in ("trans", "endtrans"):
            depth = 1 if value == "trans" else 0
        if kind == "data" and not depth and last != "body_class":
            html.append(value)
        elif kind == "data" or kind == "variable_begin":
            html.append("§")
        if kind == "name":
            last = value
        if kind == "string" and not call and re.search(r"[À-ỹ]", value):
            yield value[1:-1]
        if kind != "whitespace":
            call = (call and value == "(") or (kind == "name" and value in ("_", "counted"))
    page = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", "", "".join(html), flags=re.S)
    for name, value in re.findall(r"""([\w-]+)="([^"]*)\"""", page):
        if (
            name in _SPOKEN
            and re.search(r"[À-ỹ]|[a-z]+ [a-z]+", value)
            and value != "light dark"
            and "width=" not in value
        ):
            yield f"{name}={value}"
    for part in re.split(r"<[^>]*>|§", page):
        if re.search(r"[^\W\d_]{2,}", re.sub(r"&\w+;|\b(CSV|PDF|JSON|RSS|Tìm|Tin)\b", "", part)):
            yield part.strip()


@pytest.mark.parametrize("path", template_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_not_written_in_a_template_is_never_markup(path: Path) -> None:
    # Jinja's own gettext trusts its text as markup: a value goes through ``translate``, which does not.
    assert re.findall(r"""(?<![\w.])(?:_|gettext|counted)\(\s*[^"'\s]""", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", template_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_has_words_outside_of_the_catalogue(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in _NOT_YET:
        assert list(bare_texts(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<p>Tìm được</p>", ["Tìm được"]),
        ('<p title="Đóng">{{ x }}</p>', ["title=Đóng"]),
        ("<p>{{ 'Đóng' if x }}</p>", ["Đóng"]),
        ("<p>{{ _('Đóng') }}</p>{% trans %}Mở{% endtrans %}", []),
        ("<p>{{ total }} results</p>", ["results"]),
        ("<p>{% if a %}{{ counted('%(n)s bài', 3) }}{% endif %} · {{ _(\"Đóng\") }}</p>", []),
    ],
)
def test_words_outside_are_found(source: str, bare: list[str]) -> None:
    assert list(bare_texts(source)) == bare
