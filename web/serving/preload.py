"""What every web process begins with: imported once by the process that all others are forked from, so that one starts in no time."""

import gc

import web.app  # noqa: F401
import web.serving.process  # noqa: F401
from search import load_dictionary

load_dictionary()

# What is imported stays: a collection in a child would copy every page of it.
gc.freeze()
