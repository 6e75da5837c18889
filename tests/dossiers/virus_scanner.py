"""A scanner that speaks as clamd does and knows one harmless signature, made for trying scanners out."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# In two parts, so that no scanner shuts this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0") and (part := self.rfile.read(1)):
            command += part
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        if command != b"zINSTREAM\0":
            return
        content = b""
        while length := struct.unpack(">L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.wfile.write(self.server.answer_to(content))  # type: ignore[attr-defined]


class Scanner(socketserver.ThreadingTCPServer):
    """Listens on a free local port."""

    daemon_threads = True
    answer: bytes | None = None

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"

    def answer_to(self, content: bytes) -> bytes:
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def running_scanner() -> Iterator[Scanner]:
    with Scanner(("127.0.0.1", 0), _Conversation) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
