"""The work the system does, written once for the command line and the site, and the worker that runs it."""
