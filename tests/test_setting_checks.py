"""Settings that are more than a number are checked before the site starts."""

from __future__ import annotations

from pathlib import Path

import pytest

import settings
from setting_checks import contrast, origins_of


@pytest.mark.parametrize(
    ("name", "value", "sound"),
    [
        ("BRAND_COLOR", "#0b5d1e", True),
        ("BRAND_COLOR", "green", False),
        ("BRAND_COLOR", "#fff", False),
        ("BRAND_COLOR", "#ffe79a", False),
        ("BRAND_LOGO", "/khong/co.svg", False),
        ("BRAND_LOGO", "setup.cfg", False),
        ("CORS_ORIGINS", "*", True),
        ("CORS_ORIGINS", "https://a.vn, http://b.vn:8080", True),
        ("CORS_ORIGINS", "a.vn", False),
        ("CORS_ORIGINS", "https://a.vn/duong-dan", False),
        ("CORS_ORIGINS", "https://a.vn; script-src *", False),
        ("EMBED_ORIGINS", "none", True),
        ("EMBED_ORIGINS", ",", False),
        ("PUBLIC_URL", "https://tin.vn", True),
        ("PUBLIC_URL", "tin.vn", False),
        ("PUBLIC_URL", "https://", False),
        ("PUBLIC_URL", "https://tin.vn/?x=1", False),
    ],
)
def test_what_a_setting_takes(name: str, value: str, sound: bool) -> None:
    problems = settings.find_problems({f"TIMTIN_{name}": value})
    assert (not problems) is sound
    assert all(f"TIMTIN_{name}=" in problem and value in problem for problem in problems)


def test_a_picture_has_a_bounded_size(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    for size, sound in ((10, True), (300 * 1024, False)):
        logo.write_bytes(b"x" * size)
        assert (not settings.find_problems({"TIMTIN_BRAND_LOGO": str(logo)})) is sound


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_origins_have_no_slash() -> None:
    assert origins_of("https://a.vn/, https://b.vn") == ("https://a.vn", "https://b.vn")
