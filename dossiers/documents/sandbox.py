"""Rendering in a limited child process that stays warm between documents.

A hostile or enormous document costs its own print and nothing else: the child has a limit of processor time for each
document and one of memory, and is replaced when it exceeds either, when it dies, or after a number of documents.
"""

import atexit
import contextlib
import os
import pickle
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dossiers.documents.fonts import PROJECT_DIR, configured_fonts_dir
from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark
from dossiers.documents.protocol import DONE, HEADER, DocumentJob, HtmlJob, Job, unpacked

DOCUMENTS_PER_CHILD = 300
CPU_SECONDS, MEMORY_MB = 20, 600
# A child that is starved of the processor, or stuck without using it, is given up at this multiple of its limit.
PATIENCE = 6
STARTING_SECONDS = 60
# Nothing else of the environment is handed on: no database address, no secret key.
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
CHUNK = 1 << 16
# Of the folders for temporary files of a child; the number of its owner follows.
SCRATCH = "in-van-ban-"


class RenderFailed(Exception):
    """The document could not be printed; the text says why, for the reader."""


def render_in_child(
    kind: DocumentKind,
    data: DocumentData,
    *,
    cpu_seconds: int = CPU_SECONDS,
    memory_mb: int = MEMORY_MB,
    attach_data: bool = False,
    mark: PageMark | None = None,
) -> MarkedPdf:
    """The same print as `render` or `render_marked`, made by this process's warm child.

    The child is started at the first document and ends with this process. Raises `RenderFailed` with the reason.
    """
    job = DocumentJob(
        kind=kind,
        data=data,
        fonts_dir=configured_fonts_dir(),
        attach_data=attach_data,
        mark=mark,
        cpu_seconds=cpu_seconds,
        memory_mb=memory_mb,
    )
    return unpacked(_pool.render(job))


def html_in_child(html: str) -> bytes:
    """The PDF of finished HTML of our own, under the same limits; raises `RenderFailed`."""
    job = HtmlJob(html=html, fonts_dir=configured_fonts_dir(), cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    return unpacked(_pool.render(job)).content


def close_child() -> None:
    """End the warm child, if there is one; the next document starts another."""
    _pool.close()


def clear_scratch_of_the_dead() -> None:
    """Take away what the children of killed processes have left among the temporary files."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        owner = folder.name.removeprefix(SCRATCH).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError):
            continue  # somebody else's


class _Child:
    """One running worker and the pipes to it."""

    def __init__(self) -> None:
        clear_scratch_of_the_dead()
        # Fonts are unpacked into files; whoever is killed leaves them, so they lie where others find them.
        self.scratch = tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-")
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"TMPDIR": self.scratch}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dossiers.documents.worker", self.scratch],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=PROJECT_DIR,
            env=environment,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.source, self.sink = self.process.stdout, self.process.stdin
        os.set_blocking(self.sink.fileno(), False)
        self.documents = 0

    def render(self, job: Job) -> bytes:
        """Send one job and wait for its PDF; raises when the child refuses, dies or takes too long."""
        message = pickle.dumps(job)
        deadline = time.monotonic() + job.cpu_seconds * PATIENCE + (0 if self.documents else STARTING_SECONDS)
        self.documents += 1
        try:
            self._write(HEADER.pack(0, len(message)) + message, deadline)
            state, length = HEADER.unpack(self._read(HEADER.size, deadline))
            answer = self._read(length, deadline)
        except TimeoutError:
            raise RenderFailed("Máy chủ đang quá tải, chưa tạo được văn bản. Hãy thử lại sau ít phút.") from None
        except EOFError:
            raise RenderFailed(self._cause_of_death(job)) from None
        if state != DONE:
            raise RenderFailed(answer.decode())
        return answer

    def _write(self, message: bytes, deadline: float) -> None:
        view = memoryview(message)
        while view:
            self._wait(self.sink.fileno(), select.POLLOUT, deadline)
            try:
                view = view[os.write(self.sink.fileno(), view[:CHUNK]) :]
            except BrokenPipeError:
                raise EOFError from None

    def _read(self, length: int, deadline: float) -> bytes:
        received = bytearray()
        while len(received) < length:
            self._wait(self.source.fileno(), select.POLLIN, deadline)
            part = os.read(self.source.fileno(), min(length - len(received), CHUNK))
            if not part:
                raise EOFError
            received += part
        return bytes(received)

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        waiter = select.poll()
        waiter.register(descriptor, event)
        if not waiter.poll(max(deadline - time.monotonic(), 0) * 1000):
            raise TimeoutError

    def _cause_of_death(self, job: Job) -> str:
        if self.process.wait() == -signal.SIGXCPU:
            return (
                f"Văn bản quá dài hoặc quá phức tạp: chưa dựng xong sau {job.cpu_seconds} giây xử lý. "
                "Hãy rút gọn nội dung rồi in lại."
            )
        return (
            f"Tiến trình in đã dừng đột ngột, có thể do vượt quá {job.memory_mb} MB bộ nhớ. "
            "Hãy rút gọn nội dung rồi in lại."
        )

    def close(self) -> None:
        """End the process and free the pipes."""
        self.process.kill()
        self.process.wait()
        self._close_pipes()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def forget(self) -> None:
        """Let go of a child that belongs to the process from which this one was forked."""
        self.process.returncode = 0  # not ours to wait for
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self.sink, self.source):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class _Pool:
    """The one child of this process; documents of several threads wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def render(self, job: Job) -> bytes:
        """Render with the warm child, or with a new one where there is none or it has worked long enough."""
        with self._lock:
            if self._child is None or self._child.documents >= DOCUMENTS_PER_CHILD:
                self._end()
                self._child = _Child()
            try:
                return self._child.render(job)
            except BaseException:
                # Whatever happened, the child may be in the middle of something: the next document gets a new one.
                self._end()
                raise

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def after_fork(self) -> None:
        """The child belongs to the parent; a lock that was held there would never be released here."""
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None

    def _end(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


_pool = _Pool()
atexit.register(_pool.close)
os.register_at_fork(after_in_child=_pool.after_fork)
