"""Configures the server's log: lines on stderr, tracebacks without local variables (they may hold passwords and readers' words)."""

from __future__ import annotations

import sys

import structlog


def configure_logs() -> None:
    """Send structlog's lines to stderr. Called once by ``serve`` and by each job's process."""
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
