"""Tokens of programs that use the API more than a reader may."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
CREATE TABLE api_tokens (
    name VARCHAR NOT NULL PRIMARY KEY,
    sha256 VARCHAR NOT NULL UNIQUE,
    per_minute INTEGER NOT NULL,
    created VARCHAR NOT NULL
)
        """
    )


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
