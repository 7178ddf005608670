"""Who runs a command, as the logs of decisions name him."""

from __future__ import annotations

import getpass


def operator_name() -> str:
    """Return the account of the system that runs this command; "run.py" where it has no name, as in a container."""
    try:
        return f"{getpass.getuser()} (run.py)"
    except (OSError, KeyError):
        return "run.py"
