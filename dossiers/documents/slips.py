"""Papers that go out to be answered or filled in, and the report on results: plain values for each."""

from dataclasses import dataclass
from datetime import date

from dossiers.documents.parts import ConcludedPoint, Degree, Letterhead, RatedGroup, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLetter:
    """Mẫu 03: a body is asked for its opinion about one subject; answered ones are printed with the answer (HY-M03).

    `guidance` is the document that the year follows, `about` names whom the opinion is about ("đồng chí …").
    `degree_words` are the own words of a set for the degrees, each with whether it was chosen; they replace the four.
    """

    letterhead: Letterhead
    year: int
    form_label: str
    addressees: tuple[str, ...]
    guidance: str
    about: str
    deciding_body: str
    return_before: date
    signature: Signature
    criteria: tuple[str, ...] = ()
    question: str = ""
    strengths: str = ""
    shortcomings: str = ""
    degree: Degree | None = None
    degree_words: tuple[tuple[str, bool], ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceSlip:
    """Phiếu xin ý kiến chi ủy nơi cư trú: what is known is filled in, the comment is left to the pen (HY-B.II.3-8)."""

    letterhead: Letterhead
    year: int
    addressee: str
    full_name: str
    signature: Signature
    born_on: date | None = None
    post: str = ""
    cell: str = ""
    residence: str = ""
    return_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurriculumSupplement:
    """Phiếu bổ sung lý lịch of the year, with room for the changes (HY-B.II.3-9, GB-3.1-6)."""

    letterhead: Letterhead
    year: int
    full_name: str
    signature: Signature
    confirmation: Signature
    born_on: date | None = None
    joined_on: date | None = None
    post: str = ""
    workplace: str = ""
    cell: str = ""
    residence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReport:
    """Báo cáo kết quả kiểm điểm, xếp loại of a unit: conclusions of the conference and levels (HY-B.II.3-4)."""

    letterhead: Letterhead
    year: int
    reporter: str
    addressees: tuple[str, ...]
    conclusions: tuple[ConcludedPoint, ...]
    groups: tuple[RatedGroup, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
