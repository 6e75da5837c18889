"""Asking the virus scanner that the settings name: clamd, over TCP or a local socket."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings

CONNECT_SECONDS, ANSWER_SECONDS = 3, 30
CHUNK = 1 << 16


class ScannerDown(Exception):
    """The scanner does not answer, or not as it should: nobody knows whether the file is harmless."""


def is_set_up() -> bool:
    """Whether there is a scanner to ask."""
    return bool(settings.VIRUS_SCANNER)


def is_alive() -> bool:
    """Whether the scanner answers at all; quick, because the health page asks."""
    try:
        with _connected() as scanner:
            scanner.settimeout(CONNECT_SECONDS)
            scanner.sendall(b"zPING\0")
            return _answer(scanner) == "PONG"
    except OSError:
        return False


def is_infected(content: bytes) -> bool:
    """Whether the scanner finds something in the content; raises ScannerDown."""
    try:
        with _connected() as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                scanner.sendall(struct.pack(">L", len(part)) + part)
            scanner.sendall(struct.pack(">L", 0))
            answer = _answer(scanner)
    except OSError as error:
        raise ScannerDown from error
    if answer.endswith("FOUND"):
        return True
    if answer != "stream: OK":
        raise ScannerDown
    return False


@contextmanager
def _connected() -> Iterator[socket.socket]:
    address = urlsplit(settings.VIRUS_SCANNER)
    is_local = address.scheme == "unix"
    with socket.socket(socket.AF_UNIX if is_local else socket.AF_INET) as scanner:
        scanner.settimeout(CONNECT_SECONDS)
        scanner.connect(address.path if is_local else (address.hostname, address.port or 3310))
        scanner.settimeout(ANSWER_SECONDS)
        yield scanner


def _answer(scanner: socket.socket) -> str:
    """One line; the name of what was found may hold anything but is never long."""
    received = b""
    while not received.endswith((b"\0", b"\n")) and len(received) < CHUNK:
        part = scanner.recv(CHUNK)
        if not part:
            break
        received += part
    return received.rstrip(b"\0\n").decode("utf-8", "replace")
