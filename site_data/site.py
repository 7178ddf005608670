"""``site.sqlite3``: accounts, jobs, the query log, settings, saved searches and alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from database.connection import OpenDatabase, open_database, open_to_read
from site_data.accounts.invitations import Invitations
from site_data.accounts.sessions import Sessions
from site_data.accounts.sign_in_attempts import SignInAttempts
from site_data.api_tokens import Tokens
from site_data.audit_log import AuditLog
from site_data.golden_queries import GoldenQueries
from site_data.jobs import Jobs
from site_data.migrations import FOLDER
from site_data.notices import Notices
from site_data.query_log import QueryLog
from site_data.saved_searches import SavedSearches
from site_data.search_rules import SearchRules
from site_data.site_settings import SiteSettings
from site_data.tables import site
from site_data.users import Users

NAME = "site.sqlite3"


class Site(OpenDatabase):
    """The open site database of a data folder."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.users = Users(engine)
        self.sessions = Sessions(engine)
        self.sign_in_attempts = SignInAttempts(engine)
        self.invitations = Invitations(engine)
        self.audit = AuditLog(engine)
        self.notices = Notices(engine)
        self.search_rules = SearchRules(engine)
        self.jobs = Jobs(engine)
        self.queries = QueryLog(engine)
        self.settings = SiteSettings(engine)
        self.saved_searches = SavedSearches(engine)
        self.tokens = Tokens(engine)
        self.golden_queries = GoldenQueries(engine)

    @classmethod
    def open(cls, data: Path, *, readonly: bool = False) -> Self:
        """Open the database, made and migrated when missing. Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy."""
        return cls(open_database(data / NAME, FOLDER, readonly=readonly))

    @classmethod
    def open_to_read(cls, data: Path) -> Self:
        """Open the database for reading alone, an empty one where there is none yet. Raises as ``open``."""
        return cls(open_to_read(data / NAME, FOLDER, site))

    def close(self) -> None:
        """Write the noted queries and close every connection."""
        try:
            self.queries.close()
        finally:
            super().close()
