"""Settings: each takes what the table says, and what is wrong with them is told all at once, before anything begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import settings
from cli.main import cli
from setting_checks import CHECKS, Numbers
from settings import SETTINGS, Setting, SettingError
from web.app import create_app

NUMBERS = [one for one in SETTINGS if isinstance(one.takes, Numbers)]
CHOICES = [one for one in SETTINGS if isinstance(one.takes, tuple)]

WRONG = {
    "TIMTIN_BRAND_COLOR": "green",
    "TIMTIN_CONTACT": "zz",
    "TIMTIN_DELAY": "-5",
    "TIMTIN_DISK_FREE_MB": "inf",
    "TIMTIN_KEEP_AUDIT_DAYS": "-1",
    "TIMTIN_KEEP_JOBS_DAYS": "1e300",
    "TIMTIN_LANG": "fr",
    "TIMTIN_LOG_FORMAT": "xml",
    "TIMTIN_MAIL_FROM": "yy",
    "TIMTIN_NOTIFY_MAIL": "xx",
    "TIMTIN_NOTIFY_WEBHOOK": "bar",
    "TIMTIN_OPENSEARCH_HOSTS": "http://",
    "TIMTIN_OPENSEARCH_SHARDS": "0",
    "TIMTIN_PORT": "80800",
    "TIMTIN_PROXY_ADDRESSES": "10.0.0.0/8, proxy",
    "TIMTIN_PUBLIC_URL": "timtin.example.org",
    "TIMTIN_SITE_NAME": "Tin\nmới",
    "TIMTIN_SMTP_HOST": "smtp..example.org",
    "TIMTIN_SMTP_PORT": "99999999",
    "TIMTIN_SMTP_SECURITY": "SSL",
    "TIMTIN_TRUSTED_PROXIES": "inf",
    "TIMTIN_WEB_PROCESSES": "-1",
}


def test_every_problem_is_told_at_once() -> None:
    problems = settings.find_problems(WRONG)
    assert [problem.partition("=")[0].partition(" ")[0] for problem in problems] == list(WRONG)
    with pytest.raises(SettingError) as told:
        settings.check_all(WRONG)
    assert all(problem in str(told.value) for problem in problems)


@pytest.mark.parametrize("command", ["check", "demo", "serve", "work"])
def test_a_command_tells_every_problem_before_it_begins(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, text in WRONG.items():
        monkeypatch.setenv(variable, text)
    done = CliRunner().invoke(cli, ["--data", str(tmp_path / "data"), command])
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    assert [variable for variable in WRONG if variable not in done.output] == []


def test_the_site_tells_every_problem_before_it_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, text in WRONG.items():
        monkeypatch.setenv(variable, text)
    with pytest.raises(SettingError) as told:
        create_app(tmp_path / "data")
    assert [variable for variable in WRONG if variable not in str(told.value)] == []
    assert not (tmp_path / "data").exists()


def test_defaults_and_sound_values_are_no_problem() -> None:
    assert settings.find_problems({}) == []
    settings.check_all({"TIMTIN_PORT": "80", "TIMTIN_PUBLIC_URL": "https://timtin.example.org"})


def test_there_are_numbers_and_choices() -> None:
    assert len(NUMBERS) > 20 and CHOICES
    assert all(isinstance(one.takes, (Numbers, tuple)) or one.takes in CHECKS for one in SETTINGS)


def beyond(one: Numbers) -> list[str]:
    """What is no number of a range, whatever ``float`` says."""
    part = [f"{one.lowest + 0.5}"] if one.whole else []
    outside = [f"{one.lowest - 1}", f"{one.highest + 1:.0f}", "1e300", "-1e300", "9" * 30]
    return ["nan", "-nan", "inf", "-inf", "1e400", "nhiều", " ", "1,5", "0x10", *outside, *part]


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda one: one.name)
def test_a_number_is_one_of_its_range(setting: Setting) -> None:
    assert isinstance(setting.takes, Numbers)
    lowest, highest = setting.takes.bounds()
    for text in beyond(setting.takes):
        environ = {setting.variable: text}
        (problem,) = settings.find_problems(environ)
        assert problem.startswith(f"{setting.variable}={text!r}"), problem
        assert f" {lowest} " in problem and f" {highest}," in problem and problem.endswith(f" {setting.default}")
        with pytest.raises(SettingError, match=setting.variable):
            settings.number(setting.name, environ)
    for text in (lowest, highest, setting.default):
        assert settings.number(setting.name, {setting.variable: text}) == float(text)


@pytest.mark.parametrize("setting", CHOICES, ids=lambda one: one.name)
def test_a_choice_is_one_of_its_words(setting: Setting) -> None:
    for text in ("xml", "TEXT", " ", "-"):
        (problem,) = settings.find_problems({setting.variable: text})
        assert setting.variable in problem and all(word in problem for word in setting.takes)
    assert [w for w in setting.takes if settings.find_problems({setting.variable: w})] == []


@pytest.mark.parametrize("variable", ["TIMTIN_PUBLIC_URL", "TIMTIN_DATABASE"])
@pytest.mark.parametrize(
    "text", ["http://[::1", "postgresql://[::1/x", "https://a:99999/", "postgresql://h:x/y", "https://a b/", "//", "x"]
)
def test_an_address_that_cannot_be_is_a_problem_with_a_sentence(variable: str, text: str) -> None:
    (problem,) = settings.find_problems({variable: text})
    assert variable in problem
