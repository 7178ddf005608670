"""Ask whether what is locked has known holes (``make audit``): 0 none, 1 some, 2 nobody could be asked."""

from __future__ import annotations

import subprocess
import sys

_UNREACHED = ("ConnectionError", "ConnectTimeout", "Max retries exceeded", "ServiceError", "NewConnectionError")
_SECONDS = 300


def audit(program: str, lock: str) -> int:
    """Run pip-audit on a lock file and return what to exit with; its findings go to stdout."""
    command = [program, "--require-hashes", "--disable-pip", "--progress-spinner", "off", "-r", lock]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return _say_unreached("no answer in time")
    if done.returncode and any(sign in done.stderr for sign in _UNREACHED):
        return _say_unreached(done.stderr.strip().splitlines()[-1][:300])
    print(done.stdout or done.stderr.strip())
    if unknown := done.stdout.count("could not be audited"):
        # A mirror without advisories answers for nothing: that is not the same as "no holes".
        return _say_unreached(f"{unknown} packages are unknown there")
    return 1 if done.returncode else 0


def _say_unreached(why: str) -> int:
    print(
        f"the advisories could not be reached, so not everything was audited ({why}): try again with a network",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(audit(*sys.argv[1:3]))
