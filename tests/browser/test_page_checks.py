"""Programs of others judge the pages and the API as served: Lighthouse, extruct, Redocly and Spectral.

``tools/install-page-checks`` installs them (``make test-full`` does); without Node.js these checks are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.paths import ROOT

_TOOLS = ROOT / "build" / "page-checks"
_CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"  # fmt: skip
_GATED = ("accessibility", "best-practices", "seo")
_RUNS = 5

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    pytest.mark.skipif(not (_TOOLS / "ready").exists(), reason="tools/install-page-checks was not run"),
]


@pytest.fixture(scope="module")
def served(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served demonstration, which is its public address too."""
    data = tmp_path_factory.mktemp("judged") / "data"
    shutil.copytree(demo_data, data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"TIMTIN_INDEX_MINUTES": "0", "TIMTIN_PUBLIC_URL": address}
    command = [sys.executable, "-u", str(ROOT / "run.py"), "--data", str(data), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        assert address in next(process.stdout)
        yield address
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        assert process.wait(60) == 0


def run_tool(*command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"CHROME_PATH": "/usr/bin/chromium", "CI": "true"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


def judge_page(url: str) -> dict[str, Any]:
    done = run_tool(
        str(_TOOLS / "node_modules" / ".bin" / "lighthouse"),
        url,
        "--output=json",
        "--quiet",
        f"--chrome-flags={_CHROMIUM}",
        "--only-categories=accessibility,best-practices,seo,performance",
    )
    assert done.stdout, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lost_points(report: dict[str, Any]) -> list[str]:
    """The audits of the gated categories that are not full, with what they say."""
    return [
        f"{category}: {audit['id']}: {audit['title']} {audit.get('explanation', '')}"
        for category in _GATED
        for ref in report["categories"][category]["auditRefs"]
        if ref["weight"] and (audit := report["audits"][ref["id"]])["score"] not in (None, 1)
    ]


def first_page(address: str, kind: str) -> str:
    """The first page of a kind that the sitemap names."""
    with urlopen(f"{address}/sitemap.xml") as answer:
        files = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    for file in files:
        with urlopen(file) as answer:
            found = re.findall(rf"<loc>([^<]*/{kind}/\d+)</loc>", answer.read().decode())
        if found:
            return str(found[0])
    raise AssertionError(f"no page of {kind} in the sitemap")


@pytest.mark.parametrize("kind", ["", "bai", "su-kien"], ids=["home", "article", "event"])
def test_lighthouse_has_nothing_to_say(served: str, kind: str, record_property: Any) -> None:
    url = first_page(served, kind) if kind else f"{served}/"
    reports = [judge_page(url) for _ in range(_RUNS)]
    performance = median(report["categories"]["performance"]["score"] for report in reports)
    record_property("performance", performance)
    print(f"{url}: performance {performance}")
    for category in _GATED:
        score = median(report["categories"][category]["score"] for report in reports)
        assert score == 1, lost_points(reports[0])


@pytest.mark.parametrize("kind", ["", "bai", "su-kien"], ids=["home", "article", "event"])
def test_extruct_finds_the_structured_data(served: str, kind: str) -> None:
    url = first_page(served, kind) if kind else f"{served}/"
    read = "import extruct, json, sys; print(json.dumps(extruct.extract(sys.stdin.read(), base_url=sys.argv[1], syntaxes=['json-ld', 'opengraph', 'dublincore'])))"  # fmt: skip
    with urlopen(url) as answer:
        page = answer.read().decode()
    python = str(_TOOLS / "extruct" / "bin" / "python")
    done = subprocess.run([python, "-c", read, url], input=page, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    types = {node["@type"] for block in found["json-ld"] for node in block["@graph"]}
    assert {"": "WebSite", "bai": "NewsArticle", "su-kien": "Event"}[kind] in types
    assert found["opengraph"][0]["properties"]
    assert bool(found["dublincore"][0]["elements"]) is (kind == "bai")


def test_redocly_and_spectral_have_nothing_to_say(served: str, tmp_path: Path) -> None:
    described = tmp_path / "openapi.json"
    with urlopen(f"{served}/api/v1/openapi.json") as answer:
        described.write_bytes(answer.read())
    ruleset = tmp_path / "spectral.yaml"
    ruleset.write_text("extends: ['spectral:oas']\n", "utf-8")
    binaries = _TOOLS / "node_modules" / ".bin"
    spectral = run_tool(str(binaries / "spectral"), "lint", str(described), "--ruleset", str(ruleset), "--fail-severity=warn")  # fmt: skip
    assert spectral.returncode == 0, spectral.stdout
    redocly = run_tool(str(binaries / "redocly"), "lint", "--extends=recommended", "--format=json", str(described))
    assert json.loads(redocly.stdout)["totals"] == {"errors": 0, "warnings": 0, "ignored": 0}, redocly.stdout
