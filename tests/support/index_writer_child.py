"""Update the index of a folder in a process of its own, printing each step, so that a test can kill it there.

Usage: python -m tests.support.index_writer_child FOLDER FIRST COUNT [merge]. Prints a line for each step, then "done".
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from columnar import IndexWriter
from tests.support.english_index import FOLDS, SCHEMA, document

WATCHED = frozenset(
    ("write_batch", "write_arrays", "write_durably", "write_toc", "publish", "save", "clear_old", "merge_segments",
     "assemble", "_link", "finish", "rename", "fsync_folder")
)  # fmt: skip


def watch(frame: Any, event: str, _: Any) -> None:
    """Print a line whenever one of the watched functions begins or ends."""
    if event in ("call", "return") and frame.f_code.co_name in WATCHED:
        print(event, frame.f_code.co_name, flush=True)


def main() -> None:
    """Replace the first document and add others."""
    folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sys.setprofile(watch)
    with IndexWriter(folder, SCHEMA, FOLDS) as writer:
        writer.add([document(0, ["emu"], ["cat", f"at{first}"])])
        writer.add([document(i, ["cat", "dog"], ["dogs", "emu", "."]) for i in range(first, first + count)])
        writer.delete([first + count - 1])
        writer.publish(first)
        if "merge" in sys.argv:
            writer.merge()
    sys.setprofile(None)
    print("done")


if __name__ == "__main__":
    main()
