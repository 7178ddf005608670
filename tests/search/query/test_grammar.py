"""The tree of a query: what each sign makes of it, that spans cover what they claim, and that every switch reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.query.grammar import read_syntax
from search.query.parser import MAX_CHARACTERS, parse
from search.query.syntax import (
    Excluded,
    Filter,
    Group,
    Literal,
    Near,
    Node,
    Quoted,
    Repeated,
    SyntaxTree,
    Words,
    remove,
    rewrite,
    take_literally,
)
from search.query.tree import Query
from vietnamese.abbreviations.dictionary import Dictionary

SHIPPED = Dictionary.shipped()
NOW = date(2024, 5, 24)

PIECES = [
    '"', '"ma túy"', "(", ")", "-", "+", "*", "?", "từ:", "đến:2023", "đăng:không", "diễn ra: tháng 5/2023", "OR", "VÀ", "NOT", "KHÔNG",
    "|", "NEAR/3", "NEAR", "NEAR/CÂU", "ít nhất 3 lần ", "nguồn:", "nguồn:vd", "tiêu đề:", "người:Trần Quốc Bình", "đầu bài/9:", "tuần qua",
    " ", " ", " ", " ", "ma túy", "ANTQ", "an ninh Tổ quốc", "hội nghị", "31/2/2023", "2023", "2 kg", "23h30", "138", "09/CTr", "truơng",
    "*phetamin", "Hà Tĩnh", "<b>", "&amp;", "site:abc", "congan.vd.gov.vn", "hai mươi lăm người", ":", ",", "ai là",
]  # fmt: skip
QUERIES = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
)  # fmt: skip


def outline(tree: SyntaxTree) -> str:
    """A tree in short."""
    return " ".join(_outline(tree.text, node) for node in tree.nodes)


def _outline(text: str, node: Node) -> str:
    match node:
        case Words(span):
            return f"[{text[slice(*span)]}]"
        case Quoted():
            return f'"{text[slice(*node.inside)]}"'
        case Literal(_, inside):
            return f"+{text[slice(*inside)]}"
        case Excluded(_, operand):
            return f"-{_outline(text, operand)}"
        case Filter(_, operator, _, values):
            return f"{operator.key}={'|'.join(text[slice(*value)] for value in values)}"
        case Near(_, first, second, apart, joined):
            return f"{'' if joined else _outline(text, first)}~{apart}{_outline(text, second)}"
        case Repeated(_, operand, count):
            return f"{count}x{_outline(text, operand)}"
        case Group(_, options):
            return "(" + " | ".join(" ".join(_outline(text, one) for one in option) for option in options) + ")"
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "wanted", "unused"),
    [
        ("ma túy", "[ma túy]", []),
        ("ma túy OR cờ bạc", "([ma túy] | [cờ bạc])", []),
        ("a OR b OR c", "([a] | [b] | [c])", []),
        ("a AND b", "[a] [b]", []),
        ("xe AND (trộm OR (cướp AND chợ))", "[xe] ([trộm] | ([cướp] [chợ]))", []),
        ("xe (ở chợ) cũ", "[xe (ở chợ) cũ]", []),
        ("(a NOT b) OR c", "(([a] -[b]) | [c])", []),
        ('-"a b" c', '-"a b" [c]', []),
        ("-nguồn:vd xe", "-source=vd [xe]", []),
        ("NOT (a OR b) xe", "-([a] | [b]) [xe]", []),
        ("a OR NOT b", "[a] -[b]", ["OR"]),
        ("nguồn: vd hội nghị", "source=vd [hội nghị]", []),
        ("người:Trần Quốc Bình hội nghị", "person=Trần Quốc Bình [hội nghị]", []),
        ('người:("A B" OR C)', "person=A B|C", []),
        ("đăng:tháng trước xe", "published=tháng trước [xe]", []),
        ("diễn ra:24/5/2023 đăng:không", "held=24/5/2023 published=không", []),
        ("nguồn: mục: xe", "section=xe", ["nguồn:"]),
        ("a NEAR/3 b", "[a]~3[b]", []),
        ("x OR a NEAR/3 b", "([x] | [a]~3[b])", []),
        ("a NEAR/3 b NEAR/CÂU c", "[a]~3[b] ~None[c]", []),
        ("NEAR/5 a", "[a]", ["NEAR/5"]),
        ("a NEAR", "[a]", ["NEAR"]),
        ("A NEAR B", "[A NEAR B]", []),
        ('ít nhất 3 lần "a b" c', '3x"a b" [c]', []),
        ("ít nhất 3 lần a", "[ít nhất 3 lần a]", []),
        ("+ANTQ x", "+ANTQ [x]", []),
        ('+"a b"', "+a b", []),
        ("(a", "[(a]", ["("]),
        ("x (a OR b", "[x] ([a] | [b])", ["("]),
        ("((a OR b) c", "(([a] | [b]) [c])", ["("]),
        ("x -(a b", "[x] -[a b]", ["("]),
        ("tiêu đề:(a OR b", "title=a|b", ["("]),
        ("x (", "[x (]", ["("]),
        ('"a', '["a]', ['"']),
        ("site:vn a", "[site:vn a]", ["site:"]),
        ("https://a.vn/x?y=1 a", "[https://a.vn/x?y=1 a]", []),
        ("tỷ lệ 2:1", "[tỷ lệ 2:1]", []),
        ("a * b", "[a * b]", ["*"]),
        ("a -", "[a -]", ["-"]),
        ("a - b", "[a - b]", []),
        ('"" a', "[a]", ['""']),
        ("a ()", "[a]", ["()"]),
        ("a )", "[a )]", [")"]),
        ("a :)", "[a :)]", []),
        ("người:Đại tá Trần Bình a", "person=Trần Bình [a]", []),
        ("chủ trì:ông Trần Bình", "chair=Trần Bình", []),
        ("OR a AND", "[a]", ["OR", "AND"]),
        ("KHÔNG ĐỘI MŨ VÀ ÁO", "[KHÔNG ĐỘI MŨ VÀ ÁO]", []),
        ("", "", []),
    ],
)
def test_the_tree_of_a_query(text: str, wanted: str, unused: list[str]) -> None:
    tree = read_syntax(text)
    assert outline(tree) == wanted
    assert [text[slice(*one.span)] for one in tree.unused] == unused


def _nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        match node:
            case Group(_, options):
                for option in options:
                    yield from _nodes(option)
            case Near(_, first, second):
                yield from _nodes((first, second))
            case Repeated(_, operand) | Excluded(_, operand):
                yield from _nodes((operand,))
            case Filter() if node.operand is not None:
                yield from _nodes((node.operand,))


@settings(max_examples=300, deadline=None)
@given(QUERIES)
@example("ma túy $0")
def test_spans_cover_what_they_claim(text: str) -> None:
    query = parse(text, SHIPPED, now=NOW)
    tree, size = query.syntax, len(query.text)
    assert isinstance(query, Query) and tree.text == query.text and size <= MAX_CHARACTERS
    tops = [node.span for node in tree.nodes]
    assert tops == sorted(tops) and all(a[1] <= b[0] for a, b in zip(tops, tops[1:], strict=False))
    for node in _nodes(tree.nodes):
        start, end = node.span
        assert 0 <= start < end <= size and tree.text[start:end].strip() == tree.text[start:end]
        if isinstance(node, Quoted):
            assert tree.text[start] == tree.text[end - 1] == '"'
    for unit in query.units:
        start, end = unit.span
        assert unit.terms and 0 <= start < end <= size
        assert unit.raw in tree.text[start:end] or unit.kind == "phrase"
    free = tree.running(quoted=True)
    assert all(0 <= a < b <= size for a, b in free)
    for one in query.understood:
        assert one.text and (not one.unit or one.unit in query.text or one.kind == "ignored")


@settings(max_examples=300, deadline=None)
@given(QUERIES)
@example('""ANTQ"')
@example('BN -"BN')
@example('ANTQ (x -"ANTQ')
@example('ít nhất 2 lần ít nhất 3 lần "ma túy"')
def test_switching_off_reads_back(text: str) -> None:
    query = parse(text, SHIPPED, now=NOW)
    for one in query.understood:
        if not one.off:
            continue
        again = parse(one.off, SHIPPED, now=NOW)
        told = [(other.message, other.unit) for other in query.understood]
        assert [(other.message, other.unit) for other in again.understood].count((one.message, one.unit)) < told.count(
            (one.message, one.unit)
        ), (query.text, one.off)


def test_rewriting_goes_by_spans() -> None:
    assert rewrite("a b a", [((0, 1), "x"), ((4, 5), "y")]) == "x b y"
    assert remove("a -b c", (2, 4)) == "a c"
    assert take_literally("a ANTQ b", (2, 6)) == "a +ANTQ b"
    assert take_literally("an ninh tổ quốc", (0, 15)) == '+"an ninh tổ quốc"'
    assert take_literally('x "an ninh" y', (3, 10)) == 'x +"an ninh" y'
    assert take_literally('BN -"BN', (0, 2)) == "+BN -BN" and take_literally('BN x"BN', (0, 2)) == "+BN x BN"
