"""The leaves of plans: what of an index a plan can ask about at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from columnar.query.plan import Begins, Leaf, Run, Split
from columnar.schema import Schema
from columnar.segment.known_documents import Wanted


def leaves_of(part: object) -> Iterator[Leaf]:
    """Yield every leaf that a plan, or a part of one, asks about."""
    if isinstance(part, Run | Begins):
        yield part
    elif isinstance(part, Split):
        yield Begins(part.field, part.prefix)
    elif isinstance(part, tuple):
        for one in part:
            yield from leaves_of(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from leaves_of(getattr(part, field.name))


def terms_of(leaves: Iterable[Leaf], schema: Schema) -> dict[str, Wanted]:
    """Return, by vocabulary, what tells the leaves apart from all else."""
    terms: defaultdict[str, set[str]] = defaultdict(set)
    prefixes: defaultdict[str, set[str]] = defaultdict(set)
    for leaf in leaves:
        vocabulary = schema.by_name[leaf.field].vocabulary
        if isinstance(leaf, Begins):
            prefixes[vocabulary].add(leaf.prefix)
        else:
            terms[vocabulary].update(leaf.terms)
    return {name: Wanted(terms[name], prefixes[name]) for name in terms.keys() | prefixes.keys()}
