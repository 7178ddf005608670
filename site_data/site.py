"""``site.sqlite3``: accounts, jobs, the query log, settings, saved searches and alerts."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from database.connection import open_database
from database.errors import ArchiveError
from site_data.api_tokens import Tokens
from site_data.golden_queries import GoldenQueries
from site_data.jobs import Jobs
from site_data.migrations import FOLDER
from site_data.model import Job
from site_data.query_log import Queries
from site_data.saved_searches import SavedSearches
from site_data.site_settings import Settings
from site_data.users import User, Users

__all__ = ["Job", "Jobs", "Queries", "Settings", "Site", "User", "Users"]

NAME = "site.sqlite3"


class Site:
    """The open site database of a data folder."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.users = Users(engine)
        self.jobs = Jobs(engine)
        self.queries = Queries(engine)
        self.settings = Settings(engine)
        self.saved_searches = SavedSearches(engine)
        self.tokens = Tokens(engine)
        self.golden_queries = GoldenQueries(engine)

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the database, made and migrated when missing. Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy."""
        return cls(open_database(data / NAME, FOLDER))

    def close(self) -> None:
        """Write the noted queries and close every connection."""
        try:
            self.queries.flush()
        except ArchiveError:
            pass  # The log is dropped under pressure.
        finally:
            self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
