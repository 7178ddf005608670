"""``make audit``: says what was found, and says so when nobody could be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.audit import audit


@pytest.mark.parametrize(
    ("script", "code", "told"),
    [
        ("echo none found", 0, "none found"),
        ("echo GHSA-1; exit 1", 1, "GHSA-1"),
        ("echo 'whoosh3 Dependency not found on PyPI and could not be audited: whoosh3'", 2, "could not be reached"),
        ("echo 'requests.exceptions.ConnectionError: no route' >&2; exit 1", 2, "could not be reached"),
    ],
)
def test_what_was_found_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, code: int, told: str
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    assert audit(str(program), "lock.txt") == code
    said = capsys.readouterr()
    assert told in said.out + said.err
