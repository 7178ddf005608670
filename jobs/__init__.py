"""The jobs table and its workers."""
