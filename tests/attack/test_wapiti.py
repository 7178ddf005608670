"""Wapiti, the scanner of Debian's package of that name, attacks the served demonstration and finds nothing of medium weight or above."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(shutil.which("wapiti") is None, reason="needs the Debian package wapiti"),
]

MODULES = "blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,xss"
"""All that ask nothing of a server elsewhere."""
MEDIUM = 2


@pytest.mark.timeout(2400)
def test_a_scanner_finds_nothing_of_medium_weight(demo_site: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    told = subprocess.run(
        [
            "wapiti", "-u", f"{demo_site}/", "--scope", "folder", "-d", "3", "-m", MODULES, "-f", "json", "-o", str(report),
            # It asks for brotli, which it cannot read everywhere.
            "-H", "Accept-Encoding: gzip, deflate",
            "--max-links-per-page", "40", "--max-files-per-dir", "8", "--max-scan-time", "240", "--max-attack-time", "120",
            "--flush-session", "--no-bugreport", "--store-session", str(tmp_path), "-v", "1",
        ],
        capture_output=True, text=True, check=False, timeout=2300,
    ).stdout  # fmt: skip
    seen = re.search(r"found (\d+) URLs and forms", told)
    assert seen is not None and int(seen[1]) > 50, told[-2000:]
    found = json.loads(report.read_text("utf-8"))
    grave = [
        (name, one["path"], one["parameter"], one["info"])
        for group in ("vulnerabilities", "anomalies")
        for name, several in found[group].items()
        for one in several
        if one["level"] >= MEDIUM
    ]
    assert grave == []
