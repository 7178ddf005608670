"""What every job's process begins with: imported once by the process that the others are forked from (``jobs.worker``).

Importing the indexer and loading underthesea's model takes half a second, and a new article is to be found within one. That process runs
no job and opens no database, so that its children start clean.
"""

import archive.facts_reading  # noqa: F401
import archive.learned  # noqa: F401
import indexer.build  # noqa: F401
import indexer.facts.keeping  # noqa: F401
import indexer.purging  # noqa: F401
import jobs.alerts  # noqa: F401
import jobs.running  # noqa: F401
from indexer.word_cutter import word_cutter

word_cutter()
