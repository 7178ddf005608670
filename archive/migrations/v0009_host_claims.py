"""Who crawls which host, over all machines that write to one archive."""

from alembic import op

revision = "archive_0009"
down_revision = "archive_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE host_claims (
            host VARCHAR NOT NULL,
            worker VARCHAR NOT NULL,
            until FLOAT NOT NULL,
            done FLOAT NOT NULL,
            PRIMARY KEY (host)
        )
        """
    )


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
