"""The commands of ``run.py`` (click), one module per job; nothing but argument handling, progress and messages."""
