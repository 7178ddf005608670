"""The archive as the reader of the present request sees it, with citations that carry the site's address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

import structlog
from flask import request

import settings
from archive.articles.checksums import Fingerprint, fingerprints
from archive.attempts import Failed, attempt
from archive.model import VIETNAM, StoredArticle
from jobs.public_view import PublicView, masker_of, permanent_path
from web.formats.citation import Citation, cite
from web.state import state

_log = structlog.get_logger("reading")


@dataclass(frozen=True, slots=True)
class SiteReading(PublicView):
    """``base``: the site's address without a slash at its end; ``today``: the day of access in Vietnam."""

    base: str
    today: date

    def citation(self, stored: StoredArticle, mark: Fingerprint) -> Citation:
        """Return the citation of the version of an article that ``mark`` names."""
        permanent = self.base + permanent_path(stored.id, mark.version)
        return cite(stored, mark, publisher=self.publisher(stored.article), permanent=permanent, accessed=self.today)

    def cited(self, numbers: Sequence[int]) -> Iterator[tuple[StoredArticle, Citation]]:
        """Yield articles in the order given with their citations; unknown ones and those that cannot be cited are left out."""
        found, marks = self.articles(numbers), fingerprints(self.archive.engine, numbers)
        for number in numbers:
            if number in found and number in marks:
                made = attempt(partial(self.citation, mark=marks[number]), found[number])
                if isinstance(made, Failed):
                    _log.warning("article not cited", article=number, error=made.error)
                else:
                    yield found[number], made


def base_address() -> str:
    """Return the site's public address: the setting, else the address of the present request; no slash at its end."""
    return (settings.get("public_url") or request.url_root).rstrip("/")


def reading() -> SiteReading:
    """Return the archive as the reader of the present request sees it."""
    held = state()
    today = datetime.now(UTC).astimezone(VIETNAM).date()
    return SiteReading(held.archive, held.sources(), masker_of(held.archive), base_address(), today)
