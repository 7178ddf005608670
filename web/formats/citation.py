"""One version of an article as something to cite; the RIS, BibTeX and CSL writers and the press pack take it from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import settings
from archive.articles.checksums import Fingerprint
from archive.model import VIETNAM, StoredArticle
from translations import gettext, write_day, write_partial_day
from vietnamese.entities.bylines import split_authors


@dataclass(frozen=True, slots=True)
class Citation:
    """``key`` names the version ("timtin12v3"); ``url`` is the original ("" without one), ``permanent`` the archived version
    (its path alone where the site has no public address).

    ``published`` is aware (Asia/Ho_Chi_Minh) or None; ``sha256`` (hex) is over the version's whole content.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    section: str
    published: datetime | None
    abstract: str
    url: str
    permanent: str
    version: int
    sha256: str
    accessed: date

    @property
    def day(self) -> date | None:
        """The day of publication in Vietnam."""
        return self.published.astimezone(VIETNAM).date() if self.published else None

    @property
    def address(self) -> str:
        """Where a reader finds it: the original, else the archived version; "" when neither has a whole address."""
        return self.url or (self.permanent if "://" in self.permanent else "")

    @property
    def note(self) -> str:
        """What proves the version: its permanent address and hash."""
        return gettext(
            "Bản lưu {site}, phiên bản {version}: {permanent} (sha256 {sha256})",
            site=settings.get("site_name"),
            version=self.version,
            permanent=self.permanent,
            sha256=self.sha256,
        )


def cite(
    stored: StoredArticle, fingerprint: Fingerprint, *, publisher: str, permanent: str, accessed: date
) -> Citation:
    """Return the citation of the newest version of an article; ``fingerprint`` is that version's fingerprint."""
    article = stored.article
    return Citation(
        key=f"timtin{stored.id}v{fingerprint.version}",
        title=article.title,
        authors=split_authors(article.byline),
        publisher=publisher,
        section=article.section,
        published=article.published,
        abstract=article.lead,
        url=article.url or "",
        permanent=permanent,
        version=fingerprint.version,
        sha256=fingerprint.sha256,
        accessed=accessed,
    )


def citation_sentence(citation: Citation) -> str:
    """Return the citation as a newsroom writes it, on one line."""
    who = ", ".join(citation.authors)
    day = write_day(citation.day) if citation.day else gettext("không rõ ngày đăng")
    parts = [
        f"{who}." if who else "",
        f"“{citation.title}”.",
        f"{citation.publisher}, {day}." if citation.publisher else f"{day[0].upper()}{day[1:]}.",
    ]
    accessed = write_day(citation.accessed)
    if citation.address:
        parts.append(gettext("{address}, truy cập {day}.", address=citation.address, day=accessed))
    else:
        parts.append(gettext("Truy cập {day}.", day=accessed))
    return " ".join(part for part in parts if part)


def citation_styles(citation: Citation) -> list[tuple[str, str]]:
    """Return (name of the style, citation on one line) in the three styles that newsrooms and universities ask for."""
    return [
        (gettext("Báo chí"), citation_sentence(citation)),
        ("APA 7", _apa_citation(citation)),
        ("Chicago 17", _chicago_citation(citation)),
    ]


def _apa_citation(citation: Citation) -> str:
    # Names stay whole, family name first, as Vietnamese names are written.
    day = citation.day
    when = f"({day.year}, {write_partial_day(f'--{day:%m-%d}')})" if day else ""
    who = ", ".join(citation.authors) or citation.publisher
    where = citation.publisher if citation.authors else ""
    parts = [who, when or gettext("(không rõ ngày đăng)"), citation.title, where, citation.url or citation.permanent]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _chicago_citation(citation: Citation) -> str:
    who = ", ".join(citation.authors)
    day = write_day(citation.day) if citation.day else gettext("không rõ ngày đăng")
    parts = [who, f"“{citation.title}.”", f"{citation.publisher}, {day}" if citation.publisher else day]
    return ". ".join(part for part in parts if part).replace(".”.", ".”") + f". {citation.url or citation.permanent}."
