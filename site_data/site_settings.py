"""Settings kept by the site itself, by name (``settings.py`` has those of the environment)."""

from __future__ import annotations

from sqlalchemy import Engine, select

from database.dialect import upsert
from database.transactions import reading, writing
from site_data import tables as t


class SiteSettings:
    """Values by name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str) -> str | None:
        """Return a value, None when it was never set."""
        with reading(self._engine) as connection:
            return connection.execute(select(t.values.c.value).where(t.values.c.name == name)).scalar()

    def set(self, name: str, value: str) -> None:
        """Store a value."""
        add = upsert(t.values).values(name=name, value=value)
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_={"value": add.excluded.value}))

    def set_once(self, name: str, value: str) -> str:
        """Store a value unless there is one already; return the one that is kept."""
        with writing(self._engine) as connection:
            connection.execute(upsert(t.values).values(name=name, value=value).on_conflict_do_nothing())
            kept = connection.execute(select(t.values.c.value).where(t.values.c.name == name)).scalar_one()
            return str(kept)
