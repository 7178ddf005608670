"""Words of one meaning that the archive learned, and decisions about them beside those on abbreviations."""

from alembic import op

revision = "archive_0006"
down_revision = "archive_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the columns."""
    op.execute("ALTER TABLE decisions ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'abbreviation'")
    op.execute("ALTER TABLE decision_log ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'abbreviation'")
    op.execute(
        """
        CREATE TABLE learned_words (
            word VARCHAR NOT NULL,
            other VARCHAR NOT NULL,
            similarity FLOAT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (word, other)
        )
        """
    )


def downgrade() -> None:
    """Data is never thrown away: an older program does not open a newer database."""
    raise NotImplementedError
