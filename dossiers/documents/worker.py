"""The child process of `sandbox`: jobs on standard input, documents on standard output."""

import logging
import math
import os
import pickle
import resource
import shutil
import signal
import sys
from typing import BinaryIO

from dossiers.documents.assets import load_assets
from dossiers.documents.fonts import FontsMissing
from dossiers.documents.marking import MarkedPdf
from dossiers.documents.protocol import DONE, HEADER, REFUSED, DocumentJob, HtmlJob, Job, packed
from dossiers.documents.render import pdf_of_html, render, render_marked

logger = logging.getLogger(__name__)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer jobs until the other side closes the pipe."""
    while header := source.read(HEADER.size):
        _state, length = HEADER.unpack(header)
        job: Job = pickle.loads(source.read(length))  # noqa: S301 (written by the process that started this one)
        state, answer = _answer(job)
        sink.write(HEADER.pack(state, len(answer)) + answer)
        sink.flush()


def _answer(job: Job) -> tuple[int, bytes]:
    try:
        load_assets(job.fonts_dir)  # once, and not on the account of the first document
        _limit(job)
        return DONE, packed(_rendered(job))
    except FontsMissing as error:
        return REFUSED, str(error).encode()
    except (MemoryError, SystemError):  # C code that gets no memory may fail without saying why: a SystemError
        return REFUSED, f"Văn bản quá lớn: cần hơn {job.memory_mb} MB bộ nhớ. Hãy rút gọn nội dung.".encode()
    except Exception as error:
        logger.exception("printing %s failed", getattr(job, "kind", "html"))
        return REFUSED, f"Không dựng được văn bản do lỗi kỹ thuật ({type(error).__name__}).".encode()


def _rendered(job: Job) -> MarkedPdf:
    if isinstance(job, HtmlJob):
        return MarkedPdf(content=pdf_of_html(job.html, fonts_dir=job.fonts_dir), rooms=())
    assert isinstance(job, DocumentJob)
    if job.mark is None:
        content = render(job.kind, job.data, fonts_dir=job.fonts_dir, attach_data=job.attach_data)
        return MarkedPdf(content=content, rooms=())
    return render_marked(job.kind, job.data, mark=job.mark, fonts_dir=job.fonts_dir, attach_data=job.attach_data)


def _limit(job: Job) -> None:
    """Limits for this job: the processor time used so far is not counted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime) + job.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (job.memory_mb * 1024 * 1024, resource.RLIM_INFINITY))


def main() -> None:
    """Serve on the standard streams; whatever a library prints goes to standard error instead of into the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes the pipe
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, sink)
    shutil.rmtree(sys.argv[1], ignore_errors=True)  # its owner may have gone without a chance to do so


if __name__ == "__main__":
    main()
