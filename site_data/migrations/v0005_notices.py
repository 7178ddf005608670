"""What whoever looks after the site is told of."""

from alembic import op

revision = "site_0005"
down_revision = "site_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its index."""
    op.execute(
        """
CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key VARCHAR NOT NULL,
    text TEXT NOT NULL,
    began VARCHAR NOT NULL,
    ended VARCHAR NOT NULL,
    told_began INTEGER NOT NULL,
    told_ended INTEGER NOT NULL
)
        """
    )
    op.execute("CREATE INDEX ix_notices_ended ON notices (ended)")


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
