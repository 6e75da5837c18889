"""Who signs which document: the slots that the templates lay out, in their order, and the seal."""

from collections.abc import Mapping, Sequence

from dossiers.documents.kinds import DocumentKind

SEAL = "body"
SLOT_NAMES: Mapping[str, str] = {
    "owner": "Người viết",
    "confirmer": "Người xác nhận",
    "residence": "Chi ủy nơi cư trú",
    "head": "Thay mặt tập thể",
    "signer": "Người ký",
    "secretary": "Thư ký",
    "chair": "Chủ trì hội nghị",
    "tellers": "Tổ kiểm phiếu",
    SEAL: "Con dấu của cơ quan",
}
SEALED = frozenset(
    {
        DocumentKind.COLLECTIVE_REPORT,
        DocumentKind.SUBMISSION_LETTER,
        DocumentKind.DECISION,
        DocumentKind.NOTICE,
        DocumentKind.ANNULMENT,
        DocumentKind.COMPLAINT_ANSWER,
        DocumentKind.OPINION_LETTER,
        DocumentKind.RESULT_REPORT,
        DocumentKind.INVITATION,
        DocumentKind.STAFF_REPORT,
        DocumentKind.CONFERENCE_NOTICE,
        DocumentKind.OFFICE_LETTER,
        DocumentKind.RESULT_TABLE,
        DocumentKind.DISPOSAL_LIST,
        DocumentKind.DISPOSAL_MINUTES,
    }
)


def slots_of(kind: str, rooms: Sequence[Mapping[str, object]], *, has_seal: bool) -> tuple[str, ...]:
    """The slots of a print in the order of signing; the seal comes last, and a cell has none. (HY-M01-17, GB-3.1-5)"""
    laid_out = tuple(str(room["slot"]) for room in rooms)
    is_sealed = kind in SEALED or "confirmer" in laid_out
    return (*laid_out, SEAL) if laid_out and has_seal and is_sealed else laid_out
