"""How many texts a grammar is tried with: about a minute of the same ones each time; with ``--hypothesis-profile long --timeout 7200``
an hour of others."""

from hypothesis import settings

_LONG = settings().max_examples >= 6000

MANY = settings(max_examples=60 * settings().max_examples, derandomize=not _LONG, database=None)
