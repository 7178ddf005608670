"""Speed of the engine beside its peers; run with ``make bench``, explained in docs/performance.md."""
