"""Plans and nodes -> the program that the kernels run (``columnar.kernels.layout``)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from columnar.execution.made_lists import Key
from columnar.execution.postings_pointers import IndexPointers, bits
from columnar.execution.scratch import Scratch, address
from columnar.kernels import layout as slot
from columnar.query.filters import bounds, column_of, ordinals
from columnar.query.plan import (
    AllOf,
    AnyOf,
    Begins,
    BestOf,
    ByDocument,
    Clause,
    Days,
    KeyIn,
    Node,
    Nothing,
    Part,
    Plan,
    Run,
    Scored,
    Without,
)
from columnar.query.split_texts import split_texts
from columnar.reader.index_reader import IndexReader

_HOW = {AnyOf: slot.HOW_ANY, BestOf: slot.HOW_BEST, AllOf: slot.HOW_ALL, Without: slot.HOW_WITHOUT}


_NO_RUN = (np.zeros(0, np.int32), np.zeros(0, np.int32))

_ONE = np.array([0, 1], np.uint8)
"""Which of the numbers 0 and 1 of a column made for one query are let through."""


class Program:
    """One program being written. Lists stand first, so slots behind them are known once all lists are."""

    def __init__(self, fields: IndexPointers, direct: bool) -> None:
        """``direct``: nothing is deleted, so single terms are read in place."""
        self._fields, self._direct = fields, direct
        self._lists: list[list[int]] = []
        self._leaves: list[list[list[int]]] = []
        self._terms: list[list[list[int]]] = []
        self._nodes: list[tuple[int, int, list[int]]] = []
        self._bound: list[int] = []
        self._long: dict[int, Key] = {}
        self.places = 0
        """Places of the arena that the program may need."""
        self.kept: list[object] = []
        """Arrays the program points to."""

    @property
    def lists(self) -> int:
        """Lists so far."""
        return len(self._lists)

    @property
    def node_count(self) -> int:
        """Nodes so far that are made of lists."""
        return len(self._nodes)

    @property
    def runs(self) -> int:
        """Runs the lists may have."""
        return sum(map(len, self._leaves)) + len(self._nodes)

    def scored(self, node: Scored) -> int:
        """Add the list of a scored thing; return its number."""
        return self._add(node, *self._leaves_of(node))

    def scored_if_any(self, node: Scored) -> list[int]:
        """Add it only where a document can hold it; return its number, or nothing."""
        leaves, terms, direct = self._leaves_of(node)
        if not any(leaf[slot.LEAF_COUNT] for leaf in leaves):
            return []
        return [self._add(node, leaves, terms, direct)]

    def _leaves_of(self, node: Scored) -> tuple[list[list[int]], list[list[int]], bool]:
        """Return leaves of a scored thing, segment by segment, the other terms each points to, and whether they are read in place."""
        first = node.leaves[0] if len(node.leaves) == 1 else None
        if isinstance(first, Run) and len(first.terms) == 1:
            parts = self._fields.field(first.field).parts
            return [part.term(part.number(first.terms[0])) for part in parts], [], self._direct
        known = self._fields.made.find((node.field, node.leaves))
        if known is not None:
            self.kept.append(known)
            parts = self._fields.field(node.field).parts
            return [part.made(*one) for part, one in zip(parts, known, strict=True)], [], True
        if not isinstance(first, Run):
            return *self._several(node), False
        sides = [part.phrase_of(first.terms) for part in self._fields.field(first.field).parts]
        found = [one for one in sides if one is not None]
        return [leaf for leaf, _ in found], [others for _, others in found], False

    def _several(self, node: Scored) -> tuple[list[list[int]], list[list[int]]]:
        """Return leaves of a scored thing of several, segment by segment, and behind each the other terms it points to."""
        leaves: list[list[int]] = []
        terms: list[list[int]] = []
        for number in range(len(self._fields.field(node.field).parts)):
            for leaf in node.leaves:
                part = self._fields.field(leaf.field).parts[number]
                others: list[int] = []
                if isinstance(leaf, Begins):
                    low, high = part.prefix_range(leaf.prefix)
                    made = part.terms(low, max(low, high))
                elif len(leaf.terms) == 1:
                    made = part.term(part.number(leaf.terms[0]))
                elif (side := part.phrase_of(leaf.terms)) is not None:
                    made, others = side
                else:
                    continue
                if made[slot.LEAF_COUNT]:
                    leaves.append(made)
                    terms.append(others)
        return leaves, terms

    def _add(self, node: Scored, leaves: list[list[int]], terms: list[list[int]], direct: bool) -> int:
        field = self._fields.field(node.field)
        self._lists.append([bits(node.weight), *field.head, len(leaves), int(direct), *field.tail])
        self._leaves.append(leaves)
        self._terms.append(terms)
        found = leaves[0][slot.LEAF_COUNT] if len(leaves) == 1 else sum([leaf[slot.LEAF_COUNT] for leaf in leaves])
        self._bound.append(found)
        if not direct:
            # Documents and frequencies of each list, and as much again for a phrase within a union.
            self.places += 4 * found
            if terms and found + sum([leaf[slot.LEAF_OTHER_COUNT] for leaf in leaves]) >= self._fields.made.long:
                self._long[len(self._lists) - 1] = (node.field, node.leaves)
        return len(self._lists) - 1

    def postings(self, lists: Sequence[int]) -> int:
        """Return how many postings some lists are made of."""
        return sum([self._bound[n] for n in lists])

    def count_of(self, nodes: Sequence[Node], lists: Sequence[int]) -> int | None:
        """Return how many documents hold any of some nodes, made into these lists: -1 where it is yet to be kept, None where it is too little to be."""
        if self.postings(lists) < self._fields.made.long:
            return None
        return self._fields.made.count(tuple(nodes))

    def keep_count(self, nodes: Sequence[Node], documents: int) -> None:
        """Keep how many documents hold any of some nodes."""
        self._fields.made.keep_count(tuple(nodes), documents)

    def keep_lists(self, scratch: Scratch) -> None:
        """Keep what took long to make, once the program was run."""
        for number, key in self._long.items():
            runs = scratch.runs_of(slot.HEAD + number * slot.LIST_WIDTH)
            parts = self._fields.field(key[0]).parts
            self._fields.made.keep(key, [runs.get(part.base, _NO_RUN) for part in parts])

    def node(self, node: Node) -> int:
        """Add the list of any node; return its number."""
        if isinstance(node, Scored):
            return self.scored(node)
        parts = (node.node, node.unwanted) if isinstance(node, Without) else node.nodes
        children = [self.node(n) for n in parts]
        if len(children) == 1:
            return children[0]
        self._lists.append([0] * slot.LIST_WIDTH)
        self._leaves.append([])
        self._terms.append([])
        target = len(self._lists) - 1
        self._bound.append(sum(self._bound[c] for c in children))
        self.places += 3 * self._bound[target] + 8
        if children:
            self._nodes.append((_HOW[type(node)], target, children))
        return target

    def sum_of(self, node: Node) -> list[int]:
        """Return the lists whose sum is the node; what no document holds has none."""
        found: list[int] = []
        for one in node.nodes if isinstance(node, AnyOf) else (node,):
            found += self.scored_if_any(one) if isinstance(one, Scored) else [self.node(one)]
        return found

    def body(self, tail: Sequence[int] = ()) -> tuple[list[int], int]:
        """Return (the lists, leaves and nodes as they stand behind the head, the slot of the first node); asked for once."""
        out: list[int] = []
        at = slot.HEAD + len(self._lists) * slot.LIST_WIDTH
        behind: list[int] = []
        for record, leaves, terms in zip(self._lists, self._leaves, self._terms, strict=True):
            if leaves:
                record[slot.LIST_LEAVES] = at
                end = at + len(leaves) * slot.LEAF_WIDTH
                for leaf, others in zip(leaves, terms or [[]] * len(leaves), strict=True):
                    if others:
                        leaf[slot.LEAF_TERMS] = end
                        end += len(others)
                    behind += leaf
                for others in terms:
                    behind += others
                at = end
            out += record
        out += behind
        children = at + len(self._nodes) * slot.NODE_WIDTH
        listed: list[int] = []
        for how, target, own in self._nodes:
            out += (how, target, children + len(listed), len(own))
            listed += own
        return [*out, *listed, *tail], at


class PlanProgram:
    """A plan as a program."""

    def __init__(self, reader: IndexReader, plan: Plan, program: Program) -> None:
        """Everything that needs a list gets it here."""
        self._reader, self._plan, self._program = reader, plan, program
        # The kernel gives bits to the first clauses: those that bind come first.
        self._clauses = sorted(plan.clauses, key=lambda c: not c.binds)
        self._parts = [[self._part(p) for p in clause.parts] for clause in self._clauses]
        self._excluded = [n for node in plan.excluded for n in program.sum_of(node)]
        place = {id(clause): bit for bit, clause in enumerate(self._clauses)}
        self._related = [
            (program.scored(one.node), sum(1 << place[id(plan.clauses[n])] for n in one.clauses))
            for one in plan.related
        ]
        self._ahead = [program.node(node) for node in plan.ahead]
        self._uncounted: list[int] = []
        # Without clauses every score is 0.
        self._boosts = [n for node in plan.boosts for n in program.scored_if_any(node)] if plan.clauses else []

    def _part(self, part: Part) -> tuple[list[int], list[list[int]], float]:
        pieces = [self._program.sum_of(n) for n in part.loose]
        return self._program.sum_of(part.node), pieces, part.loose_share / max(len(pieces), 1)

    def load(self, scratch: Scratch, needed: int, day_column: int, facets: Sequence[int]) -> int:
        """Write the program into the scratch memory; returns its address. ``facets``: (column, counts) addresses."""
        program, plan = self._program, self._plan
        body, nodes = program.body()
        head: dict[int, int] = {slot.NODES: nodes, slot.NODE_COUNT: program.node_count}

        def put(name: int, count_name: int, records: Sequence[int], width: int) -> None:
            head[name], head[count_name] = slot.HEAD + len(body), len(records) // width
            body.extend(records)

        put(slot.EXCLUDED, slot.EXCLUDED_COUNT, self._excluded, 1)
        put(slot.BOOSTS, slot.BOOST_COUNT, self._boosts, 1)
        put(slot.RELATED, slot.RELATED_COUNT, [n for pair in self._related for n in pair], slot.RELATED_WIDTH)
        put(slot.AHEAD, slot.AHEAD_COUNT, self._ahead, 1)
        put(slot.FACETS, slot.FACET_COUNT, facets, slot.FACET_WIDTH)
        put(slot.RESTRICTIONS, slot.RESTRICTION_COUNT, self._restrictions(), slot.RESTRICTION_WIDTH)
        clauses: list[int] = []
        for number, (clause, parts) in enumerate(zip(self._clauses, self._parts, strict=True)):
            clauses += [*self._clause(clause, parts, body), self._known(number), 0, int(clause.leads)]
        put(slot.CLAUSES, slot.CLAUSE_COUNT, clauses, slot.CLAUSE_WIDTH)
        head[slot.BOUND_COUNT] = sum(c.binds for c in self._clauses)
        head[slot.CANDIDATES] = plan.candidates
        head[slot.COVERAGE] = bits(plan.coverage)
        head[slot.DAYS] = day_column
        head[slot.RAREST_GAIN] = bits(plan.rarest_gain)
        head[slot.TIER_SHARE], head[slot.RELATED_SHARE] = bits(plan.tier_share), bits(plan.related_share)
        caps = self._caps()
        program.kept.append(caps)
        head[slot.CAPS], head[slot.CAP_COUNT] = address(caps), len(caps)
        scratch.reserve(program.places, program.runs)
        at = scratch.load(slot.RANK, body, needed, program.lists)
        for name, value in head.items():
            scratch.program[name] = value
        return at

    def _clause(
        self, clause: Clause, parts: Sequence[tuple[list[int], list[list[int]], float]], body: list[int]
    ) -> list[int]:
        """Write the parts of a clause behind the body; return its record."""
        records: list[int] = []
        for own, pieces, share in parts:
            first = slot.HEAD + len(body)
            body.extend(own)
            pairs: list[int] = []
            for piece in pieces:
                pairs += (slot.HEAD + len(body), len(piece))
                body.extend(piece)
            at = slot.HEAD + len(body)
            body.extend(pairs)
            records += (first, len(own), at, len(pieces), bits(share))
        at = slot.HEAD + len(body)
        body.extend(records)
        return [bits(clause.weight * clause.size), at, len(parts), 0, 0, 0]

    def _known(self, number: int) -> int:
        """How many documents hold a clause of many, -1 where that was not counted yet or it is one of few."""
        if not self._plan.tier_share:
            return -1
        lists = [n for own, _, _ in self._parts[number] for n in own]
        known = self._program.count_of([part.node for part in self._clauses[number].parts], lists)
        if known is None:
            return -1
        if known < 0:
            self._uncounted.append(number)
        return known

    def keep(self, scratch: Scratch) -> None:
        """Keep what took long to find out, once the program was run."""
        self._program.keep_lists(scratch)
        for number in self._uncounted:
            record = scratch.program[slot.CLAUSES] + number * slot.CLAUSE_WIDTH
            nodes = [part.node for part in self._clauses[number].parts]
            self._program.keep_count(nodes, scratch.program[record + slot.CLAUSE_DF])

    def postings(self, scratch: Scratch) -> tuple[int, int]:
        """Return, once the program was run, how many postings its clauses are made of, and how many of those that were not put off."""
        sizes = [self._program.postings([n for own, _, _ in parts for n in own]) for parts in self._parts]
        first = scratch.program[slot.CLAUSES] + slot.CLAUSE_LATE
        late = [scratch.program[first + number * slot.CLAUSE_WIDTH] for number in range(len(sizes))]
        return sum(sizes), sum(size for size, put_off in zip(sizes, late, strict=True) if not put_off)

    def _caps(self) -> NDArray[np.int32]:
        """(documents, 2) each document of several texts, and the mask of what its best text holds."""
        split = split_texts(self._reader, self._plan)
        if split is None:
            return np.zeros((0, 2), np.int32)
        held = split.held(self._clauses)
        masks = slot.HIT + held @ (1 << np.arange(held.shape[1]))
        return np.ascontiguousarray(np.stack([split.docs, masks], axis=1).astype(np.int32))

    def _restrictions(self) -> list[int]:
        records: list[int] = []
        for one in self._plan.restrictions:
            if isinstance(one, Nothing):
                one = KeyIn(())
            if isinstance(one, ByDocument):
                inside = column_of(self._reader, one)
                self._program.kept += [inside, _ONE]
                records += (slot.KIND_LABELS, address(inside), address(_ONE), 0, 0)
            elif isinstance(one, Days):
                low, high = bounds(one)
                for first, *other in [one.columns[i : i + 2] for i in range(0, len(one.columns), 2)]:
                    columns = [address(self._reader.column(first)), *(address(self._reader.column(c)) for c in other)]
                    records += (slot.KIND_DAYS, columns[0], columns[1] if other else 0, low, high)
            else:
                allowed = np.zeros(len(self._reader.labels(one.column)), np.uint8)
                allowed[ordinals(self._reader, one)] = 1
                self._program.kept.append(allowed)
                records += (slot.KIND_LABELS, address(self._reader.column(one.column)), address(allowed), 0, 0)
        return records
