"""One Chromium a module, and who listens to what its pages complain about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response, sync_playwright

from tools.site_pages import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Listener:
    """What a page complains about: script errors, the console, the policy, answers of 500 and more."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self._page = page
        page.on("pageerror", self._hear_error)
        page.on("console", self._hear_console)
        page.on("response", self._hear_answer)

    def stop(self) -> None:
        """Hear no more of the page."""
        self._page.remove_listener("pageerror", self._hear_error)
        self._page.remove_listener("console", self._hear_console)
        self._page.remove_listener("response", self._hear_answer)

    def _hear_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _hear_console(self, said: ConsoleMessage) -> None:
        if said.type != "debug":
            self.complaints.append(said.text)

    def _hear_answer(self, answer: Response) -> None:
        if answer.status >= 500:
            self.complaints.append(f"{answer.status} {answer.url}")
