"""What every job's process begins with: imported once by the process that the others are forked from (``jobs.worker.worker``).

Importing the indexer and loading underthesea's model takes half a second, and a new article is to be found within one. That process runs
no job and opens no database, so that its children start clean.
"""

import archive.abbreviations.definitions  # noqa: F401
import facts.reading.facts  # noqa: F401
import facts.update  # noqa: F401
import jobs.tasks.mail_digests  # noqa: F401
import jobs.tasks.purge  # noqa: F401
import jobs.worker.child  # noqa: F401
from indexer import (
    index_archive,  # noqa: F401
    word_cutter,
)

word_cutter()
