"""Links and sessions end with what they belong to: the account as it was when they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_data.site import Site

NOW = datetime.now(UTC)


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Iterator[Site]:
    """A site with the admins lan and hoa."""
    with Site.open(tmp_path) as site:
        site.users.add("lan", "hash of lan")
        site.users.add("hoa", "hash of hoa")
        yield site


def accounts(site: Site) -> list[tuple[str, str, str]]:
    return [(user.name, user.role, user.password_hash) for user in site.users.list()]


def state_of(site: Site, token: str) -> str:
    found = site.invitations.find(token, NOW)
    return found.state if found else ""


ENDS: dict[str, Callable[[Site], object]] = {
    "a new password": lambda site: site.users.set_password("hoa", "newer hash"),
    "another role": lambda site: site.users.set_role("hoa", "reader"),
    "removal": lambda site: site.users.remove("hoa"),
}


@pytest.mark.smoke_postgresql
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_changes_an_account_ends_its_open_links(site: Site, end: Callable[[Site], object]) -> None:
    mine, other = site.invitations.add("hoa", "admin", NOW), site.invitations.add("lan", "admin", NOW)
    end(site)
    before = accounts(site)
    assert (state_of(site, mine), state_of(site, other)) == ("used", "usable")
    assert site.invitations.take(mine, "hoa", "hash of a thief", NOW) is None
    assert accounts(site) == before


def test_a_link_of_a_removed_account_is_not_one_of_the_next_that_is_called_so(site: Site) -> None:
    old = site.invitations.add("hoa", "admin", NOW)
    site.users.remove("hoa")
    site.users.add("hoa", "hash of another", "reader")
    assert site.invitations.take(old, "hoa", "hash of a thief", NOW) is None
    assert ("hoa", "reader", "hash of another") in accounts(site)


def test_a_link_for_a_lost_password_leaves_the_role_and_works_once(site: Site) -> None:
    site.users.set_role("hoa", "reader")
    link = site.invitations.add("hoa", "admin", NOW)
    assert site.invitations.take(link, "lan", "hash", NOW) is None, "it is for one name"
    taken = site.invitations.take(link, "hoa", "newer hash", NOW)
    assert taken is not None and taken.role == ""
    assert ("hoa", "reader", "newer hash") in accounts(site)
    assert site.invitations.take(link, "hoa", "third hash", NOW) is None


def test_a_link_for_a_new_account_makes_it_once(site: Site) -> None:
    link = site.invitations.add("mai", "editor", NOW)
    site.users.set_password("lan", "newer hash")
    taken = site.invitations.take(link, "mai", "hash of mai", NOW)
    assert taken is not None and taken.role == "editor"
    assert ("mai", "editor", "hash of mai") in accounts(site)
    assert site.invitations.take(link, "mai", "hash", NOW) is None


def test_a_link_for_a_new_account_ends_when_somebody_else_makes_that(site: Site) -> None:
    link = site.invitations.add("mai", "editor", NOW)
    site.users.add("mai", "hash of mai", "reader")
    assert state_of(site, link) == "used"
    assert site.invitations.take(link, "mai", "hash of a thief", NOW) is None


@pytest.mark.smoke_postgresql
def test_a_link_without_a_name_is_for_the_first_account(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        first, at_once = (site.invitations.add("", "admin", NOW) for _ in range(2))
        assert state_of(site, first) == "", "each new one replaces the one before"
        site.users.add("boss", "hash", "reader")
        assert state_of(site, at_once) == "used"
        late = site.invitations.add("", "admin", NOW)  # made while the first account was
        assert [site.invitations.take(link, "mai", "hash", NOW) for link in (at_once, late)] == [None, None]
        assert site.users.remove("boss")
        assert state_of(site, at_once) == "used", "it does not come back with nobody left"


@pytest.mark.parametrize("change", ENDS.values(), ids=ENDS)
def test_no_session_begins_with_a_password_that_was_looked_at_before_the_change(
    site: Site, change: Callable[[Site], object]
) -> None:
    assert site.sessions.begin("hoa", "hash of hoa", NOW) is not None
    change(site)
    assert site.sessions.list("hoa", NOW) == []
    still = any(account[2] == "hash of hoa" for account in accounts(site))
    assert (site.sessions.begin("hoa", "hash of hoa", NOW) is not None) is still
