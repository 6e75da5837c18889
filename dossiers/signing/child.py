"""Reading a stranger's PDF in a limited child process: its code, its digest, its signatures."""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from asn1crypto.x509 import Certificate

from dossiers.signing.checking import Report, SignatureFinding, Verdict, check
from dossiers.signing.codes import LENGTH, typed_code
from orgchart.limited import Starved, Stopped, limit_self, run_limited

CPU_SECONDS, MEMORY_MB = 10, 400
MARK = "Mã văn bản "
_UNREADABLE = Report(verdict=Verdict.UNREADABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says of itself; `code` is empty where it bears none of ours."""

    digest: str
    code: str
    report: Report


def read(content: bytes, trusted: Sequence[Certificate]) -> Reading:
    """Read a PDF; whatever is wrong with it makes it unreadable, never an error here."""
    digest = hashlib.sha256(content).hexdigest()
    issuers = b"".join(certificate.dump() for certificate in trusted)
    message = json.dumps([len(certificate.dump()) for certificate in trusted]).encode() + b"\n" + issuers + content
    try:
        answer = run_limited("dossiers.signing.child", message, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB)
    except (Starved, Stopped):
        return Reading(digest=digest, code="", report=_UNREADABLE)
    found = json.loads(answer)
    signatures = tuple(_finding(row) for row in found["signatures"])
    report = Report(verdict=Verdict(found["verdict"]), signatures=signatures)
    return Reading(digest=digest, code=found["code"], report=report)


def _finding(row: dict[str, object]) -> SignatureFinding:
    moment = row.pop("signed_at")
    verdict = Verdict(str(row.pop("verdict")))
    signed_at = datetime.fromisoformat(str(moment)) if moment else None
    return SignatureFinding(**row, signed_at=signed_at, verdict=verdict)  # type: ignore[arg-type]


def code_in(content: bytes) -> str:
    """The code printed at the foot of the first page; empty where there is none."""
    import pypdfium2  # noqa: PLC0415 – in the child only: a C library reads what anybody sent

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            text = pdf[0].get_textpage().get_text_bounded()
    except (pypdfium2.PdfiumError, IndexError):
        return ""
    _, mark, rest = text.rpartition(MARK)
    return typed_code(rest[: LENGTH + 3]) if mark else ""


def main() -> None:
    """One message on standard input, one answer on standard output."""
    limit_self()
    head, _, rest = sys.stdin.buffer.read().partition(b"\n")
    trusted = []
    for length in json.loads(head):
        trusted.append(Certificate.load(rest[:length]))
        rest = rest[length:]
    report = check(rest, trusted)
    answer = {
        "code": code_in(rest),
        "verdict": report.verdict,
        "signatures": [
            asdict(one) | {"signed_at": one.signed_at and one.signed_at.isoformat()} for one in report.signatures
        ],
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
