"""Settings: what is wrong with them is told all at once, before anything begins."""

from __future__ import annotations

import pytest

import settings


def test_every_problem_is_told_at_once() -> None:
    wrong = {"TIMTIN_PORT": "many", "TIMTIN_DELAY": "soon", "TIMTIN_PUBLIC_URL": "timtin.example.org"}
    problems = settings.find_problems(wrong)
    assert len(problems) == 3
    with pytest.raises(settings.SettingError) as told:
        settings.check_all(wrong)
    assert all(problem in str(told.value) for problem in problems)


def test_defaults_and_sound_values_are_no_problem() -> None:
    assert settings.find_problems({}) == []
    settings.check_all({"TIMTIN_PORT": "80", "TIMTIN_PUBLIC_URL": "https://timtin.example.org"})


@pytest.mark.parametrize("variable", ["TIMTIN_PUBLIC_URL", "TIMTIN_DATABASE"])
@pytest.mark.parametrize(
    "text", ["http://[::1", "postgresql://[::1/x", "https://a:99999/", "postgresql://h:x/y", "https://a b/", "//", "x"]
)
def test_an_address_that_cannot_be_is_a_problem_with_a_sentence(variable: str, text: str) -> None:
    (problem,) = settings.find_problems({variable: text})
    assert variable in problem
