"""A text that lacks its English is shown as it is, with its data."""

from __future__ import annotations

from translations import gettext, lookup, ngettext, use_language

_UNKNOWN = "không ai dịch {x}"
_COUNTED = "không ai dịch {n}"


def test_a_text_without_english_is_shown_as_it_is() -> None:
    with use_language("en"):
        assert gettext(_UNKNOWN, x=1) == "không ai dịch 1"
        assert ngettext(_COUNTED, 1234) == "không ai dịch 1,234"


def test_one_and_many() -> None:
    with use_language("en"):
        assert (lookup("%(n)s bài", 1), lookup("%(n)s bài", 2)) == ("%(n)s article", "%(n)s articles")
    with use_language("vi"):
        assert (lookup("%(n)s bài", 1), lookup("%(n)s bài", 2)) == ("%(n)s bài", "%(n)s bài")
