"""Every module of the product has a test file of its path, or is listed with the test or journey that runs it."""

from __future__ import annotations

import pytest

from tests.support.paths import ROOT
from tests.support.tree import product_files

LISTED = dict(
    line.split("\t") for line in (ROOT / "tests/gates/covered_modules.tsv").read_text("utf-8").splitlines()[1:]
)
MODULES = {str(path) for path in product_files() if path.name != "__init__.py"}


def own_test(module: str) -> str:
    """The test file of a module's path."""
    folder, _, name = module.rpartition("/")
    return "/".join(part for part in ("tests", folder, f"test_{name}") if part)


def test_every_module_has_a_test() -> None:
    without = {module for module in MODULES if not (ROOT / own_test(module)).is_file()}
    assert without == set(LISTED), "list new modules in covered_modules.tsv, or give them a test file of their path"


@pytest.mark.parametrize("test", sorted(set(LISTED.values())))
def test_what_is_listed_exists(test: str) -> None:
    assert (ROOT / test).is_file()
