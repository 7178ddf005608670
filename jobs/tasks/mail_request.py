"""Asks for the mails that may be due."""

from __future__ import annotations

from site_data.site import Site


def request_mails(site: Site) -> bool:
    """Put a mail job into the table when there is something it may have to send; tell whether one is there now."""
    if not site.saved_searches.alerts("asked", "confirmed"):
        return False
    if not any(job.kind == "mail" and job.state == "waiting" for job in site.jobs.list(50)):
        site.jobs.submit("mail", {})
    return True
