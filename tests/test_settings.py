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
