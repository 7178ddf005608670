"""The archive as the reader of the present request sees it, with citations that carry the site's address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

import structlog
from flask import request

import settings
from archive.articles.checksums import Fingerprint, fingerprints_of
from archive.attempts import FailedStep, attempt
from archive.model import VIETNAM, StoredArticle
from jobs.public_view import PublicView, masker_of, permanent_path
from web.formats.citation import Citation, cite
from web.hosts import is_local
from web.state import current_state

_log = structlog.get_logger("reading")


@dataclass(frozen=True, slots=True)
class SiteView(PublicView):
    """``base``: the site's public address as ``base_address`` returns it; ``today``: the day of access in Vietnam."""

    base: str
    today: date

    def cite(self, stored: StoredArticle, fingerprint: Fingerprint) -> Citation:
        """Return the citation of the version of an article that ``fingerprint`` names."""
        permanent = self.base + permanent_path(stored.id, fingerprint.version)
        return cite(
            stored, fingerprint, publisher=self.publisher(stored.article), permanent=permanent, accessed=self.today
        )

    def cite_articles(self, numbers: Sequence[int]) -> Iterator[tuple[StoredArticle, Citation]]:
        """Yield articles in the order given with their citations; unknown ones and those that cannot be cited are left out."""
        found, fingerprints = self.articles(numbers), fingerprints_of(self.archive.engine, numbers)
        for number in numbers:
            if number in found and number in fingerprints:
                citation = attempt(partial(self.cite, fingerprint=fingerprints[number]), found[number])
                if isinstance(citation, FailedStep):
                    _log.warning("article not cited", article=number, error=citation.error)
                else:
                    yield found[number], citation


def base_address() -> str:
    """Return the site's public address, no slash at its end.

    Without the setting it is the address of the present request where that can only be in the machine's own network, else ""
    (paths alone): a name that whoever asks has made up is told to nobody.
    """
    if own := settings.get("public_url"):
        return own.rstrip("/")
    return request.url_root.rstrip("/") if is_local(request.host) else ""


def site_view() -> SiteView:
    """Return the archive as the reader of the present request sees it."""
    state = current_state()
    today = datetime.now(UTC).astimezone(VIETNAM).date()
    return SiteView(state.archive, state.sources(), masker_of(state.archive), base_address(), today)
