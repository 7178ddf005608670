"""The tree of a query: what each sign makes of it, that spans cover what they claim, and that every switch reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.query.grammar import read_syntax
from search.query.operators import FIRST_WORDS
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
from search.understood import Understood
from tests.search.query.examples import MANY
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


@pytest.mark.parametrize(
    ("text", "wanted", "unused"),
    [
        ('nguồn:"" a', "[a]", 'nguồn:""=no_value'),
        ("nguồn:() a", "[a]", "nguồn:()=no_value"),
        ('nguồn:" " a', "[a]", 'nguồn:" "=no_value'),
        ("(((((a OR b)))))", "((((([a] | [b])))))", ""),
        ("((((((a OR b))))))", "(((((([a] | [b]))))))", ""),
        ("(((((((a OR b)))))))", "(((((([(a] | [b)]))))))", ""),
        ('ít nhất 0 lần "a b"', '1x"a b"', ""),
        ('ít nhất 99999 lần "a b"', '[ít nhất 99999 lần] "a b"', ""),
        ("ít nhất 2 lần (a OR b)", "2x([a] | [b])", ""),
        ("ít nhất 2 lần +a b", "2x+a [b]", ""),
        ("ít nhất 2 lần -a", "[ít nhất 2 lần] -[a]", ""),
        ("--a b", "-[-a] [b]", ""),
        ("-+a b", "-+a [b]", ""),
        ("-(a b) c", "-[a b] [c]", ""),
        ("(x OR -a) b", "([x] -[a]) [b]", "OR=joins_nothing"),
        ("(+a OR b) c", "(+a | [b]) [c]", ""),
        ("+a) b", "+a) [b]", ")=unopened"),
        ("a ** b", "[a ** b]", "**=wildcard_short"),
        ("a *? b", "[a *? b]", "*?=wildcard_short"),
        ("a ? b", "[a ? b]", ""),
        ("a ?* b", "[a ?* b]", "?*=wildcard_short"),
        ("a +", "[a +]", "+=no_value"),
        ("+ a", "[+ a]", ""),
        ("a -- b", "[a] -[-] [b]", ""),
        ("A OR B", "([A] | [B])", ""),
        ("A HOẶC B", "[A HOẶC B]", ""),
        ("a AND AND b", "[a] [b]", "AND=joins_nothing"),
        ("a OR OR b", "([a] | [b])", "OR=joins_nothing"),
        ("a OR AND b", "([a] | [b])", "AND=joins_nothing"),
        ("AND a", "[a]", "AND=joins_nothing"),
        ("NOT NOT a", "-[a]", "NOT=joins_nothing"),
        ("a NOT", "[a]", "NOT=joins_nothing"),
        ("a AND NOT b", "[a] -[b]", ""),
        ("-b OR c", "-[b] [c]", "OR=joins_nothing"),
        ("a OR -b", "[a] -[b]", "OR=joins_nothing"),
        ("a OR -b c", "[a] -[b] [c]", "OR=joins_nothing"),
        ("a NEAR/3 NEAR/3 b", "[a]~3[b]", "NEAR/3=joins_nothing"),
        ("a NEAR/3 OR b", "([a] | [b])", "NEAR/3=joins_nothing"),
        ("a NEAR/3 -b", "[a] -[b]", "NEAR/3=joins_nothing"),
        ("(a OR b) NEAR/2 c", "([a] | [b])~2[c]", ""),
        ('"a" NEAR b', '"a"~10[b]', ""),
        ("a OR b NEAR c", "([a] | [b]~10[c])", ""),
        ("a NEAR b OR c", "([a]~10[b] | [c])", ""),
        ("a NEAR/2 nguồn:vd", "[a] source=vd", "NEAR/2=joins_nothing"),
        ("-a NEAR b", "-[a] [b]", "NEAR=joins_nothing"),
        ("nguồn:vd NEAR b", "source=vd [b]", "NEAR=joins_nothing"),
        ("-hội nghị (x OR y)", "-[hội] [nghị] ([x] | [y])", ""),
        ('a"b"', '[a"b"]', ""),
        ('x "a b" y', '[x] "a b" [y]', ""),
        ("tiêu đề:ma túy xe", "title=ma [túy xe]", ""),
        ('tiêu đề:"ma túy" xe', "title=ma túy [xe]", ""),
        ("tiêu đề:(a OR b) xe", "title=a|b [xe]", ""),
        ("tiêu đề:(a b) xe", "title=a b [xe]", ""),
        ("tiêu đề:+ANTQ xe", "title=ANTQ [xe]", ""),
        ("đầu bài/9:ma túy xe", "first_words=ma [túy xe]", ""),
        ('đầu bài/0:"ma"', "first_words=ma", ""),
        ('đầu bài:"ma"', "first_words=ma", ""),
        ("người:trần bình hội", "person=trần [bình hội]", ""),
        ("nguồn:AND a", "[a]", "nguồn:=no_value AND=joins_nothing"),
        ("nguồn:) a", "[) a]", "nguồn:=no_value"),
        ("(nguồn: ) a", "[a]", "nguồn:=no_value"),
        ("nguồn:", "", "nguồn:=no_value"),
        ("a OR", "[a]", "OR=joins_nothing"),
        ("(OR a) b", "([a]) [b]", "OR=joins_nothing"),
        ("(a OR b) OR c", "(([a] | [b]) | [c])", ""),
        ("a OR (b OR c)", "([a] | ([b] | [c]))", ""),
        ("a OR (b) OR c", "([a] | [(b)] | [c])", ""),
        ("(a) OR b", "([(a)] | [b])", ""),
        ("a (b OR c) d", "[a] ([b] | [c]) [d]", ""),
        ("a KHÔNG b", "[a] -[b]", ""),
        ("a HOẶC b", "([a] | [b])", ""),
        ("a VÀ b", "[a] [b]", ""),
        ("KHÔNG (a OR b)", "-([a] | [b])", ""),
        ("NOT (a b", "-[a b]", "(=closed_at_end"),
        ("NOT -a", "-[-a]", ""),
        ('NOT "a b" c', '-"a b" [c]', ""),
        ("NOT nguồn:vd a", "-source=vd [a]", ""),
        ("-nguồn: a", "-source=a", ""),
        ('-"" a', "[a]", '""=no_value'),
        ('-"!" a', "[a]", '"!"=no_value'),
        ('"!" a', "[a]", '"!"=no_value'),
        ("(-a) b", "(-[a]) [b]", ""),
        ("(-a)b c", "(-[a]) [b c]", ""),
        ("NOT a) b", "-[a)] [b]", ")=unopened"),
        ("a (b -c) d", "[a] ([b] -[c]) [d]", ""),
        ("x NEAR/CÂU y", "[x]~None[y]", ""),
        ("(a OR b NEAR/2 c) d", "([a] | [b]~2[c]) [d]", ""),
        ("abc:x y", "[abc:x y]", "abc:=no_such_operator"),
        ("ABC: x", "[ABC: x]", ""),
        ("-", "", "-=no_value"),
        ("+", "", "+=no_value"),
        ("a - ", "[a -]", ""),
        ("()", "", "()=no_value"),
        ("(())", "", "()=no_value"),
        ("(()) a", "[a]", "()=no_value"),
        ("( ) a", "[a]", "( )=no_value"),
        ("a))", "[a))]", ")=unopened )=unopened"),
        ("x=) a", "[x=) a]", ""),
        ("x;( a", "[x;( a]", "(=unclosed"),
        ('"a" "b', '"a" ["b]', '"=unclosed'),
        ("a OR NOT NOT b", "[a] -[b]", "OR=joins_nothing NOT=joins_nothing"),
        ("a OR b NOT c", "([a] | [b]) -[c]", ""),
        ("a OR NOT (b)", "[a] -[b]", "OR=joins_nothing"),
        ("nguồn:-a b", "source=-a [b]", ""),
        ("nguồn:+a b", "source=a [b]", ""),
        ('người:(A OR +B OR "C D")', "person=A|B|C D", ""),
        ("a NEAR/3 (b)", "[a]~3[(b)]", ""),
        ('a NEAR/3 "b" c', '[a]~3"b" [c]', ""),
        ("a NEAR/3 +b c", "[a]~3+b [c]", ""),
        ("a NEAR/3 ! c", "[a]~3[! c]", ""),
        ("a NEAR/3 b (c OR d)", "[a]~3[b] ([c] | [d])", ""),
        ("a OR b NEAR/2 c OR d", "([a] | [b]~2[c] | [d])", ""),
        ("a NEAR/0 b", "[a]~1[b]", ""),
        ("x (a NEAR/2 b) y", "[x] ([a]~2[b]) [y]", ""),
        ("a OR b NEAR/2 c NEAR/3 d", "([a] | [b]~2[c] ~3[d])", ""),
        ("a NEAR/2 b NEAR/3 c OR d", "([a]~2[b] ~3[c] | [d])", ""),
        ("x a NEAR/2 b OR d", "([x a]~2[b] | [d])", ""),
        ('"x" "a" NEAR/2 b NEAR/3 c OR d', '"x" ("a"~2[b] ~3[c] | [d])', ""),
        ("x OR a NEAR/2 b NEAR/3 c OR d", "([x] | [a]~2[b] ~3[c] | [d])", ""),
        ("x OR a NEAR/2 b NEAR/3 c NEAR/4 d", "([x] | [a]~2[b] ~3[c] ~4[d])", ""),
        ("a NEAR/2 b NEAR/3 c AND d", "[a]~2[b] ~3[c] [d]", ""),
        ("a NEAR/2 b - c", "[a]~2[b - c]", ""),
        ("a NEAR/2 b Xa", "[a]~2[b Xa]", ""),
        (") a =", "[) a =]", ")=unopened"),
        ("a OR ()", "[a]", "OR=joins_nothing ()=no_value"),
        ("(+VTX OR b) c", "(+VTX | [b]) [c]", ""),
        ('nguồn:"a" b', "source=a [b]", ""),
        ("(x -a(b) c) d", "([x] -[a(b)] [c]) [d]", ""),
        ("(x +a(b) c) d", "([x] +a(b) [c]) [d]", ""),
        ("(x OR +a(b)) d", "([x] | +a(b)) [d]", ""),
        ("x -a(b) c", "[x] -[a(b)] [c]", ""),
        ("((((((x ( -a) c)))))) d", "(((((([x (] -[a] [) c])))))) [d]", ""),
        ("((((((x ( +a) c)))))) d", "(((((([x (] +a [) c])))))) [d]", ""),
        ("((((((nguồn:(a OR b) OR c))))))", "(((((([c]))))))", "nguồn:(a OR b)=no_value OR=joins_nothing"),
    ],
)
def test_what_stands_at_the_edges_of_signs(text: str, wanted: str, unused: str) -> None:
    tree = read_syntax(text)
    assert outline(tree) == wanted
    assert " ".join(f"{text[slice(*one.span)]}={one.message}" for one in tree.unused) == unused


OPENINGS = [
    "(", "( ", "x ( ", "-(", "-( ", "(-", "NOT ( ", "nguồn:(", "tiêu đề:( ", "ít nhất 2 lần (", "ít nhất 2 lần ( ", "a OR ( ", "a NEAR/2 ( ",
    "a NEAR/2 -( ", "a NEAR/2 ít nhất 2 lần (", '("x" ', "+(", "-", "+", "NOT ", "nguồn:-", "tiêu đề:+", "a NEAR/2 ", "a OR ", '" ',
]  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("closing", ["", ")", " )"])
@pytest.mark.parametrize("opening", OPENINGS)
def test_signs_within_signs_are_read_at_once(opening: str, closing: str) -> None:
    often = (MAX_CHARACTERS - 1) // len(opening + closing)
    text = opening * often + "a" + closing * often
    assert parse(text, SHIPPED, now=NOW).syntax.text.strip() == text.strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("( ( a ) ) OR b", "([( ( a ) )] | [b])"),
        ("x ( a ) -b", "[x ( a )] -[b]"),
        ("x ( a ( b ) ) (c OR d)", "[x ( a ( b ) )] ([c] | [d])"),
        ("(a)b OR c", "([(a)b] | [c])"),
        ("(a) nguồn:vd", "[(a)] source=vd"),
        ("ít nhất 2 lần (a) OR b", "([ít nhất 2 lần (a)] | [b])"),
        ("a NEAR/2 (b) c", "[a]~2[(b) c]"),
        ("( a ( b OR c ) )", "([a] ([b] | [c]))"),
    ],
)
def test_brackets_around_words_are_signs_of_the_text(text: str, wanted: str) -> None:
    assert outline(read_syntax(text)) == wanted


@pytest.mark.parametrize(
    ("text", "operand", "words"),
    [
        ("tiêu đề:ma túy", "[ma]", FIRST_WORDS), ('tiêu đề:"a b"', '"a b"', FIRST_WORDS), ("tiêu đề:(a OR b)", "([a] | [b])", FIRST_WORDS),
        ("tiêu đề:(a -b)", "([a] -[b])", FIRST_WORDS), ("tiêu đề:+a", "+a", FIRST_WORDS), ("đầu bài:a", "[a]", FIRST_WORDS),
        ("đầu bài/9:a", "[a]", 9), ("đầu bài/0:a", "[a]", 1), ("nguồn:a", None, FIRST_WORDS), ('người:"A B"', None, FIRST_WORDS),
    ],
)  # fmt: skip
def test_what_an_operator_is_about(text: str, operand: str | None, words: int) -> None:
    node = read_syntax(text).nodes[0]
    assert isinstance(node, Filter) and node.words == words
    assert node.span[0] == 0 and text[slice(*node.name)] == text[: text.index(":") + 1]
    assert (None if node.operand is None else _outline(text, node.operand)) == operand


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("-ma túy xe", "-[ma túy] [xe]"), ("NOT ma túy xe", "-[ma túy] [xe]"), ("tiêu đề:ma túy xe", "title=ma túy [xe]"),
        ("-ma (a OR b)", "-[ma] ([a] | [b])"), ("(a -ma túy) xe", "([a] -[ma túy]) [xe]"), ("tiêu đề:Ma túy xe", "title=Ma [túy xe]"),
        ("người:ma túy xe", "person=ma túy [xe]"), ("-ma NEAR/2 xe", "-[ma] [xe]"), ("-ma +túy", "-[ma] +túy"),
    ],
)  # fmt: skip
def test_what_is_left_out_goes_as_far_as_its_first_unit(text: str, wanted: str) -> None:
    def whole(running: str, name: bool) -> int:
        return len("ma túy") if running.startswith("ma túy") else 0

    assert outline(read_syntax(text, whole)) == wanted


def test_a_name_is_asked_for_where_a_person_is() -> None:
    asked: list[tuple[str, bool]] = []

    def whole(running: str, name: bool) -> int:
        asked.append((running, name))
        return 1

    read_syntax("người:bình hội chủ trì:an -nguồn:vd tiêu đề:xe máy -b c", whole)
    assert asked == [("bình hội", True), ("an", True), ("xe máy", False), ("b c", False)]


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


@MANY
@given(QUERIES)
@example("ma túy $0")
@example("NOT( 0")
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


@MANY
@given(QUERIES)
@example('""ANTQ"')
@example("138(aa:0'1)138")
@example('138 ON: " 1 138')
@example('138(0:000 ""1+138')
@example("tuần qua OR OR ) diễn ra: tháng 5/2023 diễn ra: tháng 5/2023 OR")
@example('BN -"BN')
@example('0" "1/2000')
@example('DAUBAI/0:ANTQ")ANTQ')
@example('NOT TO:ĎẸn:1010 NOT"ĎẸn:1010')
@example('ĎẸn:2020| DEN:0001 ĎẸn:2020|"0')
@example('ANTQ (x -"ANTQ')
@example('ít nhất 2 lần ít nhất 3 lần "ma túy"')
@example('DAUBAI/0:Hà TĨnh Hà TĨnh DAUBAI/0:Hà TĨnh"Hà TĨnh')
def test_switching_off_reads_back(text: str) -> None:
    query = parse(text, SHIPPED, now=NOW)
    for one in query.understood:
        if one.off:
            again = parse(one.off, SHIPPED, now=NOW)
            assert told_of(again).count(name_of(one)) < told_of(query).count(name_of(one)), (query.text, one.off)


def name_of(one: Understood) -> tuple[str, str]:
    """What is told of which words; an open quotation mark, which switching off takes away, is none of them."""
    return one.message, one.unit.replace('"', " ")


def told_of(query: Query) -> list[tuple[str, str]]:
    return [name_of(one) for one in query.understood]


def test_rewriting_goes_by_spans() -> None:
    assert rewrite("a b a", [((0, 1), "x"), ((4, 5), "y")]) == "x b y"
    assert remove(read_syntax("a -b c"), (2, 4)) == "a c"
    alternatives = read_syntax("từ:2013 OR đến:2023 OR ANTQ x")
    assert (
        remove(alternatives, (0, 7)) == "đến:2023 OR ANTQ x" and remove(alternatives, (11, 19)) == "từ:2013 OR ANTQ x"
    )
    assert take_literally(read_syntax("a ANTQ b"), (2, 6)) == "a +ANTQ b"
    assert take_literally(read_syntax("an ninh tổ quốc"), (0, 15)) == '+"an ninh tổ quốc"'
    assert take_literally(read_syntax('x "an ninh" y'), (3, 10)) == 'x +"an ninh" y'
    assert (
        take_literally(read_syntax('BN -"BN'), (0, 2)) == "+BN -BN"
        and take_literally(read_syntax('BN x"BN'), (0, 2)) == "+BN x;BN"
    )
