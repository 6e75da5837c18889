"""Papers that give an overview: what the set of a year says, and what the inspection of a year found."""

from dataclasses import dataclass
from datetime import date

from dossiers.documents.parts import AnnexSection, InspectedFinding, InspectedGroup, Letterhead, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAnnex:
    """Phụ lục của kế hoạch, A4 landscape: what the regulation set of the year says, with the source of each value.

    `plan` names the plan as in "Kế hoạch số 72-KH/ĐU"; `digest` is the fingerprint of the set's whole content.
    """

    letterhead: Letterhead
    year: int
    plan: str
    set_title: str
    digest: str
    is_frozen: bool
    sections: tuple[AnnexSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionReport:
    """Báo cáo kết quả kiểm tra một năm đã xếp loại, A4 landscape, with what has been put right so far.

    `order` quotes the standing order to correct earlier years, with its source, where the set has one; `due` says until
    when and by which rule the findings are to be put right.
    """

    letterhead: Letterhead
    year: int
    body: str
    inspected_on: date
    rating_date: date
    set_title: str
    input: str
    digest: str
    summary: str
    due: str
    groups: tuple[InspectedGroup, ...]
    findings: tuple[InspectedFinding, ...]
    signature: Signature
    order: str = ""
