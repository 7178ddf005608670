"""Which language is spoken: that of the environment, or of the block a thread is in."""

from __future__ import annotations

import threading

import pytest

from translations import gettext, language, use_language


def test_the_environment_chooses_where_nobody_else_did(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, spoken in (("", "vi"), ("en", "en"), ("en_GB.UTF-8", "en"), ("fr", "vi"), ("vi", "vi")):
        monkeypatch.setenv("TIMTIN_LANG", asked)
        assert language() == spoken


def test_a_language_is_spoken_inside_its_block_and_thread_alone() -> None:
    before = language()
    heard: list[str] = []
    with use_language("en"):
        assert language() == "en" and gettext("Văn bản") == "Documents"
        other = threading.Thread(target=lambda: heard.append(language()))
        other.start()
        other.join()
    assert heard == [before] and language() == before
