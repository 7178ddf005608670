"""Roles of accounts: each may do what those before it may; views ask for one; accounts of before are admins."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_data.passwords import hash_password
from site_data.roles import ROLES, Role, as_role, has_role
from site_data.site import Site
from web.app import close_app, create_app

PASSWORD = "mot-mat-khau-dai"


@pytest.mark.parametrize(("at", "held"), list(enumerate(ROLES)))
def test_a_role_may_do_what_those_before_it_may(at: int, held: Role) -> None:
    assert [has_role(held, needed) for needed in ROLES] == [number <= at for number in range(len(ROLES))]


@pytest.mark.parametrize("held", ["", "owner", "Admin"])
def test_an_unknown_role_may_do_nothing(held: str) -> None:
    assert not any(has_role(held, needed) for needed in ROLES)
    with pytest.raises(ValueError):
        as_role(held)


def test_an_account_keeps_its_role(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        site.users.add("lan", "hash")
        site.users.add("hoa", "hash", "editor")
        site.users.set_role("hoa", "admin")
        site.users.set_role("lan", "reader")
        assert [(user.name, user.role) for user in site.users.list()] == [("hoa", "admin"), ("lan", "reader")]


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("editor", 403), ("admin", 200)])
def test_who_has_not_the_role_is_refused(tmp_path: Path, role: Role, status: int) -> None:
    app = create_app(tmp_path, testing=True)
    with Site.open(tmp_path) as site:
        site.users.add("lan", hash_password(PASSWORD), role)
    with app.test_client() as reader:
        reader.post("/quan-tri/dang-nhap", data={"name": "lan", "password": PASSWORD})
        assert reader.get("/quan-tri/an").status_code == status
    close_app(app)
