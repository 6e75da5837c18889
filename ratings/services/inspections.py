"""Checking finished years: what breaks a rule is taken in and flagged, never refused."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.imports.archive import FileRefused
from orgchart.tenancy import create_all
from ratings import access, board_document
from ratings.engine.board import Board
from ratings.engine.board_file import read_board_file
from ratings.engine.from_set import rules_of
from ratings.inspection.board_text import read_board
from ratings.inspection.due import due_day
from ratings.inspection.findings import Finding, Report, inspect, summary
from ratings.inspection.reading import MAX_BYTES, Reading
from ratings.inspection.workbook import read_workbook
from ratings.models import Inspection, InspectionFinding, InspectionSource
from ratings.queries.inspections import decided_board
from reviews.models import Cycle
from reviews.queries import set_named, set_of
from reviews.regulations.errors import UnknownSetError
from reviews.regulations.sets import RegulationSet
from reviews.states import CycleState

BY_PERCENT = "overPercent"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Whose finished year is checked, by which set, and on which day its levels were decided."""

    body_name: str
    year: int
    set_code: str
    rating_date: date


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a file says before anything is stored; `content` is what can be handed back to be stored."""

    reading: Reading
    report: Report | None = None
    summary: str = ""
    content: dict[str, Any] | None = None


def preview_file(*, question: Question, file_name: str, content: bytes) -> Preview:
    """Read a workbook or a board file row by row and tell what the check would find; stores nothing."""
    _check_question(question)
    if len(content) > MAX_BYTES:
        raise InvalidInput({"file": f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Chia thành nhiều tệp nhỏ hơn."})
    regulation = set_named(question.set_code)
    is_board_file = file_name.lower().endswith(".json")
    if not is_board_file and not file_name.lower().endswith(".xlsx"):
        raise InvalidInput({"file": "Chỉ nhận bảng tính Excel (.xlsx) hoặc tệp bảng xếp loại (.json)."})
    try:
        reading = _read(question, regulation, content, is_board_file=is_board_file)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    if reading.board is None:
        return Preview(reading=reading)
    report = _report(reading.board, regulation, {})
    stored = {
        "body_name": question.body_name,
        "set_code": question.set_code,
        "source": InspectionSource.BOARD_FILE if is_board_file else InspectionSource.WORKBOOK,
        "file_name": file_name[:200],
        "digest": hashlib.sha256(content).hexdigest(),
        "question": board_document.question(reading.board, question.set_code),
    }
    words = summary(report, body=question.body_name, year=question.year)
    return Preview(reading=reading, report=report, summary=words, content=stored)


@transaction.atomic
def store_inspection(*, cycle_id: int, content: dict[str, Any], actor: Actor, at: datetime) -> Inspection:
    """Store what a preview handed out, judged again; the same input twice is one inspection. (NA-3-1)"""
    if not access.can_inspect(actor):
        raise PermissionDenied
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle_id)
    board = read_board_file(json.dumps(content["question"], ensure_ascii=False).encode()).board
    inspection = Inspection(
        cycle=cycle,
        body_name=content["body_name"],
        set_code=content["set_code"],
        source=content["source"],
        file_name=content["file_name"],
        input_digest=content["digest"],
        envelope=content.get("envelope"),
    )
    return _store(inspection, board, content.get("names") or {}, set_named(inspection.set_code), actor, at)


@transaction.atomic
def inspect_own_cycle(*, cycle_id: int, checked_id: int, actor: Actor, at: datetime) -> Inspection:
    """Check a finished cycle of the tenant itself from what was decided in it. (NA-3-1)"""
    if not access.can_inspect(actor):
        raise PermissionDenied
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle_id)
    checked = Cycle.objects.select_related("tenant").get(pk=checked_id)
    if checked.state != CycleState.CLOSED:
        raise Refused(
            f"Đợt năm {checked.year} chưa kết thúc nên chưa kiểm tra được. "
            "Kết thúc đợt trước, hoặc xem cảnh báo ngay trên bảng xếp loại."
        )
    board, names = decided_board(checked)
    text = json.dumps(board_document.question(board, checked.set_code), ensure_ascii=False, sort_keys=True)
    inspection = Inspection(
        cycle=cycle,
        body_name=checked.tenant.name,
        set_code=checked.set_code,
        source=InspectionSource.CYCLE,
        input_digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    return _store(inspection, board, names, set_of(checked), actor, at)


def _check_question(question: Question) -> None:
    try:
        set_named(question.set_code)
    except UnknownSetError:
        raise InvalidInput({"set_code": "Không có bộ quy định này; chọn một bộ trong danh sách."}) from None
    if question.rating_date.year not in (question.year, question.year + 1):
        raise InvalidInput(
            {"rating_date": f"Ngày xếp loại của năm {question.year} nằm trong năm đó hoặc năm liền sau."}
        )


def _read(question: Question, regulation: RegulationSet, content: bytes, *, is_board_file: bool) -> Reading:
    rules = rules_of(regulation)
    common: dict[str, Any] = {"rating_date": question.rating_date, "year": question.year}
    if is_board_file:
        return read_board(content, regulation=regulation.code, rules=rules, **common)
    return read_workbook(content, by_points=rules.scores_by_points, **common)


def _report(board: Board, regulation: RegulationSet, names: dict[str, str]) -> Report:
    by_percent = regulation.value("cap.excess.rule") == BY_PERCENT
    return inspect(board, rules_of(regulation), names=names, by_percent=by_percent)


def _store(
    inspection: Inspection, board: Board, names: dict[str, str], regulation: RegulationSet, actor: Actor, at: datetime
) -> Inspection:
    same = Inspection.objects.filter(
        cycle=inspection.cycle,
        body_name=inspection.body_name,
        year=board.year,
        set_code=inspection.set_code,
        rating_date=board.rating_date,
        input_digest=inspection.input_digest,
    ).first()
    if same is not None:
        return same
    report = _report(board, regulation, names)
    due = due_day(set_of(inspection.cycle).value("retro.correctionDate"), localdate(at))
    inspection.year, inspection.rating_date = board.year, board.rating_date
    inspection.set_title, inspection.set_digest = regulation.title[:300], regulation.digest
    inspection.question = board_document.question(board, regulation.code)
    inspection.subjects, inspection.rated = report.subjects, report.rated
    inspection.groups = [asdict(one) for one in report.groups]
    inspection.summary = summary(report, body=inspection.body_name, year=board.year)
    inspection.due_on, inspection.due_source = due.day, due.source[:200]
    inspection.inspected_at, inspection.inspected_by = at, actor.account
    inspection.save()
    create_all(InspectionFinding, (_row(inspection, *pair) for pair in enumerate(report.findings, start=1)))
    audit.record(
        actor=actor,
        action="store_inspection",
        target=inspection,
        at=at,
        summary=inspection.summary,
        changes={"digest": inspection.input_digest, "set": inspection.set_code, "findings": len(report.findings)},
    )
    return inspection


def _row(inspection: Inspection, position: int, finding: Finding) -> InspectionFinding:
    return InspectionFinding(
        tenant_id=inspection.tenant_id,
        inspection=inspection,
        position=position,
        rule=finding.rule.value,
        group=finding.group[:300],
        subjects=list(finding.subjects),
        text=finding.text,
        arithmetic=finding.arithmetic,
        remedy=finding.remedy,
        clauses=list(finding.clauses),
    )
