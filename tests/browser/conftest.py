"""One Chromium a module, and the demonstration's archive served as it is in production."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from search import refresh_suggestions
from tools.write_screenshots import CHROMIUM, FLAGS, serve_folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served copy of the demonstration."""
    data = tmp_path_factory.mktemp("demo-served") / "data"
    shutil.copytree(demo_data, data)
    refresh_suggestions(data)
    with serve_folder(data) as address:
        yield address


class Listener:
    """What a page complains about: script errors, the console, the policy, answers of 500 and more."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type != "debug" else None)
        page.on("response", lambda r: self.complaints.append(f"{r.status} {r.url}") if r.status >= 500 else None)
