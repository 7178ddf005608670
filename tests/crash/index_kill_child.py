"""Runs one update of the index in a process of its own, telling each step on stdout, so that a test can kill it there.

Usage: python -m tests.crash.index_kill_child DATA. Prints a line for each batch, analysis and file step, then "done".
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def steps(frame_names: set[str]) -> Callable[[Any, str, Any], None]:
    """A profiler that prints a line whenever one of the named functions begins or ends."""

    def watch(frame: Any, event: str, arg: Any) -> None:
        if event in ("call", "return") and frame.f_code.co_name in frame_names:
            sys.stdout.write(f"{event} {frame.f_code.co_name}\n")
            sys.stdout.flush()

    return watch


def main() -> None:
    """Update the index of the data folder given."""
    import indexer.update as build
    from indexer.analysis import cache as kept

    build._BATCH = kept._KEEP_EVERY = 4
    sys.setprofile(
        steps(
            {
                "put_many",
                "changed_since",
                "write_segment",
                "write_arrays",
                "write_durably",
                "publish",
                "_keep",
                "read",
                "clear_old",
                "merge_segments",
                "write_batch",
                "write_toc",
                "_link",
            }
        )
    )
    build.index_archive(Path(sys.argv[1]), processes=1)
    sys.setprofile(None)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
