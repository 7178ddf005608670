"""The grammar of queries: one pass over the text makes a tree of nodes with spans. Never a syntax error.

Everything that is no running text begins at the beginning of a word: a quote, a bracket, an operator with its value, a joining
word, a sign. OR joins what stands on either side of it: a quoted phrase, a bracket, or the whole running text up to the next of
these, so "ma túy OR cờ bạc" is (ma túy) or (cờ bạc); AND is what a blank is. What was typed as an operator and cannot be used is
told (``SyntaxTree.unused``). Nodes know nothing of words: ``search.query.parser`` makes units of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from search.query import operators as table
from search.query.operators import plain
from search.query.syntax import (
    ADDRESS,
    Excluded,
    Filter,
    Group,
    Literal,
    Near,
    Node,
    Quoted,
    Repeated,
    Span,
    SyntaxTree,
    Unused,
    Words,
)

_WORD = re.compile(r"\S+")
_DEEPEST = 6
"""Brackets in brackets; deeper ones are text."""

Whole = Callable[[str, bool], int]
"""How many characters of a running text its first unit has: a known form, a word of the archive, a number, or a person's name."""


def _first_word(text: str, name: bool = False) -> int:
    word = _WORD.match(text)
    return word.end() if word else 0


def read_syntax(text: str, whole: Whole = _first_word) -> SyntaxTree:
    """Read a query; ``whole`` says how far what is left out without quotes goes."""
    return _read_plainly(text) if whole is _first_word else _read(text, whole)


@lru_cache(maxsize=64)
def _read_plainly(text: str) -> SyntaxTree:
    """Read what a search looks at several times: its keys, its spelling, its questions."""
    return _read(text, _first_word)


def _read(text: str, whole: Whole) -> SyntaxTree:
    reader = _Reader(text, whole)
    nodes = reader.sequence(0, len(text), 0)
    reader.tell_unclosed()
    unused = sorted(dict.fromkeys(reader.unused), key=lambda one: one.span)
    return SyntaxTree(text, tuple(nodes), tuple(unused))


@dataclass(slots=True)
class _Sequence:
    """What one reading of a sequence gathers."""

    nodes: list[Node] = field(default_factory=list)
    joiner: Span | None = None
    """Where an AND or OR stands that has nothing after it yet."""
    alternative: bool = False

    def add(self, node: Node) -> None:
        """Append a node; after an OR it joins the one before."""
        if self.alternative and self.nodes:
            before = self._take_last()
            first = before[0]
            options = first.options if isinstance(first, Group) and not first.closed else (before,)
            node = Group((first.span[0], node.span[1]), (*options, (node,)))
        self.nodes.append(node)
        self.joiner, self.alternative = None, False

    def _take_last(self) -> tuple[Node, ...]:
        """Take away the last node, with those before it that NEAR joins to it."""
        at = len(self.nodes) - 1
        while _is_joined(self.nodes[at]):
            at -= 1
        taken = tuple(self.nodes[at:])
        del self.nodes[at:]
        return taken


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, whole: Whole) -> None:
        self.text, self.folded, self.whole = text, plain(text), whole
        self.unused: list[Unused] = []
        self._shouted = not any(
            c.islower() for word in _WORD.findall(text) if not table.JOINER.fullmatch(word) for c in word
        )
        self._letters = bytes(map(str.isalnum, text))
        self._quotes = [m.span() for m in re.finditer(r'"[^"]*"', text)]
        self._closing = dict(self._brackets())
        self._taken: set[int] = set()
        self._plain: dict[int, int] = {}
        """Where each bracket ends that was read and holds nothing but words: read anew by all that stands around it, brackets in
        brackets would take longer than anybody lives."""

    def _brackets(self) -> Iterator[Span]:
        """Where each bracket opens and closes (before it), outside of quotes."""
        quoted = {at for start, end in self._quotes for at in range(start, end)}
        open_: list[int] = []
        shut: list[int] = []
        for match in re.finditer(r"[()]", self.text):
            if match.start() in quoted:
                continue
            if match.group() == "(":
                open_.append(match.start())
            elif open_:
                yield open_.pop(), match.start()
            elif match.start() == 0 or self.text[match.start() - 1] not in ":;=":
                shut.append(match.start())
        self._open, self._shut = open_, shut

    def tell_unclosed(self) -> None:
        """Tell which quote or bracket was opened and never closed."""
        if self.text.count('"') % 2:
            at = self.text.rfind('"')
            self.unused.append(Unused((at, at + 1), "unclosed"))
        self.unused += [Unused((at, at + 1), "closed_at_end" if at in self._taken else "unclosed") for at in self._open]
        self.unused += [Unused((at, at + 1), "unopened") for at in self._shut]

    def sequence(self, begin: int, end: int, depth: int) -> list[Node]:
        """The nodes of [begin, end)."""
        found = _Sequence()
        run = at = begin
        while at < end:
            special = None
            if at in (begin, run) or self.text[at - 1].isspace():
                special = self._special(at, end, depth, found, run)
            if special is None:
                at = self._plain.get(at, at + 1)
            else:
                run = at = special
        self._flush(run, end, found)
        if found.joiner:
            self.unused.append(Unused(found.joiner, "joins_nothing"))
        return found.nodes

    def _flush(self, start: int, end: int, found: _Sequence) -> None:
        """Add the running text [start, end), and tell what of it reads as an operator."""
        start, end = self._trim(start, end)
        if start >= end:
            return
        for word in _WORD.finditer(self.text, start, end):
            named = table.UNKNOWN.match(self.text, word.start())
            named = named if named and named["name"].islower() else None
            unknown = named or table.FOREIGN.match(self.folded, word.start())
            if unknown and not ADDRESS.match(self.text, word.start()):
                self.unused.append(Unused((word.start(), unknown.end()), "no_such_operator"))
            elif re.fullmatch(r"\*[*?]*|\?+\*[*?]*", word.group()):
                self.unused.append(Unused(word.span(), "wildcard_short"))
            elif word.group() in "+-" and word.end() == len(self.text):
                self.unused.append(Unused(word.span(), "no_value"))
        if any(c.isalnum() for c in self.text[start:end]):
            found.add(Words((start, end)))

    def _special(self, at: int, end: int, depth: int, found: _Sequence, run: int) -> int | None:
        """Read what is no running text at ``at``, after the running text from ``run`` on; return where to go on, None for text."""
        if self.text[at].isspace():
            return None
        if near := self._near(at):
            self._flush(run, at, found)
            return self._join_near(at, near, end, depth, found)
        if joiner := self._joiner(at):
            self._flush(run, at, found)
            return self._join(joiner, end, depth, found)
        read = self._operand(at, end, depth, found=found)
        if read is None:
            return None
        node, after = read
        self._flush(run, at, found)
        if node is not None:
            if isinstance(node, Excluded) and found.alternative and found.joiner:
                # "a OR NOT b" would be nearly everything.
                self.unused.append(Unused(found.joiner, "joins_nothing"))
                found.alternative = False
            found.add(node)
        return after

    def _operand(self, at: int, end: int, depth: int, found: _Sequence | None = None) -> tuple[Node | None, int] | None:
        """A quote, bracket, operator or sign at ``at`` and where it ends; None for running text. Nothing is made of an unused one."""
        if (close := self._quote_end(at, end)) > 0:
            if not any(c.isalnum() for c in self.text[at:close]):
                self.unused.append(Unused((at, close), "no_value"))
                return None, close
            return Quoted((at, close)), close
        if (
            (repeated := table.REPEATED.match(self.folded, at, end))
            and (inner := self._operand(repeated.end(), end, depth))
            and isinstance(inner[0], (Quoted, Literal, Group))
        ):
            count = min(max(int(repeated["count"]), 1), table.MOST_TIMES)
            return Repeated((at, inner[1]), inner[0], count), inner[1]
        if name := table.NAMED.match(self.folded, at, end):
            return self._filter(name, end, depth)
        if self.text[at] == "(":
            return self._bracket(at, end, depth)
        word = _WORD.match(self.text, at, end)
        if word is None or self.text[at] not in "+-" or len(word.group()) == 1:
            return None
        if self.text[at] == "-":
            return self._left_out(at, at + 1, end, depth)
        close = self._quote_end(at + 1, end)
        if close > 0:
            return Literal((at, close), (at + 2, close - 1)), close
        stop = self._own_end(at + 1, word.end(), depth)
        return Literal((at, stop), (at + 1, stop)), stop

    def _quote_end(self, at: int, end: int) -> int:
        """Where the phrase that opens at ``at`` closes (after its quote), or -1."""
        close = self.text.find('"', at + 1, end) if at < end and self.text[at] == '"' else -1
        return close + 1 if close > 0 else -1

    def _bracket_end(self, at: int, end: int) -> Span | None:
        """Where what the bracket at ``at`` holds ends, and where to go on; one that is never closed holds the rest."""
        if at >= end or self.text[at] != "(":
            return None
        if at in self._open:
            return (end, end) if self._letters.find(1, at, end) >= 0 else None
        close = self._closing.get(at, end)
        return (close, close + 1) if close < end else None

    def _bracket(self, at: int, end: int, depth: int) -> tuple[Node | None, int] | None:
        """A bracket that holds more than words; one around words is a sign of the text."""
        inside = self._bracket_end(at, end)
        if inside is None or depth >= _DEEPEST or at in self._plain:
            return None
        close, after = inside
        told = len(self.unused)
        options = self.sequence(at + 1, close, depth + 1)
        if len(self.unused) == told and len(options) == 1 and all(isinstance(node, Words) for node in options):
            self._plain[at] = after
            return None
        self._taken.add(at)
        if len(options) == 1 and isinstance(options[0], Group) and not options[0].closed:
            return replace(options[0], span=(at, after), closed=True), after
        if not options:
            if len(self.unused) == told:
                self.unused.append(Unused((at, after), "no_value"))
            return None, after
        return Group((at, after), (tuple(options),), closed=True), after

    def _filter(self, name: re.Match[str], end: int, depth: int) -> tuple[Node | None, int]:
        """An operator with its value."""
        operator, start = table.operator_of(name["name"]), name.end()
        named = name.start(), name.end() - len(name["gap"])
        words = max(1, int(name["words"] or table.FIRST_WORDS))
        if start >= end or self.text[start] == ")" or self._joiner(start) or table.NAMED.match(self.folded, start, end):
            self.unused.append(Unused(named, "no_value"))
            return None, named[1]
        value: Node | None = None
        if bracket := self._bracket_end(start, end):
            close, after = bracket
            self._taken.add(start)
            options = self.sequence(start + 1, close, depth + 1) if depth < _DEEPEST else []
            values = tuple(_inner(one) for one in options for one in _alternatives(one))
            value = options[0] if len(options) == 1 else Group((start, after), (tuple(options),), closed=True)
            if not options:
                self.unused.append(Unused((named[0], after), "no_value"))
                return None, after
        elif (close := self._quote_end(start, end)) > 0:
            after, value, values = close, Quoted((start, close)), ((start + 1, close - 1),)
            if not self.text[start + 1 : close - 1].strip():
                self.unused.append(Unused((named[0], close), "no_value"))
                return None, close
        elif self.text[start] == "+" and (read := self._operand(start, end, depth)) and isinstance(read[0], Literal):
            value, after = read
            values = (read[0].inside,)
        else:
            start = min(table.find_value_start(operator, self.folded, start), end - 1)
            after = min(table.find_value_end(operator, self.text, self.folded, start), end)
            if operator.kind in ("zone", "first_words", "fact") and self.text[start].islower():
                person = operator.key in ("person", "chair")
                if person or operator.kind != "fact":
                    after = max(after, self._first_unit_end(start, end, name=person))
            if not any(c.isalnum() for c in self.text[start:after]):
                self.unused.append(Unused(named, "no_value"))
                return None, named[1]
            value, values = Words((start, after)), ((start, after),)
        operand = value if operator.kind in ("zone", "first_words") else None
        return Filter((named[0], after), operator, named, values, operand, words), after

    def _left_out(self, at: int, start: int, end: int, depth: int) -> tuple[Node | None, int]:
        """What is left out, whose sign or word stands at ``at``: what quotes, brackets or an operator hold, else the first unit."""
        if self.text[start] != "-" and (read := self._operand(start, end, depth)) is not None:
            node, after = read
            return (None if node is None else Excluded((at, after), node)), after
        if bracket := self._bracket_end(start, end):
            self._taken.add(start)
            return Excluded((at, bracket[1]), Words(self._trim(start + 1, bracket[0]))), bracket[1]
        after = self._own_end(start, self._first_unit_end(start, end), depth)
        return Excluded((at, after), Words((start, after))), after

    def _trim(self, start: int, end: int) -> Span:
        """[start, end) without the blanks around it."""
        raw = self.text[start:end]
        return start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())

    def _own_end(self, start: int, end: int, depth: int) -> int:
        """Where [start, end) ends when it stands in a bracket: before a bracket that closes none of its own."""
        open_ = 0
        for at in range(start + 1, end) if depth else ():
            open_ += (self.text[at] == "(") - (self.text[at] == ")")
            if open_ < 0:
                return at
        return end

    def _first_unit_end(self, start: int, end: int, *, name: bool = False) -> int:
        """Where the first unit of the running text from ``start`` on ends."""
        rest = self.text[start : self._running_end(start, end)].rstrip()
        first = _WORD.match(rest)
        return start + max(self.whole(rest, name), first.end() if first else 0)

    def _running_end(self, start: int, end: int) -> int:
        """Where something other than running text begins after ``start``."""
        breaks = (start + m.end() for m in re.finditer(r"\s+", self.text[start:end]))
        return next((at for at in breaks if self._begins(at, end)), end)

    def _begins(self, at: int, end: int) -> bool:
        """Whether something other than running text begins at ``at``."""
        if at >= end:
            return False
        special = self._quote_end(at, end) > 0 or table.NAMED.match(self.folded, at, end) or self._joiner(at)
        word = _WORD.match(self.text, at, end)
        signed = word is not None and self.text[at] in "+-" and len(word.group()) > 1
        return bool(special) or signed or self._near(at) is not None or self.text[at] == "("

    def _joiner(self, at: int) -> re.Match[str] | None:
        """The word at ``at`` that joins or leaves out; Vietnamese ones are text where every other word is in capitals."""
        match = table.JOINER.match(self.text, at)
        return match if match and (match.group() in table.ENGLISH or not self._shouted) else None

    def _join(self, match: re.Match[str], end: int, depth: int, found: _Sequence) -> int:
        """Read AND, OR or NOT; one with nothing to join is left out, and said so."""
        rest = self.text[match.end() : end]
        start = match.end() + len(rest) - len(rest.lstrip())
        follows = start < end and self.text[start] != ")"
        if match["not"]:
            if not follows or self._joiner(start):
                self.unused.append(Unused(match.span(), "joins_nothing"))
                return match.end()
            if found.alternative and found.joiner:
                self.unused.append(Unused(found.joiner, "joins_nothing"))
            node, after = self._left_out(match.start(), start, end, depth)
            found.alternative, found.joiner = False, None
            if node is None:
                self.unused.append(Unused(match.span(), "joins_nothing"))
            else:
                found.add(node)
            return after
        if not follows or not found.nodes or found.joiner:
            self.unused.append(Unused(match.span(), "joins_nothing"))
            return match.end()
        found.alternative = bool(match["or"]) and not isinstance(found.nodes[-1], Excluded)
        if match["or"] and not found.alternative:
            self.unused.append(Unused(match.span(), "joins_nothing"))
            return match.end()
        found.joiner = match.span()
        return match.end()

    def _near(self, at: int) -> re.Match[str] | None:
        if match := table.NEAR.match(self.folded, at):
            return match
        return None if self._shouted else table.NEAR_ALONE.match(self.text, at)

    def _join_near(self, at: int, match: re.Match[str], end: int, depth: int, found: _Sequence) -> int:
        """Join what stands before and after a NEAR; one that has nothing on a side is not used."""
        rest = self.text[match.end() : end]
        start = match.end() + len(rest) - len(rest.lstrip())
        first = _last_operand(found.nodes)
        second: tuple[Node | None, int] | None = None
        if first is not None and start < end and not self._near(start) and not self._joiner(start):
            second = self._operand(start, end, depth) or self._words(start, end)
        if first is None or second is None or not isinstance(second[0], (Words, Quoted, Literal, Group)):
            self.unused.append(Unused(match.span(), "joins_nothing"))
            return match.end()
        named = match if match.re is table.NEAR else None
        joined = isinstance(_last_of(found.nodes), Near)
        span = (at if joined else first.span[0], second[1])
        _replace_last(found.nodes, Near(span, first, second[0], table.apart_of(named), joined))
        return second[1]

    def _words(self, start: int, end: int) -> tuple[Node, int] | None:
        """The running text from ``start`` up to what is none."""
        raw = self.text[start : self._running_end(start, end)].rstrip()
        if not any(c.isalnum() for c in raw):
            return None
        return Words((start, start + len(raw))), start + len(raw)


def _last_operand(nodes: Sequence[Node]) -> Node | None:
    """What a NEAR joins on its left."""
    if not nodes:
        return None
    last = _last_of(nodes)
    if isinstance(last, Near):
        return last.second
    return last if isinstance(last, (Words, Quoted, Literal, Group)) else None


def _last_of(nodes: Sequence[Node]) -> Node:
    """The last node, that of the last alternative where OR has joined some."""
    last = nodes[-1]
    return _last_of(last.options[-1]) if isinstance(last, Group) and not last.closed else last


def _is_joined(node: Node) -> bool:
    """Whether the node before belongs to this one."""
    return isinstance(node, Near) and node.joined


def _replace_last(nodes: list[Node], node: Near) -> None:
    """Put a NEAR in the place of what it joins on its left, or behind the NEAR that has this joined already."""
    last = nodes[-1]
    if isinstance(last, Group) and not last.closed:
        option = list(last.options[-1])
        _replace_last(option, node)
        nodes[-1] = replace(last, span=(last.span[0], node.span[1]), options=(*last.options[:-1], tuple(option)))
    elif node.joined:
        nodes.append(node)
    else:
        nodes[-1] = node


def _alternatives(node: Node) -> tuple[Node, ...]:
    """The alternatives of a value in brackets."""
    return tuple(one for option in node.options for one in option) if isinstance(node, Group) else (node,)


def _inner(node: Node) -> Span:
    """The characters of a value, without quotes and signs."""
    return node.inside if isinstance(node, (Quoted, Literal)) else node.span
