"""The words by which people are found."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the next update of the facts fills it."""
    op.execute(
        """
CREATE TABLE person_words (
    word VARCHAR NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (word, person)
)
"""
    )
    op.execute("CREATE INDEX ix_person_words_person ON person_words (person)")


def downgrade() -> None:
    """Facts are made again from the articles."""
    raise NotImplementedError
