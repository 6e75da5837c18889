"""A mail server that says yes, no, or nothing."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

HANGS, LATER, NEVER, TAKES, TAKES_SILENTLY = "hangs", "later", "never", "takes", "takes silently"


class MailServer:
    """One connection after the other; `letters` holds what has come in whole."""

    def __init__(self) -> None:
        self.mode = TAKES
        self.letters: list[bytes] = []
        self.taken: Callable[[], None] = lambda: None
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]

    def serve(self) -> None:
        """Until the door is closed."""
        with suppress(OSError):
            while True:
                talk, _ = self._door.accept()
                threading.Thread(target=self._talk, args=[talk], daemon=True).start()

    def close(self) -> None:
        """Nobody comes in any more."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _talk(self, talk: socket.socket) -> None:
        with suppress(OSError), talk, talk.makefile("rb") as heard:
            if self.mode == HANGS:
                heard.read()  # until the other side gives up
                return
            talk.sendall(b"220 here\r\n")
            for line in heard:
                verb = line.strip().upper()
                if verb.startswith(b"DATA"):
                    talk.sendall(b"354 go on\r\n")
                    self._take(heard)
                    if self.mode == TAKES_SILENTLY:
                        heard.read()
                        return
                talk.sendall(self._answer(verb))
                if verb.startswith(b"QUIT"):
                    return

    def _take(self, heard: "Iterator[bytes]") -> None:
        letter = b""
        for line in heard:
            if line == b".\r\n":
                break
            letter += line
        self.letters.append(letter)
        self.taken()

    def _answer(self, verb: bytes) -> bytes:
        if self.mode == LATER and verb.startswith(b"MAIL"):
            return b"451 try again later\r\n"
        if self.mode == NEVER and verb.startswith(b"RCPT"):
            return b"550 no such mailbox\r\n"
        return b"221 bye\r\n" if verb.startswith(b"QUIT") else b"250 ok\r\n"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running server."""
    server = MailServer()
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()
