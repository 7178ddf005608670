"""What an index is made of, as a value: its fields, vocabularies and columns. Handed to the writer, kept in every file, read back.

A *stream* is one part of a document's text, as terms in reading order or as a bag of them; a *field* is a stream indexed with
the terms of one vocabulary. A vocabulary may be *derived* from another one term by term (unaccented, stemmed …): then its fields
cost no text of their own, since their term numbers follow from those of the vocabulary they are derived from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the ``stream`` it is made of and the ``vocabulary`` that numbers its terms.

    Without ``positions`` only frequencies are kept, and no phrase can be looked for.
    """

    name: str
    stream: str
    vocabulary: str = "terms"
    positions: bool = True


@dataclass(frozen=True)
class Schema:
    """The fields of an index.

    ``derived``: vocabulary -> the one it is derived from. ``labels``: label columns, one text a document, "" where absent.
    ``days``: day columns, days since 1970-01-01, NO_DAY where absent; ``sort_column`` is the one that documents are sorted by and
    counted in months by ("" for none). ``bigrams``: streams whose neighbouring terms are counted.

    Raises ValueError when its parts do not fit together.
    """

    fields: tuple[Field, ...]
    derived: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    sort_column: str = ""
    bigrams: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [*(f.name for f in self.fields), *self.labels, *self.days]
        if len(set(names)) != len(names) or not self.fields or "key" in names:
            raise ValueError(f"a schema needs fields and columns of different names, none of them key, not {names}")
        if self.sort_column and self.sort_column not in self.days:
            raise ValueError(f"the sort column {self.sort_column!r} is none of the day columns {self.days}")
        for stream in self.streams:
            of_stream = [f for f in self.fields if f.stream == stream]
            if len({self.base(f.vocabulary) for f in of_stream}) > 1 or len({f.positions for f in of_stream}) > 1:
                raise ValueError(f"the fields of stream {stream!r} must share one vocabulary and keep positions alike")
            if not of_stream[0].positions and len(of_stream) > 1:
                raise ValueError(f"stream {stream!r} keeps no positions: only one field can be made of it")
            if all(f.vocabulary in self.derived for f in of_stream):
                raise ValueError(f"stream {stream!r} needs a field of the vocabulary that others are derived from")
        if any(base in self.derived for base in self.derived.values()):
            raise ValueError("a vocabulary is derived from one that is not derived itself")
        if not set(self.derived.values()) <= set(self.bases):
            raise ValueError(f"no field is of a vocabulary that another is derived from: {dict(self.derived)}")
        if not set(self.bigrams) <= set(self.running) or len({self.base_of[s] for s in self.bigrams}) > 1:
            raise ValueError(f"bigrams are counted of streams with positions and one vocabulary, not {self.bigrams}")

    def base(self, vocabulary: str) -> str:
        """Return the vocabulary that the streams of ``vocabulary`` are numbered in: itself, or the one it is derived from."""
        return self.derived.get(vocabulary, vocabulary)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def streams(self) -> tuple[str, ...]:
        """Every stream: those in reading order first."""
        return (*self.running, *(f.stream for f in self.bags))

    @cached_property
    def running(self) -> tuple[str, ...]:
        """Streams whose terms are kept in reading order."""
        return tuple(dict.fromkeys(f.stream for f in self.fields if f.positions))

    @cached_property
    def bags(self) -> tuple[Field, ...]:
        """Fields of which only frequencies are kept; each has a stream of its own."""
        return tuple(f for f in self.fields if not f.positions)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """Vocabularies that are not derived, in the order of the fields."""
        return tuple(dict.fromkeys(self.base(f.vocabulary) for f in self.fields))

    @cached_property
    def base_of(self) -> Mapping[str, str]:
        """The vocabulary that numbers each stream."""
        return {f.stream: self.base(f.vocabulary) for f in self.fields}

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """Every vocabulary: those of the streams, then the derived ones."""
        return (*self.bases, *self.derived)

    def as_json(self) -> dict[str, Any]:
        """Return the schema as plain values."""
        return {**asdict(self), "derived": dict(self.derived)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote. Raises KeyError, TypeError, ValueError."""
        lists = {name: tuple(content[name]) for name in ("labels", "days", "bigrams")}
        fields = tuple(Field(**one) for one in content["fields"])
        return cls(fields, dict(content["derived"]), sort_column=content["sort_column"], **lists)
