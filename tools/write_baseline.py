"""Write the first migration of each database from its tables: only while no release has had them; later changes are migrations."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable, sort_tables

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import archive.crawling.tables  # noqa: E402, F401  its tables are the archive's
import archive.migrations  # noqa: E402
import facts.store.tables  # noqa: E402, F401  its tables are the archive's
import site_data.migrations  # noqa: E402
from archive.tables import content  # noqa: E402
from site_data.tables import site  # noqa: E402

NAME = "v0001_baseline.py"

_MIGRATION = '''"""Every table of {database}; written by ``python tools/write_baseline.py``."""

from alembic import op

revision = "{revision}"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
{statements})


def upgrade() -> None:
    """Make the tables and their indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
'''


def statements_of(tables: MetaData) -> list[str]:
    """Return the SQL that makes the tables, in an order that depends on nothing but them."""
    made: list[str] = []
    for table in sort_tables(sorted(tables.tables.values(), key=lambda table: table.name)):  # what is referred to first
        made.append(_format_statement(CreateTable(table)))
        made.extend(
            _format_statement(CreateIndex(index)) for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    return made


def _format_statement(statement: CreateTable | CreateIndex) -> str:
    lines = str(statement.compile(dialect=dialect())).replace("\t", "    ").splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip())


def baseline_of(tables: MetaData, database: str, revision: str) -> str:
    """Return the text of a migration that makes the tables; its statements stand as they are, whatever the tables become."""
    statements = "".join(f'    """\n{statement}\n    """,\n' for statement in statements_of(tables))
    return _MIGRATION.format(database=database, revision=revision, statements=statements)


def main() -> None:
    """Write both."""
    for folder, tables, database in (
        (archive.migrations.FOLDER, content, "archive"),
        (site_data.migrations.FOLDER, site, "site"),
    ):
        text = baseline_of(tables, f"{database}.sqlite3", f"{database}_0001")
        (folder / NAME).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
