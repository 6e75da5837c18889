"""The ledger of clauses: what the five documents say, and the central provisions that they and the sets rest on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import UnknownClauseError

LEDGER = Path(__file__).with_name("clauses.csv")
PROVISIONS = Path(__file__).with_name("provisions.csv")

# How certain a statement is: seen in a copy, known without a copy at hand, or searched and not found.
MARKS = {
    "V": "đã đối chiếu với bản sao hoặc bản trích",
    "M": "chưa đối chiếu được với văn bản",
    "NF": "không tìm thấy trong các bản sao hiện có",
}
DOCUMENTS = {
    "HY": "Hướng dẫn 10-HD/TU ngày 18/11/2019 của Ban Thường vụ Tỉnh ủy Hưng Yên",
    "CC": "Kế hoạch năm 2024 của Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    "SL": "Kế hoạch 99/KH-BDT ngày 21/11/2022 của Ban Dân tộc tỉnh Sơn La",
    "NA": "Kế hoạch 131-KH/TU ngày 24/10/2022 của Ban Thường vụ Tỉnh ủy Nghệ An",
    "GB": "Công văn 68-CV/ĐU ngày 02/11/2021 của Đảng ủy phường Giang Biên",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a document: quoted as it stands there, or, where it carries a mark, as copies report it."""

    id: str
    document: str
    section: str
    actor: str
    text_vi: str
    meaning_en: str
    area: str
    mark: str = ""

    @property
    def place(self) -> str:
        """Where the clause stands in its document; empty where no copy tells."""
        return self.section if self.mark else f"mục {self.section}"

    @property
    def citation(self) -> str:
        """How the clause is named to people."""
        return f"{self.document}, {self.place}" if self.place else self.document


@cache
def all_clauses() -> Mapping[str, Clause]:
    """The whole ledger of the five documents by id."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _clause(row) for row in csv.DictReader(file)}


@cache
def provisions() -> Mapping[str, Clause]:
    """The central provisions by id, each with its mark of certainty."""
    with PROVISIONS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _provision(row) for row in csv.DictReader(file)}


@cache
def citable() -> Mapping[str, Clause]:
    """Everything that a value, a row or a reason may cite."""
    return {**all_clauses(), **provisions()}


def clause(clause_id: str) -> Clause:
    """The clause or provision with this id."""
    try:
        return citable()[clause_id]
    except KeyError:
        raise UnknownClauseError(clause_id) from None


def _clause(row: Mapping[str, str]) -> Clause:
    return Clause(
        id=row["id"],
        document=DOCUMENTS[row["id"].partition("-")[0]],
        section=row["section"],
        actor=row["actor"],
        text_vi=row["clause_vi"],
        meaning_en=row["meaning_en"],
        area=row["area"],
    )


def _provision(row: Mapping[str, str]) -> Clause:
    return Clause(row["id"], row["document"], row["section"], "", row["text_vi"], "", "", row["mark"])


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause as pages quote it: how it is named, and its sentence as it stands in the document."""

    id: str
    document: str
    text: str


def citations_of(ids: Iterable[str]) -> list[Citation]:
    """The known clauses among the ids, each once, in their order."""
    known = citable()
    return [Citation(one, known[one].citation, known[one].text_vi) for one in dict.fromkeys(ids) if one in known]
