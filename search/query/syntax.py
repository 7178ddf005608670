"""The tree of a query: nodes with spans, which words of them may be read otherwise, and how the query reads when parts are put otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from search.query import operators as table
from search.query.operators import Operator

Span = tuple[int, int]
"""First character and the one after the last."""

ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://[^\s\"<>]+|(?:[\w.+\-]+@)?(?:[a-z0-9\-]+\.)+(?:vn|com|net|org|gov|edu|info|biz|io|me|tv|xyz|asia|eu|uk|cn)"
    r"(?:/[^\s\"<>]*)?)(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
"""An address, a host or an e-mail address: one thing, neither expanded nor corrected."""

_LETTERS_ONLY = re.compile(r"\w+:\S+|\d\w*[/\-–]\S+|\S*[*?]+\w\S*|\S*\w\*\S*")
"""Words of running text that are meant to the letter: numbers with signs, wildcards, what reads as an operator."""

_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Words:
    """Running text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """A phrase with its quotes."""

    span: Span

    @property
    def inside(self) -> Span:
        """The phrase without its quotes."""
        return self.span[0] + 1, self.span[1] - 1


@dataclass(frozen=True, slots=True)
class Literal:
    """``+word`` or ``+"a phrase"``: to the letter. ``inside`` is without sign and quotes."""

    span: Span
    inside: Span


@dataclass(frozen=True, slots=True)
class Excluded:
    """``-x``, ``NOT x``: what is left out."""

    span: Span
    operand: Node


@dataclass(frozen=True, slots=True)
class Filter:
    """An operator with its value: one span, or several where brackets give alternatives; ``operand``: what a zone is searched for."""

    span: Span
    operator: Operator
    name: Span
    values: tuple[Span, ...]
    operand: Node | None = None
    words: int = table.FIRST_WORDS


@dataclass(frozen=True, slots=True)
class Near:
    """Two operands near each other, None apart: in one sentence. ``joined``: the first is the second of the node before."""

    span: Span
    first: Node
    second: Node
    apart: int | None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """An operand so many times at least."""

    span: Span
    operand: Node
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, each a sequence of nodes; ``closed`` by brackets."""

    span: Span
    options: tuple[tuple[Node, ...], ...]
    closed: bool = False


Node = Words | Quoted | Literal | Excluded | Filter | Near | Repeated | Group


@dataclass(frozen=True, slots=True)
class Unused:
    """What was typed as an operator and is not used: its span and the message that tells why."""

    span: Span
    message: str


@dataclass(frozen=True)
class SyntaxTree:
    """A query read: its text, the nodes in order, and what is not used."""

    text: str
    nodes: tuple[Node, ...]
    unused: tuple[Unused, ...] = ()

    def running(self, *, quoted: bool = False) -> list[Span]:
        """Return the spans whose words may be read otherwise: running text without what is meant to the letter; ``quoted`` phrases too."""
        found: list[Span] = []
        for node in _leaves(self.nodes):
            if isinstance(node, Words):
                found += _free(self.text, node.span)
            elif quoted and isinstance(node, Quoted) and node.inside[0] < node.inside[1]:
                found.append(node.inside)
        return sorted(found)

    def phrases(self) -> list[Quoted]:
        """Return the quoted phrases that are looked for."""
        return [node for node in _leaves(self.nodes) if isinstance(node, Quoted)]

    @cached_property
    def quoted(self) -> frozenset[Span]:
        """What quotes hold, with them, wherever it stands; it may be nothing."""
        spans = [*_meant(self.nodes), *(one.span for one in self.unused)]
        return frozenset(match.span() for span in spans for match in _QUOTED.finditer(self.text, *span))

    def idle(self) -> list[Span]:
        """Return the operators that have nothing to work on: they would take what follows once something between is gone."""
        return [one.span for one in self.unused if one.message in ("no_value", "joins_nothing")]

    @cached_property
    def stray_quotes(self) -> tuple[tuple[Span, str], ...]:
        """The quotes that are no pair, those of running text, and what stands in their place once other quotes are added."""
        held = {at for start, end in self.quoted for at in (start, end - 1)}
        strays = (at for at, sign in enumerate(self.text) if sign == '"' and at not in held)
        return tuple(((at, at + 1), _instead_of_quote(self.text, at)) for at in strays)


def _instead_of_quote(text: str, at: int) -> str:
    """A sign keeps its word: "- x" would leave nothing out. Within a word another sign keeps apart what the quote keeps apart."""
    if re.fullmatch(r"[\s(]?[+-]", text[max(at - 2, 0) : at]):
        return ""
    return ";" if re.fullmatch(r"\S\S\S", text[max(at - 1, 0) : at + 2]) else " "


def _meant(nodes: Sequence[Node]) -> Iterator[Span]:
    """Yield the spans in which quotes hold something."""
    for node in nodes:
        match node:
            case Group():
                for option in node.options:
                    yield from _meant(option)
            case Near():
                yield from _meant((node.first, node.second))
            case Repeated() | Excluded():
                yield from _meant((node.operand,))
            case Quoted() | Literal() | Filter():
                yield node.span


def _free(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    taken = sorted(m.span() for p in (ADDRESS, _LETTERS_ONLY) for m in p.finditer(text, start, end))
    for low, high in taken:
        if low > start:
            yield start, low
        start = max(start, high)
    if end > start:
        yield start, end


def _leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            for option in node.options:
                yield from _leaves(option)
        elif isinstance(node, Near):
            yield from _leaves((node.second,) if node.joined else (node.first, node.second))
        elif isinstance(node, Repeated):
            yield from _leaves((node.operand,))
        elif not isinstance(node, (Excluded, Filter)):
            yield node


def remove(tree: SyntaxTree, *spans: Span) -> str:
    """Return the query without some parts of it; with an alternative goes the word that joins it to the next one."""
    ends = dict(_with_joiners(tree.nodes))
    gone: list[Span] = []
    for start, end in sorted(ends.get(span, span) for span in spans):
        if gone and start <= gone[-1][1]:
            start, end = gone[-1][0], max(end, gone.pop()[1])
        gone.append((start, end))
    return " ".join(rewrite(tree.text, [(span, " ") for span in gone]).split())


def _with_joiners(nodes: Sequence[Node]) -> Iterator[tuple[Span, Span]]:
    """Yield the span of each alternative, and the same with what joins it to the next one, of the last to the one before."""
    for node in nodes:
        if not isinstance(node, Group):
            continue
        spans = [(option[0].span[0], option[-1].span[1]) for option in node.options if option]
        for own, following in pairwise(spans):
            yield own, (own[0], following[0])
        for before, own in pairwise(spans[-2:]):
            yield own, (before[1], own[1])
        for option in node.options:
            yield from _with_joiners(option)


def take_literally(tree: SyntaxTree, *spans: Span) -> str:
    """Return the query with parts of it taken to the letter: how it reads with what was understood of them switched off."""
    return put_quoted(tree, [_to_the_letter(tree, span) for span in spans])


def put_quoted(tree: SyntaxTree, edits: Sequence[tuple[Span, str]]) -> str:
    """Return the query with spans put otherwise, in quotes: quotes that are no pair go, they would close with those that are added."""
    strays = (stray for stray in tree.stray_quotes if not any(start <= stray[0][0] < end for (start, end), _ in edits))
    return " ".join(rewrite(tree.text, [*edits, *strays]).split())


def _to_the_letter(tree: SyntaxTree, span: Span) -> tuple[Span, str]:
    (start, end), text = span, tree.text
    if (start - 1, end + 1) in tree.quoted:
        start, end = start - 1, end + 1
    raw = text[start:end]
    if not raw.startswith('"'):
        raw = raw if re.fullmatch(r"\w+", raw) else '"' + raw.replace('"', " ") + '"'
    # A sign is one at the beginning of a word only, and holds for all of the word.
    before = "" if start == 0 or text[start - 1].isspace() else " "
    after = "" if end == len(text) or text[end].isspace() or text[end] == ")" else " "
    return (start, end), f"{before}+{raw}{after}"


def rewrite(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    """Return the text with spans, which never overlap, put otherwise: every switch and every rewriting goes through here."""
    for (start, end), put in sorted(edits, reverse=True):
        text = text[:start] + put + text[end:]
    return text
