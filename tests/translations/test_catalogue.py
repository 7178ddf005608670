"""The catalogue of words: every text for people has its English, both take the same data, nothing is left outside of it."""

from __future__ import annotations

import ast
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
from translations import catalogue, catalogue_path
from translations.po_file import read_po, write_po

_REMEDY = "run `make strings` (python tools/update_catalogue.py) and fill in the English"

_ROOMS = ("cli", "jobs", "web")
"""Rooms whose code speaks to people."""

_DATA = frozenset(
    [
        "cli/language/click_words.py",  # a list of its own, held to click by its test
        "jobs/source_list.py",  # names of ministries and offices
        "web/admin/query_log.py",  # the letters of a short form
        "web/facts/filters.py",  # operators as they are typed
        "web/languages.py",  # how each language calls itself
        "web/pages/advanced_search.py",  # examples of queries
        "web/pages/help.py",
        "web/overview.py",  # the name of a section
        "web/pages/search.py",
        "web/view/article_notes.py",  # operators as they are typed
        "web/view/front_page.py",
        "web/view/no_results.py",
    ]
)
"""Code in which Vietnamese is what readers type, or a name: it is the same in every language."""

_SPOKEN = ("aria-label", "alt", "content", "placeholder", "title", "data-text")
"""Attributes whose text people read or hear."""


@cache
def texts() -> list[Text]:
    return list(extract_texts())


def po_text() -> str:
    return catalogue_path("en").read_text("utf-8")


def test_what_tells_a_number_of_things_has_a_singular_and_a_plural() -> None:
    entries = {text: entry for text, entry in catalogue("en").items() if re.search(r"\{n\}|%\(n\)s", text)}
    # Read out by a script, which knows no plurals: written so that it fits any number.
    told = {text for text, entry in entries.items() if not entry.counts and not entry.form(None).endswith(": %(n)s")}
    assert told == set()


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
    page = re.sub(r"<(style|script|code|pre)\b.*?</\1>|<!--.*?-->", "", "".join(html), flags=re.S)
    for name, value in re.findall(r"""([\w-]+)="([^"]*)\"""", page):
        if (
            name in _SPOKEN
            and re.search(r"[À-ỹ]|[a-z]+ [a-z]+", value)
            and value != "light dark"
            and "width=" not in value
        ):
            yield f"{name}={value}"
    for part in re.split(r"<[^>]*>|§", page):
        if re.search(r"[^\W\d_]{2,}", re.sub(r"&\w+;|\b(API|CSV|PDF|JSON|RSS|ms|Tìm|Tin)\b", "", part)):
            yield part.strip()


@pytest.mark.parametrize("path", template_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_not_written_in_a_template_is_never_markup(path: Path) -> None:
    # Jinja's own gettext trusts its text as markup: a value goes through ``translate``, which does not.
    assert re.findall(r"""(?<![\w.])(?:_|gettext|counted)\(\s*[^"'\s]""", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", template_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_has_words_outside_of_the_catalogue(path: Path) -> None:
    assert list(bare_texts(path.read_text("utf-8"))) == []


def bare_constants(source: str) -> Iterator[str]:
    """Vietnamese of a module that stands outside of gettext, docstrings apart."""
    tree = ast.parse(source)
    wrapped = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)):
        if call.func.id in ("N_", "N_count", "gettext", "ngettext"):  # type: ignore[attr-defined]
            wrapped |= {id(argument) for argument in call.args[:1]}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in wrapped:
            continue
        if re.search(r"[À-ỹ]", node.value.replace("Tìm Tin", "")):
            yield node.value


@pytest.mark.parametrize("room", _ROOMS)
def test_no_code_speaks_past_the_catalogue(room: str) -> None:
    found = {
        str(path.relative_to(ROOT)): texts
        for path in (ROOT / room).rglob("*.py")
        if str(path.relative_to(ROOT)) not in _DATA and (texts := list(bare_constants(path.read_text("utf-8"))))
    }
    assert found == {}
    assert all((ROOT / path).is_file() for path in _DATA)


def test_constants_outside_are_found() -> None:
    source = '"""Tìm."""\nA = N_("Mở")\nB = f"Đóng {x}"\nC = gettext("Đọc {n}", n=1)\n'
    assert list(bare_constants(source)) == ["Đóng "]


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
