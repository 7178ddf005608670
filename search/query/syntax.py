"""The tree of a query: nodes with spans, which words of them may be read otherwise, and how the query reads when parts are put otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
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


def remove(text: str, *spans: Span) -> str:
    """Return the query without some parts of it."""
    return " ".join(rewrite(text, [(span, " ") for span in spans]).split())


def take_literally(text: str, *spans: Span) -> str:
    """Return the query with parts of it taken to the letter: how it reads with what was understood of them switched off."""
    edits = [_to_the_letter(text, span) for span in spans]
    stray = text.rfind('"') if text.count('"') % 2 else -1
    # An open quote that closes nothing would close with one of those that are added.
    if stray >= 0 and not any(start <= stray < end for start, end in spans):
        # A sign keeps its word: "- x" would leave nothing out.
        signed = re.search(r"(?:^|[\s(])[+-]$", text[:stray])
        edits.append(((stray, stray + 1), "" if signed else " "))
    return " ".join(rewrite(text, edits).split())


def _to_the_letter(text: str, span: Span) -> tuple[Span, str]:
    start, end = span
    # Quotes pair from the left: the one before is of this part where it opens, not where it closes what stands before.
    opened = text[:start].endswith('"') and text.count('"', 0, start) % 2 == 1
    if opened and text[start : start + 1] != '"' and text[end : end + 1] == '"':
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
