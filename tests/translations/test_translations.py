"""What ``translations`` answers in each language, and which language is spoken."""

from __future__ import annotations

import threading

import pytest

from translations import LANGUAGES, gettext, language, ngettext, use_language, write_decimal, write_number


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


def test_a_text_without_english_is_shown_as_it_is() -> None:
    with use_language("en"):
        assert gettext("không ai dịch {x}", x=1) == "không ai dịch 1"
        assert ngettext("không ai dịch {n}", 1234) == "không ai dịch 1,234"


@pytest.mark.parametrize("name", LANGUAGES)
def test_numbers_are_written_as_the_language_does(name: str) -> None:
    with use_language(name):
        assert write_number(1234567) == ("1,234,567" if name == "en" else "1.234.567")
        assert write_decimal(1234.56, 2) == ("1,234.56" if name == "en" else "1.234,56")
        assert write_decimal(0.25) == ("0.2" if name == "en" else "0,2")
