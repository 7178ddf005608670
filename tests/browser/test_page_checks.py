"""Programs of others judge the pages and the API as served: Lighthouse, the Nu checker, extruct, Redocly and Spectral.

``tools/install-page-checks`` installs them (``make test-full`` does); without Node.js these checks are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Response

from tests.support.paths import ROOT
from tools.site_pages import ADMIN_PAGES, NAMES, show, sign_in

_TOOLS = ROOT / "build" / "page-checks"
_CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"  # fmt: skip
_GATED = ("accessibility", "best-practices", "seo")
_RUNS = 5

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    pytest.mark.skipif(not (_TOOLS / "ready").exists(), reason="tools/install-page-checks was not run"),
]


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


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kind", ["", "bai", "su-kien"], ids=["home", "article", "event"])
def test_lighthouse_has_nothing_to_say(demo_site: str, kind: str, record_property: Any) -> None:
    url = first_page(demo_site, kind) if kind else f"{demo_site}/"
    reports = [judge_page(url) for _ in range(_RUNS)]
    performance = median(report["categories"]["performance"]["score"] for report in reports)
    record_property("performance", performance)
    print(f"{url}: performance {performance}")
    for category in _GATED:
        score = median(report["categories"][category]["score"] for report in reports)
        assert score == 1, lost_points(reports[0])


@pytest.mark.parametrize("kind", ["", "bai", "su-kien"], ids=["home", "article", "event"])
def test_extruct_finds_the_structured_data(demo_site: str, kind: str) -> None:
    url = first_page(demo_site, kind) if kind else f"{demo_site}/"
    read = "import extruct, json, sys; print(json.dumps(extruct.extract(sys.stdin.read(), base_url=sys.argv[1], syntaxes=['json-ld', 'opengraph', 'dublincore'])))"  # fmt: skip
    with urlopen(url) as answer:
        page = answer.read().decode()
    python = str(_TOOLS / "extruct" / "bin" / "python")
    done = subprocess.run([python, "-c", read, url], input=page, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    types = {node["@type"] for block in found["json-ld"] for node in block["@graph"]}
    assert {"": "WebSite", "bai": "NewsArticle", "su-kien": "Event"}[kind] in types
    assert found["opengraph"][0]["properties"]
    named = {element["URI"].rpartition("/")[2] for element in found["dublincore"][0]["elements"]}
    # Every page describes itself; an article alone is a work with a title and a day.
    assert ({"title", "date"} <= named) is (kind == "bai")


def test_redocly_and_spectral_have_nothing_to_say(demo_site: str, tmp_path: Path) -> None:
    described = tmp_path / "openapi.json"
    with urlopen(f"{demo_site}/api/v1/openapi.json") as answer:
        described.write_bytes(answer.read())
    ruleset = tmp_path / "spectral.yaml"
    ruleset.write_text("extends: ['spectral:oas']\n", "utf-8")
    binaries = _TOOLS / "node_modules" / ".bin"
    spectral = run_tool(str(binaries / "spectral"), "lint", str(described), "--ruleset", str(ruleset), "--fail-severity=warn")  # fmt: skip
    assert spectral.returncode == 0, spectral.stdout
    redocly = run_tool(str(binaries / "redocly"), "lint", "--extends=recommended", "--format=json", str(described))
    assert json.loads(redocly.stdout)["totals"] == {"errors": 0, "warnings": 0, "ignored": 0}, redocly.stdout


@pytest.mark.skipif(shutil.which("java") is None, reason="the Nu checker needs Java")
def test_the_nu_checker_has_nothing_to_say(browser: Browser, demo_site: str, tmp_path: Path) -> None:
    for names in (NAMES, tuple(ADMIN_PAGES)):
        context = browser.new_context(locale="vi-VN")
        if names is not NAMES:
            sign_in(context, demo_site)
        page = context.new_page()
        for name in names:
            answers: list[Response] = []

            def keep(answer: Response, kept: list[Response] = answers) -> None:
                kept.append(answer)

            page.on("response", keep)
            show(page, demo_site, name)
            page.remove_listener("response", keep)
            # What the server sent, not what scripts made of it.
            documents = [answer for answer in answers if answer.request.resource_type == "document"]
            (tmp_path / f"{name}.html").write_bytes(documents[-1].body())
        context.close()
    jar = str(_TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")
    checked = run_tool("java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", str(tmp_path))
    said = json.loads(checked.stderr)["messages"]
    assert [(one["url"].rpartition("/")[2], one["type"], one["message"], one.get("extract")) for one in said] == []
