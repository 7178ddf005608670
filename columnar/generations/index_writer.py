"""Writes the next generation of an index: a segment of what is new beside those of the generation before, published in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from columnar.errors import ColumnarError, IndexDamaged, IndexMissing
from columnar.files.array_file import Written
from columnar.generations.assembly import Origin, SegmentEntry, assemble, reuse_segments
from columnar.generations.lock import writing_lock
from columnar.generations.manifest import Manifest
from columnar.generations.merging import MOST_DOCUMENTS, merge_once, payload_of
from columnar.generations.names import current_folder, find_damage
from columnar.generations.opened import Generation, check_index, open_current
from columnar.generations.publication import building, make_current, publish
from columnar.schema import Schema
from columnar.segment.documents import BatchGatherer, Document
from columnar.segment.reader import SUFFIX, Segment
from columnar.segment.writer import Folds, write_batch
from columnar.whoosh_compat.codec import AnalyzerOf, plain_analyzer


class IndexWriter:
    """The one writer of a folder; use as a context manager, which holds the folder's lock.

    ``add`` documents and ``delete`` keys, then ``publish``: until then readers see the generation before, and what is not published
    when the block ends is cleared away. Documents with a key that is known replace those before. What is written goes on top of the
    generation before; ``begin`` chooses another one, or none.
    """

    def __init__(
        self,
        data: Path,
        schema: Schema,
        folds: Folds | None = None,
        *,
        made_by: str = "",
        analyzer_of: AnalyzerOf = plain_analyzer,
        most: int = MOST_DOCUMENTS,
    ) -> None:
        """``folds`` makes the terms of each derived vocabulary. ``made_by`` names what makes the documents: of another one a
        generation is written afresh. ``analyzer_of`` gives the Whoosh analyzer of a field, for Whoosh's table of contents. ``most``:
        documents of a segment from which on the next one begins, so that memory does not grow with the archive.
        """
        self._data, self._schema, self._folds = data, schema, dict(folds or {})
        self._made_by, self._analyzer_of, self._most = made_by, analyzer_of, most
        self._stack = ExitStack()
        self._base: Generation | None = None
        self._gatherer: BatchGatherer | None = None
        self._place: dict[int, tuple[int, int]] = {}
        self._gone: set[int] = set()
        self._files: list[tuple[str, Written]] = []
        self._superseded: list[list[int]] = [[]]

    def __enter__(self) -> Self:
        """Take the lock. Raises IndexBusy."""
        self._stack.enter_context(writing_lock(self._data))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def current(self) -> Generation | None:
        """Return the generation that can be built on; None when there is none, it is damaged, or of another schema or maker.

        Where the one that should answer is damaged, the one before it becomes the current one, as it is for readers already; the
        damaged one is cleared away with the next publication, for its name must not come twice.
        """
        try:
            found = open_current(self._data)
            if found.folder != current_folder(self._data) or find_damage(self._data):
                make_current(self._data, found.folder.name)
        except (IndexMissing, IndexDamaged):
            return None
        same = found.manifest.schema == self._schema and found.manifest.made_by == self._made_by
        return found if same else None

    def begin(self, base: Generation | None) -> None:
        """Begin a generation on ``base`` (see ``current``), or afresh on None."""
        self._base = base
        self._name, self._aside = self._stack.enter_context(building(self._data))
        self._gatherer = BatchGatherer(self._schema)
        self._place, self._gone, self._files, self._superseded = {}, set(), [], [[]]

    def _begun(self) -> BatchGatherer:
        """Return what takes the documents of the generation that is being written."""
        if self._gatherer is None:
            self.begin(self.current())
        assert self._gatherer is not None
        return self._gatherer

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents; those of a key that was there before are replaced."""
        gatherer = self._begun()
        for doc, document in enumerate(documents, gatherer.documents):
            self._supersede(document.key)  # Added before in this very run: it changed again meanwhile.
            self._place[document.key] = (len(self._files), doc)
            self._gone.discard(document.key)
        gatherer.add(documents)
        if gatherer.documents >= self._most:
            self._write_segment(gatherer)

    def _supersede(self, key: int) -> None:
        """Let what was added of a key in this run be found no more."""
        if key in self._place:
            number, doc = self._place.pop(key)
            self._superseded[number].append(doc)

    def _write_segment(self, gatherer: BatchGatherer) -> None:
        """Write what was gathered as one segment of the generation and begin the next one."""
        number = len(self._files)
        name = f"{self._name}-{number}{SUFFIX}" if number else f"{self._name}{SUFFIX}"
        self._files.append((name, write_batch(self._aside / name, gatherer.finish(), self._folds)))
        self._superseded.append([])
        self._gatherer = BatchGatherer(self._schema)

    def delete(self, keys: Iterable[int]) -> None:
        """Let the documents of these keys be found no more."""
        self._begun()
        for key in keys:
            self._gone.add(key)
            self._supersede(key)

    @property
    def added(self) -> int:
        """Documents written that stay."""
        return len(self._place)

    @property
    def removed(self) -> int:
        """Keys deleted and not written again."""
        return len(self._gone)

    def publish(self, up_to: int = 0, examine: Callable[[Generation], None] | None = None) -> Manifest:
        """Publish what was written; return its manifest. ``examine`` looks at it first: what it raises leaves everything as it was.

        Raises IndexDamaged where the generation before turns out damaged: it is hashed then, so that whoever writes next builds on
        one that is sound.
        """
        try:
            return self._publish(up_to, examine)
        except IndexDamaged:
            check_index(self._data)
            raise

    def _publish(self, up_to: int, examine: Callable[[Generation], None] | None) -> Manifest:
        gatherer = self._begun()
        base = self._base
        entries: list[SegmentEntry] = []
        payload: Counter[str] = Counter()
        if base is not None:
            touched = self._gone | set(self._place)
            deleted = [base.deleted_in(number, touched) for number in range(len(base.segments))]
            entries = reuse_segments(base, range(len(base.segments)), deleted)
            payload = payload_of(base)
            for segment, before, now in zip(base.segments, base.deleted, deleted, strict=True):
                gone = segment.payload(np.setdiff1d(now, before)) if now.size > before.size else []
                payload.subtract(p.line for p in gone)
        if gatherer.documents or not (entries or self._files):
            self._write_segment(gatherer)
        for (name, written), superseded in zip(self._files, self._superseded, strict=False):
            fresh, replaced = Segment(self._aside / name), set(superseded)
            entries.append(SegmentEntry(name, fresh.documents, np.array(sorted(replaced), np.int32), written))
            payload.update(p.line for p in fresh.payload() if p.doc not in replaced)
        origin = Origin(self._schema, self._made_by, up_to, self._analyzer_of)
        manifest = assemble(self._aside, base, entries, payload, origin)
        publish(self._data, self._aside, manifest, base.folder.name if base else None, examine)
        self._gatherer = None
        return manifest

    def merge(self, check: Callable[[], None] = lambda: None) -> str:
        """Merge segments while there is something to merge; return the generation that answers. ``check`` may raise.

        Raises ColumnarError when something was added or deleted and not published yet.
        """
        if self._gatherer is not None and (self._gatherer.documents or self._files or self._gone):
            raise ColumnarError("columnar.unpublished")
        self._gatherer = None
        try:
            while merge_once(self._data, self._folds, check, self._analyzer_of, self._most):
                pass
        except IndexDamaged:
            check_index(self._data)
            raise
        return current_folder(self._data).name
