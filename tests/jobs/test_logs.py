"""The server's log: one line an event, whatever a reader sends; JSON by setting."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from jobs.logs import escape_controls
from tests.support.paths import ROOT

_PROGRAM = r"""
import structlog
from jobs.logs import configure_logs
configure_logs()
log = structlog.get_logger("web")
log.warning("refused", path="/a\nINJECTED\r\x1b[2J\u202e", number=3)
try:
    secret = "mat-khau"
    raise ValueError("x")
except ValueError:
    log.exception("failed", path="/\n")
"""


def logged(log_format: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, env={"TIMTIN_LOG_FORMAT": log_format}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert "mat-khau" not in done.stderr.replace('secret = "mat-khau"', "")
    return done.stderr


def test_json_lines_are_one_object_each() -> None:
    first, second = map(json.loads, logged("json").splitlines())
    assert first["path"] == "/a\\nINJECTED\\r\\x1b[2J\\u202e" and first["number"] == 3 and first["level"] == "warning"
    assert second["event"] == "failed" and "ValueError: x" in second["exception"]


def test_lines_for_people_are_escaped_as_well() -> None:
    text = logged("text")
    assert "\nINJECTED" not in text and "\x1b[2J" not in text and "ValueError: x" in text


@pytest.mark.parametrize(("text", "left"), [("a\nb", "a\\nb"), ("Tìm Tin", "Tìm Tin"), ("\u2028", "\\u2028")])
def test_controls_are_escaped(text: str, left: str) -> None:
    assert escape_controls(text) == left


_LIBRARIES = r"""
import logging, structlog
from jobs.logs import configure_logs
configure_logs()
structlog.contextvars.bind_contextvars(request="a-1")
logging.getLogger("some.library").error("odd %s", "x\n[error] forged\x1b[2J")
logging.getLogger("some.library").info("not told")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("some.library").exception("failed")
"""


def test_what_libraries_log_is_a_line_of_ours() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIBRARIES], cwd=ROOT, env={"TIMTIN_LOG_FORMAT": "json"}, capture_output=True, text=True, check=True
    )  # fmt: skip
    first, second = map(json.loads, done.stderr.splitlines())
    assert (
        first["event"] == "odd x\\n[error] forged\\x1b[2J" and first["request"] == "a-1" and first["level"] == "error"
    )
    assert "ZeroDivisionError" in second["exception"] and second["request"] == "a-1"
