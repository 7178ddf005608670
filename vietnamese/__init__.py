"""The language: pure functions, no I/O; imported by every other package, importing none."""
