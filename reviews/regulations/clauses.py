"""The ledger of clauses: what the five documents say, statement by statement."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import UnknownClauseError

LEDGER = Path(__file__).with_name("clauses.csv")

DOCUMENTS = {
    "HY": "Hướng dẫn 10-HD/TU ngày 18/11/2019 của Ban Thường vụ Tỉnh ủy Hưng Yên",
    "CC": "Kế hoạch năm 2024 của Ban Thường vụ Đảng ủy thị trấn Chợ Chu",
    "SL": "Kế hoạch 99/KH-BDT ngày 21/11/2022 của Ban Dân tộc tỉnh Sơn La",
    "NA": "Kế hoạch 131-KH/TU ngày 24/10/2022 của Ban Thường vụ Tỉnh ủy Nghệ An",
    "GB": "Công văn 68-CV/ĐU ngày 02/11/2021 của Đảng ủy phường Giang Biên",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a document, quoted as it stands there."""

    id: str
    document: str
    section: str
    actor: str
    text_vi: str
    meaning_en: str
    area: str

    @property
    def citation(self) -> str:
        """How the clause is named to people."""
        return f"{self.document}, mục {self.section}"


@cache
def all_clauses() -> Mapping[str, Clause]:
    """The whole ledger by id."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _clause(row) for row in csv.DictReader(file)}


def clause(clause_id: str) -> Clause:
    """The clause with this id."""
    try:
        return all_clauses()[clause_id]
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
