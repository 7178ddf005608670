"""Sessions on the server, delays after wrong passwords, links that make accounts, and the audit log."""

from alembic import op

revision = "site_0003"
down_revision = "site_0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE sessions (
    digest VARCHAR NOT NULL,
    user VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    used VARCHAR NOT NULL,
    PRIMARY KEY (digest)
)
    """,
    "CREATE INDEX ix_sessions_user ON sessions (user)",
    """
CREATE TABLE sign_in_attempts (
    key VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    failed VARCHAR NOT NULL,
    locked VARCHAR NOT NULL,
    PRIMARY KEY (key)
)
    """,
    "CREATE INDEX ix_sign_in_attempts_failed ON sign_in_attempts (failed)",
    """
CREATE TABLE invitations (
    digest VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    expires VARCHAR NOT NULL,
    used VARCHAR NOT NULL,
    PRIMARY KEY (digest)
)
    """,
    """
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
)
    """,
    "CREATE INDEX ix_audit_at ON audit (at)",
    "ALTER TABLE users DROP COLUMN failures",
    "ALTER TABLE users DROP COLUMN failed_at",
)


def upgrade() -> None:
    """Make the tables and their indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
