"""Says in plain words that a port is taken, before anything is started: `python -m config.port 8000`."""

import socket
import sys


def taken(port: int) -> bool:
    """Return whether somebody listens on the port of this machine already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def main(argument: str) -> str | None:
    """Return what is wrong with the port, or None."""
    if not argument.isascii() or not argument.isdigit() or not 1 <= int(argument) <= 65_535:
        return f"PORT must be a number from 1 to 65535, not {argument!r}."
    if taken(int(argument)):
        return f"Port {argument} is taken by another program. Choose another one: make run PORT={int(argument) + 1}"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
