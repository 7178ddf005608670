"""Measure what the tests of a module notice: change one thing at a time in a copy of the checkout, and see whether a test fails.

``python -m tools.mutate --sample 150`` prints, module by module, how many of the sampled mutants its tests killed, and which lived.
The tests of a module are those that ``MODULES`` names; a mutant inside of a function is tried by those of them that reach the
function, the quickest first. A mutant that makes the tests run three times as long as usual counts as killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import shutil
import signal
import site
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import monotonic, sleep
from typing import IO, NoReturn

import pytest
from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent

MODULES = {
    "crawler/http/robots.py": ("tests/crawler/http/test_robots.py",),
    "archive/canonical_url.py": ("tests/archive/test_canonical_url.py",),
    "vietnamese/spelling/normalise.py": (
        "tests/vietnamese/spelling/test_normalise.py",
        "tests/vietnamese/spelling/test_terms.py",
    ),
    "vietnamese/abbreviations/definitions.py": (
        "tests/vietnamese/abbreviations/test_definitions.py",
        "tests/vietnamese/abbreviations/test_dictionary.py",
        "tests/archive/abbreviations/test_definitions.py",
    ),
    "vietnamese/abbreviations/dictionary.py": ("tests/vietnamese/abbreviations/test_dictionary.py",),
    "search/query/grammar.py": ("tests/search/query/test_grammar.py", "tests/search/query/test_parser.py"),
    "web/admin/login.py": ("tests/web/admin/test_login.py",),
    "web/admin/password_attempts.py": ("tests/web/admin/test_login.py",),
}
"""The modules whose faults cost most, and the tests that hold them."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed place: its line, what stood there, what stands there now, the whole module with it, and its function's lines."""

    line: int
    before: str
    after: str
    source: str
    reached_by: tuple[int, int] | None = None
    """First and last line of the body of the function around it; None for what runs when the module is loaded."""


def mutants_of(source: str) -> list[Mutant]:
    """Return every mutant of a module; docstrings, annotations and what is only told to people stay as they are."""
    tree = ast.parse(source)
    skipped = _skipped(tree)
    bodies = [(node.body[0].lineno, node.end_lineno or 0) for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]
    found: list[Mutant] = []
    known = {ast.unparse(tree)}  # "if not a" becomes "if not not a" by its "if" and by its "not"
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for change in _changes(node):
            changed = copy.deepcopy(tree)
            place = next(n for at, n in enumerate(ast.walk(changed)) if at == number)
            before = ast.unparse(place)
            change(place)
            after = ast.unparse(ast.fix_missing_locations(changed))
            if after not in known:
                known.add(after)
                line = getattr(place, "lineno", 0)
                around = [body for body in bodies if body[0] <= line <= body[1]]
                found.append(Mutant(line, before, ast.unparse(place), after, max(around, default=None)))
    return found


def _skipped(tree: ast.Module) -> set[int]:
    """Return what no test has to notice: docstrings, annotations, imports, decorators, names of errors' codes in calls of loggers."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts += [node.returns, *(a.annotation for a in ast.walk(node.args) if isinstance(a, ast.arg))]
            parts += node.decorator_list
        elif isinstance(node, ast.ClassDef):
            parts += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts.append(node.value)
        elif _tells_people_alone(node):
            parts.append(node)
        found |= {id(inner) for part in parts if part is not None for inner in ast.walk(part)}
    return found


def _tells_people_alone(node: ast.AST) -> bool:
    """Tell whether a node is a line of the log, a sentence, a face's list of names, or for the type checker."""
    if isinstance(node, ast.Assign):
        return [ast.unparse(target) for target in node.targets] == ["__all__"]
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("_log.", "N_"))


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Yield what can be changed about a node, as changes in place."""
    if isinstance(node, ast.Compare) and (other := _COMPARED.get(type(node.ops[0]))) is not None:
        yield lambda n, other=other: n.ops.__setitem__(0, other())  # type: ignore[misc]
    elif isinstance(node, ast.BoolOp):
        swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield lambda n: setattr(n, "op", swapped())
    elif isinstance(node, ast.BinOp) and (counted := _COUNTED.get(type(node.op))) is not None:
        yield lambda n: setattr(n, "op", counted())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _drop_not
    elif isinstance(node, ast.Constant):
        yield from _changes_of_constant(node.value)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))  # type: ignore[attr-defined]
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.Continue | ast.Break):
        yield _other_jump
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield lambda n: n.ifs.pop(0)  # type: ignore[attr-defined]


def _changes_of_constant(value: object) -> Iterator[Callable[[ast.AST], None]]:
    if isinstance(value, bool):
        yield lambda n: setattr(n, "value", not value)
    elif isinstance(value, int | float):
        yield lambda n: setattr(n, "value", value + 1)
    elif isinstance(value, str):
        yield lambda n: setattr(n, "value", value + "X" if value else "X")


def _drop_not(node: ast.AST) -> None:
    """Make ``not x`` into ``bool(x)``, in place."""
    assert isinstance(node, ast.UnaryOp)
    inner = node.operand
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), inner)


def _other_jump(node: ast.AST) -> None:
    """Make ``continue`` into ``break`` and back, in place."""
    node.__class__ = ast.Break if isinstance(node, ast.Continue) else ast.Continue


@dataclass(slots=True)
class Workplace:
    """A copy of the checkout in which modules are changed and tests run."""

    folder: Path

    def survivors(self, module: str, tests: Sequence[str], sample: int, seed: int) -> tuple[int, list[Mutant]]:
        """Try ``sample`` mutants of a module; return how many there were, and those that no test noticed."""
        path = self.folder / module
        source = path.read_text("utf-8")
        mutants = mutants_of(source)
        chosen = random.Random(seed).sample(mutants, min(sample, len(mutants)))
        lived = []
        with _test_runs(self.folder, module, tests) as passes:
            if not passes(3600, None):
                raise SystemExit(f"{module}: its tests fail as it is")
            begun = monotonic()
            if not passes(3600, None):
                raise SystemExit(f"{module}: its tests fail when they are run again")
            usual = monotonic() - begun
            for mutant in chosen:
                path.write_text(mutant.source, "utf-8")
                if passes(3 * usual + 30, mutant.reached_by):
                    lived.append(mutant)
        path.write_text(source, "utf-8")
        return len(chosen), lived


@contextmanager
def _test_runs(
    folder: Path, module: str, tests: Sequence[str]
) -> Iterator[Callable[[float, tuple[int, int] | None], bool]]:
    """Yield what runs the tests that reach some lines, or all, in a folder and tells whether they pass within so many seconds."""
    command = [sys.executable, "-B", __file__, "--run", module, *tests]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdin is not None and runner.stdout is not None
        asked, answers = runner.stdin, runner.stdout

        def passes(seconds: float, lines: tuple[int, int] | None) -> bool:
            print(json.dumps([seconds, lines]), file=asked, flush=True)
            return answers.readline().strip() == "0"

        yield passes
        asked.close()


def run_tests(module: str, tests: Sequence[str]) -> None:
    """Run tests once for each line of standard input, which says within how many seconds and what lines, and answer with pytest's code.

    Each run is a fork of this process, which has imported what others wrote and the tests need, and nothing of what is tested.
    The first run notes which test reaches which lines of the module, and how long each takes.
    """
    sys.path[0] = str(Path.cwd())
    known: dict[str, _Reach] | None = None
    for line in sys.stdin:
        seconds, lines = json.loads(line)
        with TemporaryFile("w+") as notes:
            if (child := os.fork()) == 0:
                _run_once(tests, notes, _Recorder(module) if known is None else _Chooser(known, lines))
            code = _wait_for(child, monotonic() + float(seconds))
            if code == 0 and known is None:
                notes.seek(0)
                noted = json.load(notes)
                known = {name: _Reach(*one) for name, one in noted["tests"].items()}
                for name in noted["imported"]:
                    with suppress(Exception):
                        import_module(name)
        print(code, flush=True)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The seconds of a test, and the lines of the module that it runs."""

    seconds: float
    lines: Sequence[int]


class _Recorder:
    """A plugin that notes which test reaches which lines."""

    def __init__(self, module: str) -> None:
        self._coverage = Coverage(data_file=None, config_file=False, include=[str(Path(module).resolve())])
        self._seconds: dict[str, float] = {}

    def pytest_sessionstart(self) -> None:
        """Begin before anything of the module is loaded."""
        self._coverage.start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Count what runs from now on as the test's."""
        self._coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the seconds of a part of a test."""
        self._seconds[report.nodeid] = self._seconds.get(report.nodeid, 0) + report.duration

    def noted(self) -> dict[str, tuple[float, list[int]]]:
        """Return each test with its seconds and lines."""
        self._coverage.stop()
        data = self._coverage.get_data()
        lines: dict[str, list[int]] = {}
        for file in data.measured_files():
            for line, names in data.contexts_by_lineno(file).items():
                for name in names:
                    lines.setdefault(name, []).append(line)
        return {name: (seconds, lines.get(name, [])) for name, seconds in self._seconds.items()}


class _Chooser:
    """A plugin that leaves the tests which reach some lines, the quickest first; all when none is known to."""

    def __init__(self, known: dict[str, _Reach], lines: tuple[int, int] | None) -> None:
        self._known, self._lines = known, lines

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave and order them."""
        reaching = [item for item in items if self._reaches(item.nodeid)]
        unknown = _Reach(0, ())
        items[:] = sorted(reaching or items, key=lambda item: self._known.get(item.nodeid, unknown).seconds)

    def _reaches(self, name: str) -> bool:
        if self._lines is None or name not in self._known:
            return True
        first, last = self._lines
        return any(first <= line <= last for line in self._known[name].lines)

    def noted(self) -> dict[str, tuple[float, list[int]]]:
        """Return nothing: what is known is known."""
        return {}


def _run_once(tests: Sequence[str], notes: IO[str], plugin: _Recorder | _Chooser) -> NoReturn:
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    # Plugins that were imported before cannot be rewritten, which pytest warns of.
    quiet = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    code = int(pytest.main(["-x", "-q", "-m", "not full", "-p", "no:randomly", *quiet, *tests], plugins=[plugin]))
    packages = [Path(place).resolve() for place in site.getsitepackages()]
    names = [
        name
        for name, module in list(sys.modules.items())
        if any(Path(getattr(module, "__file__", None) or "/").is_relative_to(place) for place in packages)
    ]
    json.dump({"tests": plugin.noted(), "imported": names}, notes)
    notes.flush()
    os._exit(code)


def _wait_for(child: int, deadline: float) -> int:
    """Return with what a run ended; one that takes too long is ended with all it began."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended or monotonic() > deadline:
            break
        sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    """Print the score of each module and the mutants that lived."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("modules", nargs="*", default=list(MODULES))
    flags.add_argument("--sample", type=int, default=150)
    flags.add_argument("--seed", type=int, default=7)
    flags.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    chosen = flags.parse_args()
    if chosen.run:
        run_tests(chosen.modules[0], chosen.modules[1:])
        return
    with TemporaryDirectory(prefix="mutants-") as folder:
        place = Workplace(Path(folder) / "checkout")
        shutil.copytree(ROOT, place.folder, ignore=shutil.ignore_patterns(".git", ".venv", "build", "index_data"))
        for module in chosen.modules:
            count, lived = place.survivors(module, MODULES[module], chosen.sample, chosen.seed)
            print(
                f"{module}: {count - len(lived)} of {count} killed ({1 - len(lived) / max(count, 1):.0%})", flush=True
            )
            for mutant in sorted(lived, key=lambda m: m.line):
                print(f"  {mutant.line}: {mutant.before[:70]!r} -> {mutant.after[:70]!r}", flush=True)


if __name__ == "__main__":
    main()
