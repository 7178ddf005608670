"""Who serves a data folder, and who may replace it."""

from __future__ import annotations

from pathlib import Path

from jobs.serving_lock import ExclusiveLock, ServingLock


def test_several_serve_and_only_the_first_was_alone(tmp_path: Path) -> None:
    with ServingLock(tmp_path) as first:
        with ServingLock(tmp_path) as second:
            assert (first.is_alone, second.is_alone) == (True, False)
        with ExclusiveLock(tmp_path) as replacing:
            assert not replacing.is_alone
    with ExclusiveLock(tmp_path) as replacing:
        assert replacing.is_alone
    with ServingLock(tmp_path) as later:
        assert later.is_alone
