"""Papers about what is done through the year: plain values for each."""

from dataclasses import dataclass

from dossiers.documents.parts import Letterhead, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediedShortcoming:
    """One line of the report: shortcoming, measure, result, how far, why not, who, and the day that counts now."""

    text: str
    measure: str
    result: str
    status: str
    reason: str
    responsible: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediationReport:
    """Mẫu 12 of a collective, Mẫu 13 of a person: how the shortcomings of a year were put right. (NA-MB-3, NA-MB-4)

    `form_label` is the name that the regulation set gives the form, `about` names whose shortcomings these are.
    """

    letterhead: Letterhead
    year: int
    about: str
    basis: str
    rows: tuple[RemediedShortcoming, ...]
    signature: Signature
    form_label: str = ""
    follower: str = ""
