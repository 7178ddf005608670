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
        ("CONTACT", "quantri@example.org", True),
        ("CONTACT", "https://tin.vn/lien-he?ai=1", True),
        ("CONTACT", "tel:+84-24-0000-0000", True),
        ("CONTACT", "Nguyễn Văn Mẫu", False),
        ("CONTACT", "mẫu@example.org", False),
        ("CORS_ORIGINS", "*", True),
        ("CORS_ORIGINS", "https://a.vn, http://b.vn:8080", True),
        ("CORS_ORIGINS", "a.vn", False),
        ("CORS_ORIGINS", "https://a.vn/duong-dan", False),
        ("CORS_ORIGINS", "https://a.vn; script-src *", False),
        ("EMBED_ORIGINS", "none", True),
        ("EMBED_ORIGINS", ",", False),
        ("HOST", "::", True),
        ("HOST", "0.0.0.0", True),
        ("HOST", "tin.vn", True),
        ("HOST", "http://tin.vn", False),
        ("HOST", "a" * 70, False),
        ("LANG", "en", True),
        ("LANG", "en_GB.UTF-8", True),
        ("LANG", "fr", False),
        ("LANG", "vinh", False),
        ("MAIL_FROM", "tin@localhost", True),
        ("MAIL_FROM", "Tin <tin@tin.vn>", False),
        ("NOTIFY_MAIL", "a@tin.vn, b@tin.vn", True),
        ("NOTIFY_MAIL", "a@tin.vn; b@tin.vn", False),
        ("OPENSEARCH_CA_FILE", "setup.cfg", True),
        ("OPENSEARCH_CA_FILE", "/khong/co.pem", False),
        ("OPENSEARCH_INDEX", "tin-1", True),
        ("OPENSEARCH_INDEX", "Tin", False),
        ("PROXY_ADDRESSES", "127.0.0.1, 10.1.0.0/16", True),
        ("PROXY_ADDRESSES", "10.1.0.0/33", False),
        ("SITE_NAME", "Tin của tỉnh\xa0Mẫu", True),
        ("SITE_NAME", "Tin\nMẫu", False),
        ("SMTP_PASSWORD", "a\nb", True),
        ("PUBLIC_URL", "https://tin.vn", True),
        ("PUBLIC_URL", "tin.vn", False),
        ("PUBLIC_URL", "https://", False),
        ("PUBLIC_URL", "https://tin.vn/?x=1", False),
    ],
)
def test_what_a_setting_takes(name: str, value: str, sound: bool) -> None:
    problems = settings.find_problems({f"TIMTIN_{name}": value})
    assert (not problems) is sound
    assert all(f"TIMTIN_{name}={value!r}" in problem for problem in problems)


@pytest.mark.parametrize(
    ("name", "value", "sound"),
    [
        ("NOTIFY_WEBHOOK", "https://chat.tin.vn/?key=mat-khau", True),
        ("NOTIFY_WEBHOOK", "chat.tin.vn/?key=mat-khau", False),
        ("OPENSEARCH_HOSTS", "https://lan:mat-khau@a:9200, b:9200", True),
        ("OPENSEARCH_HOSTS", "https://lan:mat-khau@a:92000", False),
        ("DATABASE", "mysql://lan:mat-khau@a/x", False),
    ],
)
def test_what_may_hold_a_password_is_not_told(name: str, value: str, sound: bool) -> None:
    problems = settings.find_problems({f"TIMTIN_{name}": value})
    assert (not problems) is sound
    assert all(f"TIMTIN_{name} " in problem and "mat-khau" not in problem for problem in problems)


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
