"""The command line from a checkout: ``python run.py COMMAND``; installed, the same is ``timtin``."""

from cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
