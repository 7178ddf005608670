"""Who runs a command, as the logs of decisions name him, and an entry by him in the site's."""

from __future__ import annotations

import getpass
from pathlib import Path


def operator_name() -> str:
    """Return the account of the system that runs this command; "run.py" where it has no name, as in a container."""
    try:
        return f"{getpass.getuser()} (run.py)"
    except (OSError, KeyError):
        return "run.py"


def add_to_audit(data: Path, action: str, subject: str, detail: str = "") -> None:
    """Note in the audit of a site what the operator did."""
    from site_data.site import Site

    with Site.open(data) as site:
        site.audit.add(operator_name(), action, subject, detail)
