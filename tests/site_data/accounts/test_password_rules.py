"""Which passwords are refused."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_data.accounts.account_names import LONGEST
from site_data.accounts.password_rules import MINIMUM, Weakness, common_passwords, find_weakness


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("ngan", "short"),
        ("mười một ký", "short"),
        ("x" * 1001, "long"),
        ("123456789012", "common"),
        ("1234567890123456", "common"),
        ("abcdefghijklmnop", "common"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("password1234", "common"),
        ("P@ssw0rd2026!!", "common"),
        ("Matkhau@123456", "common"),
        ("Mật khẩu 2026!", "common"),
        ("qwertyuiop123", "common"),
        ("iloveyou iloveyou", "common"),
        ("anhyeuem123456", "common"),
        ("congan@2025@2026", "common"),
        ("timtin-lan-2026", "personal"),
        ("lan_lan_lan_123", "personal"),
        ("mot-mat-khau-dai", None),
        ("ba con voi uong tra", None),
        ("bốn mùa sông nước", None),
        ("tr0-giup-Kh4ch-la-9", None),
        ("xKq7vTz2mWp4", None),
    ],
)
def test_what_everybody_tries_first_is_refused(password: str, weakness: Weakness | None) -> None:
    assert find_weakness(password, "lan") == weakness


def test_the_list_is_there() -> None:
    assert len(common_passwords()) > 15_000
    refused = [p for p in common_passwords() if len(p) >= MINIMUM and find_weakness(p) is None]
    assert refused == []


@pytest.mark.parametrize(
    ("password", "weakness"),
    [("bốn mùa sông nước " * 55, None), ("ba con voi " * 100, "long"), (normalize("NFD", "bốn mùa sông nước " * 50), "long")],
    ids=["fits", "long", "long as it is typed"],
)  # fmt: skip
def test_the_length_is_counted_as_signing_in_counts_it(password: str, weakness: Weakness | None) -> None:
    assert find_weakness(password, "lan") == weakness


def test_of_a_name_no_more_is_read_than_one_may_have() -> None:
    assert find_weakness("mot-mat-khau-dai", "\u0301" * LONGEST + "mot-mat-khau-dai") is None


@given(st.text(min_size=MINIMUM, max_size=40))
def test_every_password_gets_an_answer(password: str) -> None:
    assert find_weakness(password, "lan") in (None, "short", "common", "personal")


def test_checking_for_nobody_takes_todays_parameters() -> None:
    from argon2 import PasswordHasher

    from site_data import passwords

    assert not PasswordHasher().check_needs_rehash(passwords._NOBODY)
    assert not passwords.check_password(None, "mot-mat-khau-dai")
