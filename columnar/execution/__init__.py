"""Executing plans: compiled (``compiled_executor``), in NumPy (``numpy_executor``), and whichever is ready (``executor``)."""
