"""Configures the server's log: lines on stderr, for people or as JSON, without local variables (they may hold passwords)."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

import settings


def configure_logs() -> None:
    """Send structlog's lines to stderr. Called once by ``serve`` and by each job's process."""
    as_json = settings.get("log_format") == "json"
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else _console_renderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            *([structlog.processors.format_exc_info] if as_json else []),
            _escape_controls,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    root = logging.getLogger()
    root.handlers = [*(h for h in root.handlers if not isinstance(h, _Forwarder)), _Forwarder(logging.WARNING)]


class _Forwarder(logging.Handler):
    """Writes what libraries and the rooms below log as one of our lines: escaped, and with the number of the request."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            told = {"exc_info": record.exc_info} if record.exc_info else {}
            structlog.get_logger(record.name).log(record.levelno, record.getMessage(), **told)
        except Exception:
            self.handleError(record)


def _console_renderer() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _escape_controls(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Write control characters of values as escapes: what a reader sends begins no line of its own and moves no cursor."""
    return {
        name: value if name in ("exception", "exc_info") or not isinstance(value, str) else escape_controls(value)
        for name, value in event.items()
    }


def escape_controls(text: str) -> str:
    r"""Return a text without control and direction characters: "a\nb" -> "a\\nb"."""
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)
