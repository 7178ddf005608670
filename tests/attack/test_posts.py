"""Every form of the site: without a token, with a wrong one and with another session's; by strangers and by lower roles."""

from __future__ import annotations

import pytest
from apiflask import APIFlask
from werkzeug.routing import Rule

from site_data.site import Site
from tests.support.form_client import FormClient, admin_with_role, browser_of
from web.rate_limits import limiter

VALUES = {"name": "ha_tinh", "number": "1", "chosen": "1", "token": "khong-co", "article": "1", "kind": "thang"}
"""A value for each variable of an address."""

SIGNED = {"following.unsubscribe", "following.confirm"}
"""Forms that a signed link opens: mail programs post them without a page of ours (RFC 8058)."""


def rules(app: APIFlask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()) and rule.endpoint != "static"]


def address(app: APIFlask, rule: Rule) -> str:
    """An address of a rule, with a value for each variable."""
    with app.test_request_context():
        from flask import url_for

        values = {name: VALUES.get(name, "1") for name in rule.arguments}
        return url_for(rule.endpoint, **values)  # type: ignore[arg-type]


def state_of(app: APIFlask) -> list[object]:
    """What forms could change, but who tried to sign in."""
    with Site.open(app.config["DATA"]) as site:
        return [site.users.list(), site.jobs.count(), site.golden_queries.list(), site.saved_searches.alerts("asked")]


def post_rules(app: APIFlask) -> list[Rule]:
    """Every form; the API knows no session, so there is nothing to ride on."""
    return [r for r in rules(app, "POST") if r.endpoint not in SIGNED and not r.rule.startswith("/api/")]


def test_every_form_refuses_a_missing_a_wrong_and_a_foreign_token(app: APIFlask, admin: FormClient) -> None:
    foreign = browser_of(app).form_token()
    before = state_of(app)
    posts = post_rules(app)
    assert len(posts) > 20
    for rule in posts:
        path = address(app, rule)
        for token in ("", "sai", foreign, foreign[:-1]):
            limiter.reset()
            answer = admin.post(path, data={"csrf_token": token, "viec": "lap-lai", "role": "admin"})
            assert answer.status_code in (400, 404, 405), (path, token, answer.status_code)
    assert state_of(app) == before


@pytest.mark.parametrize("role", ["stranger", "reader", "editor"])
def test_no_form_of_admins_answers_anybody_else(app: APIFlask, admin: FormClient, role: str) -> None:
    other = browser_of(app) if role == "stranger" else admin_with_role(app, app.config["DATA"], f"{role}_a", role)
    before = state_of(app)
    own = {
        "admin_account.change_password",
        "admin_account.end_others",
        "admin.sign_out",
        "admin.sign_in",
        "admin.set_up",
    }
    guarded = [rule for rule in post_rules(app) if rule.rule.startswith("/quan-tri") and rule.endpoint not in own]
    open_to_editors = set()
    for rule in guarded:
        limiter.reset()
        answer = other.post(address(app, rule))
        if role == "stranger":
            assert (answer.status_code, answer.location) == (302, "/quan-tri/dang-nhap"), rule.rule
        elif answer.status_code != 403:
            open_to_editors.add(rule.endpoint)
    # What editors may do is theirs: facts and people. Accounts, sources, jobs, hiding and search are not.
    for endpoint in open_to_editors:
        assert role == "editor" and not endpoint.startswith(
            ("admin_users", "admin_sources", "admin_jobs", "admin_hiding", "admin_why", "admin_queries")
        ), endpoint
    assert state_of(app) == before


def test_no_page_of_the_administration_opens_to_strangers(app: APIFlask) -> None:
    stranger = browser_of(app)
    for rule in rules(app, "GET"):
        if rule.rule.startswith("/quan-tri") and rule.endpoint not in ("admin.sign_in", "admin.set_up"):
            limiter.reset()
            assert stranger.get(address(app, rule)).location == "/quan-tri/dang-nhap", rule.rule


def test_asking_changes_nothing(app: APIFlask, admin: FormClient) -> None:
    before = state_of(app)
    for rule in rules(app, "GET"):
        limiter.reset()
        answer = admin.get(address(app, rule))
        assert answer.status_code < 500, (rule.rule, answer.status_code)
        for method in ("PUT", "DELETE", "PATCH"):
            if method not in (rule.methods or ()):
                assert admin.open(address(app, rule), method=method).status_code in (400, 404, 405), rule.rule
    assert state_of(app) == before
