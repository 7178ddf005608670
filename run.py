"""The command line from a checkout: ``python run.py COMMAND``; installed, the same is ``timtin``."""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # The typing module takes milliseconds in which Ctrl-C would still print a traceback.
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, also while modules load and when it is over."""
    if (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ):  # else it is ignored: nohup, a job in the background
        signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _end_on_lost_interrupt
    from cli.main import main as run_command

    try:
        run_command()
    finally:
        if signal.getsignal(signal.SIGINT) is _interrupt:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt; inside an import, which may swallow or print it, end the process; a second Ctrl-C ends it."""
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            _end()
        frame = frame.f_back
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise KeyboardInterrupt


def _end_on_lost_interrupt(unraisable: UnraisableHookArgs) -> None:
    """End the process when Ctrl-C came inside a finaliser or callback, where Python prints it and goes on."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _end()
    sys.__unraisablehook__(unraisable)


def _end() -> None:
    os._exit(130)  # What is on the disk stands being killed at any moment.


if __name__ == "__main__":
    main()
