"""The mutants that measure the tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.mutate import MODULES, ROOT, Workplace, mutants_of


def changed(source: str) -> set[str]:
    return {mutant.source for mutant in mutants_of(source)}


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("a == b", {"a != b"}),
        ("a and b", {"a or b"}),
        ("a + 1", {"a - 1", "a + 2"}),
        ("not a", {"not not a"}),
        ("x = 'b'", {"x = 'bX'"}),
        ("x = True", {"x = False"}),
        ("if a:\n    b()", {"if not a:\n    b()"}),
        ("[x for x in y if z]", {"[x for x in y]"}),
        ("for x in y:\n    continue", {"for x in y:\n    break"}),
        ("def f(x: 'T') -> 'U':\n    'Say.'\n    return x", {"def f(x: 'T') -> 'U':\n    \"\"\"Say.\"\"\"\n    return None"}),
        ("_log.info('x')", set()),
        ("__all__ = ['x']", set()),
    ],
)  # fmt: skip
def test_one_thing_is_changed_at_a_time(source: str, mutants: set[str]) -> None:
    assert {ast.unparse(ast.parse(text)) for text in changed(source)} == {
        ast.unparse(ast.parse(text)) for text in mutants
    }


def test_each_mutant_is_made_once() -> None:
    assert len(mutants_of("if not a:\n    b()")) == 1


def test_modules_and_their_tests_are_there() -> None:
    assert not [path for module, tests in MODULES.items() for path in (module, *tests) if not (ROOT / path).is_file()]


def test_what_no_test_notices_lives(tmp_path: Path) -> None:
    (tmp_path / "half.py").write_text(
        "STEP = 2\n\n\ndef half(n):\n    return n // STEP\n\n\ndef unseen():\n    return 7\n\n\n"
        "def third(n):\n    def part():\n        return n // 3\n\n    return part()\n"
    )
    (tmp_path / "test_half.py").write_text(
        "from half import half, third\n\n\ndef test_half():\n    assert half(8) == 4\n\n\ndef test_third():\n    assert third(9) == 3\n"
    )
    count, lived = Workplace(tmp_path).survivors("half.py", ["test_half.py"], 100, 1)
    assert (count, {mutant.line for mutant in lived}) == (len(mutants_of((tmp_path / "half.py").read_text())), {9})


def test_a_mutant_knows_the_body_of_its_function() -> None:
    source = "A = 1\n\n\ndef f(n=2):\n    def g():\n        return 3\n\n    return g() + 4\n"
    assert {mutant.before: mutant.reached_by for mutant in mutants_of(source)} == {
        "1": None, "2": None, "3": (6, 6), "return 3": (6, 6), "4": (5, 8), "return g() + 4": (5, 8), "g() + 4": (5, 8),
    }  # fmt: skip
