"""The catalogue of words: every error made has a sentence, every sentence is used, both name the same data, errors travel."""

from __future__ import annotations

import ast
import copy
import importlib
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Formatter

import pytest

from archive.model import VIETNAM
from cli.command_error import CommandUsageError
from cli.errors import error_message
from coded_error import CodedError
from columnar import errors as engine
from crawler.errors import HostPaused
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable
from jobs.failure_messages import CHOSEN, describe_error
from search.quality.regression import Loss, Outcome, Regressed
from site_data.golden_queries import GoldenQuery
from tests.support.paths import ROOT
from translations import use_language
from words import SENTENCES, Message, sentence

_ROOMS = ("archive", "cli", "columnar", "crawler", "database", "facts", "indexer", "jobs", "search", "site_data", "web")
_FILES = sorted([*(path for room in _ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "settings.py", ROOT / "setting_checks.py", ROOT / "progress.py", ROOT / "workers.py", ROOT / "coded_error.py"])  # fmt: skip
_TREES = {path: ast.parse(path.read_text("utf-8")) for path in _FILES}
_CHOSEN_WITH_DATA = {
    "crawler.certificate_": frozenset(["host"]),
    "settings.not_a_database": frozenset(["variable"]),  # its text may hold a password, as that of the next two
    "settings.not_a_webhook": frozenset(["variable"]),
    "settings.not_hosts": frozenset(["variable"]),
    "settings.": frozenset(["text", "variable"]),
}  # every other code chosen by a table takes no data
_ENGLISH = frozenset(
    [
        "again",
        "and",
        "another",
        "cannot",
        "choose",
        "from",
        "give",
        "is",
        "not",
        "of",
        "or",
        "that",
        "the",
        "there",
        "this",
        "use",
        "was",
        "with",
        "write",
    ]
)
_TOLD_IN_OTHER_WORDS = (ArchiveBusy, ArchiveDamaged, ArchiveUnwritable, engine.IndexBusy, engine.IndexDamaged, engine.IndexMissing)  # fmt: skip


@dataclass(frozen=True)
class Call:
    """Where an error, or a message in an error's data, is made with a code that stands there."""

    where: str
    maker: str
    code: str
    names: frozenset[str]


def error_classes() -> dict[str, type[Exception]]:
    """Every class that derives from CodedError or ColumnarError, by name."""
    found: dict[str, type[Exception]] = {"ColumnarError": engine.ColumnarError}
    known = {"CodedError", "ColumnarError", "IndexingError"}
    more = True
    while more:
        more = False
        for path, tree in _TREES.items():
            for node in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name not in known):
                if known & {ast.unparse(base) for base in node.bases}:
                    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                    found[node.name] = getattr(importlib.import_module(module), node.name)
                    known.add(node.name)
                    more = True
    return found


CLASSES = error_classes()


def codes_in(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from codes_in(node.body)
        yield from codes_in(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def makers() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call that makes an error, a message or a sentence: where, of what, the call."""
    names = {*CLASSES, "Message", "sentence", "super().__init__", "click.ClickException", "click.UsageError"}
    for path, tree in _TREES.items():
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args):
            if (maker := ast.unparse(node.func)) in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", maker, node


def calls() -> Iterator[Call]:
    for where, maker, node in makers():
        names = frozenset(keyword.arg or "**" for keyword in node.keywords)
        yield from (Call(where, maker, code, names) for code in codes_in(node.args[0]))


CALLS = tuple(calls())


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def sample(call: Call) -> dict[str, object]:
    """Data for a call: of the kinds that its placeholders are formatted as."""
    kinds: dict[str, object] = {"until": datetime(2026, 3, 4, 5, 6, tzinfo=VIETNAM), "seconds": 1.5}
    return {name: kinds.get(name, f"⟨{name}⟩") for name in call.names}


def test_enough_is_found() -> None:
    assert len(CALLS) > 110 and len(CLASSES) > 30


def test_no_error_is_made_with_words_of_its_own() -> None:
    assert [where for where, _, node in makers() if isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))] == []


def test_every_code_has_a_sentence_with_the_data_it_is_given() -> None:
    wrong = [c for c in CALLS if c.code not in SENTENCES or placeholders(SENTENCES[c.code]) != c.names]
    assert wrong == []


def test_every_sentence_is_used() -> None:
    direct = {call.code for call in CALLS}
    said = {n.value for tree in _TREES.values() for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}  # fmt: skip
    assert set(SENTENCES) - direct - said == set()
    for code in set(SENTENCES) - direct:
        data = next((names for prefix, names in _CHOSEN_WITH_DATA.items() if code.startswith(prefix)), frozenset())
        assert placeholders(SENTENCES[code]) == data, code


def test_the_engine_and_the_project_have_words_for_the_same_codes() -> None:
    ours = {code: placeholders(text) for code, text in SENTENCES.items() if code.startswith("columnar.")}
    assert ours == {code: placeholders(text) for code, text in engine.SENTENCES.items()}
    assert ours.keys() == {call.code for call in CALLS if call.where.startswith("columnar/")}


@pytest.mark.parametrize("table", [SENTENCES, engine.SENTENCES], ids=["project", "engine"])
def test_sentences_are_one_line_in_one_language(table: dict[str, str]) -> None:
    for code, text in table.items():
        assert text == text.strip() and text and "\n" not in text, code
        own = re.sub(r"`[^`]*`|\{[^}]*\}|TIMTIN_\w+|Tìm Tin", "", text)
        if re.search(r"[À-ỹ]", own):
            assert not _ENGLISH & set(re.findall(r"[a-z]+", own.lower())), code


@pytest.mark.parametrize(
    "copied",
    [lambda error: pickle.loads(pickle.dumps(error)), copy.copy],  # noqa: S301 (our own)
    ids=["pickle", "copy"],
)
def test_every_error_arrives_as_it_was_sent(copied: Callable[[Exception], Exception]) -> None:
    for call in CALLS:
        if call.maker not in CLASSES:
            continue
        error = CLASSES[call.maker](call.code, **sample(call))
        assert not str(error).startswith(call.code), call
        assert all(str(value) in str(error) for value in sample(call).values() if isinstance(value, str)), call
        again = copied(error)
        assert type(again) is type(error) and str(again) == str(error) and vars(again) == vars(error), call


def test_an_error_with_a_signature_of_its_own_arrives_as_it_was_sent() -> None:
    kept = GoldenQuery(1, "tuần tra", 7, 3, "an", "")
    lost = Regressed((Loss(Outcome(kept, 0), 1), Loss(Outcome(kept, 5), 2)))
    again = pickle.loads(pickle.dumps(lost))  # noqa: S301 (our own)
    assert again.losses == lost.losses and str(again) == str(lost)
    assert "2 kept queries" in str(lost) and "now nowhere" in str(lost) and "now at 5" in str(lost)
    until = datetime(2026, 3, 4, 5, 6, tzinfo=VIETNAM)
    paused = pickle.loads(pickle.dumps(HostPaused("crawler.host_paused", host="h.vn", until=until)))  # noqa: S301
    assert paused.until == until and str(paused) == "h.vn asks for a pause until 05:06 2026-03-04"
    with use_language("vi"):
        assert str(paused) == "h.vn yêu cầu tạm ngừng đến 05:06 04/03/2026"


def test_data_that_cannot_be_sent_is_kept_as_its_text() -> None:
    inner = Message("crawler.too_deep", most=9)
    error = ArchiveError("archive.file_unreadable", file=Path("/x"), why=lambda: None)
    assert pickle.loads(pickle.dumps(error)).data == error.data and error.data["file"] == "/x"  # noqa: S301
    nested = CommandUsageError("crawler.page_not_parsed", page="x", why=inner)
    assert pickle.loads(pickle.dumps(nested)).data["why"] == inner  # noqa: S301
    assert str(nested) == nested.format_message() == "x: not read, the page has more than 9 nested tags"
    with use_language("vi"):
        assert str(nested) == "x: không đọc, trang có hơn 9 thẻ lồng nhau"


@pytest.mark.parametrize(
    ("code", "data", "line"),
    [
        ("nobody.knows", {"a": 1, "b": "x"}, "nobody.knows a=1 b=x"),
        ("columnar.nothing_sound", {}, "columnar.nothing_sound"),
        ("archive.no_text", {}, "archive.no_text"),
        ("crawler.fetch_too_slow", {"url": "u", "seconds": "soon"}, "crawler.fetch_too_slow url=u seconds=soon"),
    ],
)
def test_a_fault_of_the_catalogue_is_still_one_line(code: str, data: dict[str, object], line: str) -> None:
    assert sentence(code, **data) == str(CodedError(code, **data)) == line
    if not code.startswith("crawler."):
        assert str(engine.ColumnarError(code, **data)) == line


def test_admins_are_told_in_their_words_what_the_engine_says() -> None:
    told = {
        call.code for call in CALLS if call.maker in CLASSES and issubclass(CLASSES[call.maker], _TOLD_IN_OTHER_WORDS)
    }
    assert set(CHOSEN) == told
    for call in CALLS:
        if call.code in told:
            with use_language("vi"):
                line = describe_error(CLASSES[call.maker](call.code, **sample(call)))
            assert line == SENTENCES[CHOSEN[call.code]] and re.search(r"[À-ỹ]", line)


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (engine.IndexMissing("columnar.nothing_published", folder="d"), "write an index first; run `run.py index`"),
        (
            engine.IndexDamaged("columnar.none_sound", problem="x"),
            "; x: write the index afresh; run `run.py index --rebuild`",
        ),
        (ArchiveError("database.answered", file="a", why="no\nsuch table"), "a: no such table"),
    ],
)
def test_commands_tell_the_step_that_the_engine_does_not_know(
    error: ArchiveError | engine.ColumnarError, step: str
) -> None:
    assert error_message(error).endswith(step)
    assert "run.py" not in str(error)
