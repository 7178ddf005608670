"""When mails were asked for, by a hash of the address: how the number of confirmations a day is limited."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE mail_asks (id INTEGER NOT NULL PRIMARY KEY, address VARCHAR NOT NULL, at VARCHAR NOT NULL)",
    "CREATE INDEX ix_mail_asks_address ON mail_asks (address)",
)


def upgrade() -> None:
    """Make the table."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
