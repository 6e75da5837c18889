"""Work on what anybody may have sent, in a child process with limits: whatever the file does, it does it there."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

# A child that is starved of the processor is given up at this multiple of its limit.
PATIENCE = 10
# Nothing else of the environment is handed on: no database address, no secret key.
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR")
PROJECT_DIR = Path(__file__).resolve().parents[1]


class Starved(Exception):
    """The machine was too busy to let the child finish; another try may succeed."""


class Stopped(Exception):
    """The child ran into one of its limits, or a library in it gave up."""


def run_limited(module: str, message: bytes, *arguments: str, cpu_seconds: int, memory_mb: int) -> bytes:
    """What `python -m module` answers on its standard output to a message on its standard input.

    The module calls `limit_self()` first. Raises `Starved` or `Stopped`.
    """
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, str(cpu_seconds), str(memory_mb), *arguments],
            input=message,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT_DIR,
            env=environment,
            timeout=cpu_seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Starved from None
    if done.returncode == -signal.SIGKILL:
        raise Starved
    if done.returncode:
        raise Stopped
    return done.stdout


def limit_self() -> list[str]:
    """Take on the limits of the command line; returns the arguments behind them. For the child only."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The hard limit comes later: it kills without saying why, as the machine does when it has no memory left.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024, megabytes * 1024 * 1024))
    return sys.argv[3:]
