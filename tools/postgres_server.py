"""Runs a PostgreSQL server in a folder of its own, as an unprivileged user, from the programs of Debian's package.

``python -m tools.postgres_server FOLDER`` prints the address for TIMTIN_DATABASE and serves until Ctrl-C; the folder keeps its data.
The server listens on a socket in that folder alone, which nobody else may enter: for trials and tests, not for several machines.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_USER, _DATABASE = "timtin", "timtin"
_PROGRAMS = ("initdb", "pg_ctl", "createdb")
_UNPRIVILEGED = ("postgres", "nobody")
_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_START_SECONDS = 300
"""After a crash it first reads its journal again."""


def find_programs() -> Path | None:
    """Return the folder with the newest server's programs, None where PostgreSQL is not installed."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted((f for f in installed if f.parent.name.isdigit()), key=lambda f: -int(f.parent.name))
    found = shutil.which("pg_ctl")
    folders += [Path(found).resolve().parent] if found else []
    return next((f for f in folders if all((f / name).exists() for name in _PROGRAMS)), None)


@dataclass
class PostgresServer:
    """A server under ``folder``; a context manager that starts and ends it. ``durable`` off: a power cut may lose everything."""

    folder: Path
    durable: bool = True

    @property
    def url(self) -> str:
        """The address of its database, for TIMTIN_DATABASE."""
        return f"postgresql://{_USER}@/{_DATABASE}?host={quote(str(self.folder))}"

    def __enter__(self) -> PostgresServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, with an empty database the first time. Raises FileNotFoundError, subprocess.CalledProcessError."""
        new = not (self.folder / "data").exists()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, _unprivileged_user())
        if new:
            options = ["--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--locale=C", "--no-sync"]
            self._run("initdb", "--pgdata", "data", *options)
        wanted = ["listen_addresses=", f"unix_socket_directories={self.folder}", "unix_socket_permissions=0700"]
        arguments = " ".join(f"-c '{one}'" for one in [*wanted, *(() if self.durable else _UNSAFE)])
        self._run(
            "pg_ctl",
            "start",
            "-w",
            f"--timeout={_START_SECONDS}",
            "--pgdata",
            "data",
            "--log",
            "server.log",
            "-o",
            arguments,
        )
        if new:
            self._run("createdb", f"--host={self.folder}", f"--username={_USER}", _DATABASE)

    def stop(self, how: str = "fast") -> None:
        """End it; ``how`` is pg_ctl's mode: ``immediate`` is what a power cut does."""
        self._run("pg_ctl", "stop", "-w", "--pgdata", "data", f"--mode={how}")

    def _run(self, program: str, *arguments: str) -> None:
        programs = find_programs()
        if programs is None:
            raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
        user = _unprivileged_user() if os.geteuid() == 0 else None
        with (self.folder / "commands.log").open("ab") as log:
            subprocess.run(
                [programs / program, *arguments],
                cwd=self.folder,
                user=user,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def _unprivileged_user() -> str:
    """Return who runs the server when root starts it: the server refuses root."""
    return next(name for name in _UNPRIVILEGED if name in {entry.pw_name for entry in pwd.getpwall()})


def main() -> None:
    """Serve the folder that is named until Ctrl-C."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.postgres_server FOLDER")
    if find_programs() is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    with PostgresServer(Path(sys.argv[1]).absolute()) as server:
        print(f"export TIMTIN_DATABASE='{server.url}'  # as {getpass.getuser()}; Ctrl-C ends the server", flush=True)
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
