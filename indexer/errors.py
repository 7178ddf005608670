"""What can be wrong with an index: the engine's errors under the names that the rest of the project knows.

Every message says what to do; the command line prints it as one line and exits with 1.
"""

from __future__ import annotations

from columnar.errors import ColumnarError as IndexingError
from columnar.errors import ExportRefused, IndexBusy, IndexDamaged, IndexMissing, IndexReadOnly

__all__ = ["ExportRefused", "IndexBusy", "IndexDamaged", "IndexMissing", "IndexReadOnly", "IndexingError"]
