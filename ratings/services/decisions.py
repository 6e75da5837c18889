"""Decisions: levels become official only with number, date and signer, and only what the engine finds in order."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import PostRole
from orgchart.models import DisciplineRecord, Tenant
from orgchart.queries import members_of
from orgchart.services.numbers import next_number, numbering_period
from orgchart.tenancy import create_all
from ratings import access, board_document, registry
from ratings.engine.scales import Level as EngineLevel
from ratings.engine.scales import Unrated
from ratings.models import Board, Decision, DecisionItem, RatingCase
from ratings.queries.deciding import asks_both, confirmation_of
from ratings.queries.judgement import Judgement, is_above, judge, level_of
from ratings.queries.sheet import Sheet, load_sheet
from ratings.queries.sides import pair_obstacles
from ratings.services.appraisal import store_exemption
from ratings.services.counters import recount, recount_case
from ratings.services.flags import retest
from ratings.services.moves import apply_move, lock_board, lock_case, lock_case_of_another, lock_cycle_of
from ratings.states import BallotState, CaseState
from reviews.models import Level, RatingPlace
from reviews.services.cycles import locked_cycle
from reviews.services.remediation import open_plans

KIND = "QĐ"


@dataclass(frozen=True)
class Signer:
    """Who signs, as printed under the decision."""

    name: str
    title: str


@transaction.atomic
def issue_decision(
    *, board_id: int, decided_on: date, actor: Actor, at: datetime, signer: Signer | None = None
) -> Decision:
    """Turn the counted ballots of a board into a numbered decision, or say everything that stands in its way.

    The head signs, unless another signer is named. (HY-B.II.1.5-1, HY-B.II.1.6-10)
    """
    if not access.can_decide(actor):
        raise PermissionDenied
    board = lock_board(board_id)
    apply_move(board, "decide")
    locked_cycle(board.cycle_id)
    sheet = load_sheet(board.cycle, board)
    judgement = judge(sheet)
    reasons = obstacles(judgement, board)
    if reasons:
        raise Refused("Chưa ban hành được quyết định xếp loại.", reasons=reasons)
    if decided_on < board.held_on:
        raise InvalidInput({"decided_on": f"Quyết định không thể có trước phiên họp ngày {board.held_on:%d/%m/%Y}."})
    if decided_on.year not in {board.cycle.year, board.cycle.year + 1}:
        raise InvalidInput({"decided_on": f"Ngày ban hành phải thuộc đợt năm {board.cycle.year}."})
    chosen = signer or head_of(board)
    decision = _store_decision(board, judgement, decided_on, chosen, actor, at)
    _store_levels(decision, judgement, actor, at)
    open_plans(
        subject_ids=[case.subject_id for case in _listed(sheet)],
        basis=f"Quyết định xếp loại số {decision.code} ngày {decided_on:%d/%m/%Y}",
        decided_on=decided_on,
        actor=actor,
        at=at,
    )
    board.save(update_fields=["state"])
    retest(board.cycle, actor=actor, at=at)
    audit.record(
        actor=actor,
        action="issue_decision",
        target=decision,
        at=at,
        summary=f"Ban hành quyết định xếp loại số {decision.code}",
        changes={"board": board.title, "digest": decision.set_digest},
        on_behalf_of=chosen.name if actor.is_office else "",
    )
    registry.levels_changed([case.subject_id for case in _listed(sheet)], actor, at)
    recount(board.cycle, {case.subject.unit_id for case in _listed(sheet)})
    return decision


def obstacles(judgement: Judgement, board: Board) -> list[str]:
    """Everything that keeps a board from being decided: open ballots, run-offs, cap, standards, pending references."""
    found = []
    frozen = board.cycle.set_digest
    if frozen and frozen != judgement.sheet.regulation.digest:
        found.append("Bộ quy định đã thay đổi so với bản chốt khi ban hành kế hoạch; cần quản trị hệ thống khôi phục.")
    for row in judgement.sheet.groups:
        if row.state != BallotState.COUNTED:
            found.append(f"Nhóm “{row.group.name}”: {row_state(row.state)}.")
            continue
        figures = judgement.of_group(row)
        if figures.ballot is None or not figures.ballot.quorum_met:
            found.append(f"Nhóm “{row.group.name}”: {figures.calculation}")
        found += [
            f"{case.subject.name}: {_why_no_level(judgement, case)}"
            for case in judgement.sheet.cases_in(row.group.pk)
            if _lacks_level(judgement, case)
        ]
    if asks_both(board.cycle) and confirmation_of(board) is None:
        found.append("Bộ quy định yêu cầu Ban Chấp hành thông qua kết quả bỏ phiếu; chưa ghi kết quả thông qua.")
    found += [violation.text for violation in judgement.result.violations]
    found += pair_obstacles(judgement)
    return found


def row_state(state: str) -> str:
    """Where the ballots of a group stand, inside a sentence."""
    label = str(BallotState(state).label)
    return label[0].lower() + label[1:]


def _lacks_level(judgement: Judgement, case: RatingCase) -> bool:
    answer = judgement.of(case)
    if answer is None:
        return False
    if answer.level is Unrated.NOT_RATED:
        return False
    return answer.level is None or case.state != CaseState.BALLOTED or is_above(level_of(answer), answer)


def _why_no_level(judgement: Judgement, case: RatingCase) -> str:
    answer = judgement.of(case)
    if answer is not None and answer.level is None and answer.reasons:
        return answer.reasons[0].text
    return "chưa có kết quả bỏ phiếu."


def head_of(board: Board) -> Signer:
    """The head of the deciding body on the day of the meeting."""
    head = members_of(board.body, board.held_on).filter(role=PostRole.HEAD).first()
    if head is None:
        raise InvalidInput({"signer_name": f"{board.body.name} chưa có người đứng đầu; mời đồng chí ghi người ký."})
    return Signer(head.person.full_name, head.title)


def _store_decision(
    board: Board, judgement: Judgement, decided_on: date, signer: Signer, actor: Actor, at: datetime
) -> Decision:
    tenant = Tenant.objects.get(pk=board.tenant_id)
    period = numbering_period(tenant, decided_on)
    number = next_number(body_code=tenant.body_code, kind=KIND, period=period)
    decision = Decision(
        tenant_id=board.tenant_id,
        board=board,
        number=number,
        period=period,
        code=f"{number:02d}-{KIND}/{tenant.body_code}",
        decided_on=decided_on,
        signer_name=signer.name,
        signer_title=signer.title,
        issued_at=at,
        issued_by=actor.account,
        engine_input=board_document.question(judgement.board, judgement.sheet.regulation.code),
        engine_result=board_document.answer(judgement.result),
        set_digest=judgement.sheet.regulation.digest,
    )
    decision.save()
    return decision


def _store_levels(decision: Decision, judgement: Judgement, actor: Actor, at: datetime) -> None:
    sheet, items, used = judgement.sheet, [], dict[int, DisciplineRecord]()
    for case in _listed(sheet):
        answer = judgement.of(case)
        if answer is None:
            continue
        if not isinstance(answer.level, EngineLevel):
            store_exemption(case, answer, actor, at)
            continue
        apply_move(case, "decide")
        case.level = answer.level.name
        case.save(update_fields=["state", "level"])
        items.append(
            DecisionItem(
                tenant_id=decision.tenant_id,
                decision=decision,
                case=case,
                level=case.level,
                exception=_exception(case, sheet),
            )
        )
        used.update((record.pk, record) for record in sheet.discipline.all_of(case.subject))
    create_all(DecisionItem, items)
    for record in used.values():
        if record.counted_in_year is None:
            record.counted_in_year = sheet.cycle.year
            record.save(update_fields=["counted_in_year"])


def _listed(sheet: Sheet) -> list[RatingCase]:
    return [case for row in sheet.groups for case in sheet.cases_in(row.group.pk)]


def _exception(case: RatingCase, sheet: Sheet) -> str:
    """The exception that was granted, for the annex of the decision (CC-I.6-4)."""
    if case.new_head_transferred_on is None or not sheet.rules.new_head_exception:
        return ""
    return f"Mới chuyển đến ngày {case.new_head_transferred_on:%d/%m/%Y}: {case.new_head_reason}"[:400]


@transaction.atomic
def propose_upward(*, case_id: int, level: str, actor: Actor, at: datetime) -> RatingCase:
    """The level that goes up with the dossier of a subject that the superior decides on (CC-IIIb.1-5)."""
    if not access.can_appraise(actor):
        raise PermissionDenied
    case = lock_case_of_another(case_id, actor)
    if case.subject.rating != RatingPlace.SUPERIOR:
        raise Refused(f"“{case.subject.name}” được xếp loại tại đây, không trình cấp trên.")
    chosen = level or case.proposed_level
    if chosen not in Level.values:
        raise InvalidInput({"proposed_level": "Mời đồng chí chọn mức đề nghị cấp trên xếp loại."})
    answer = judge(load_sheet(case.subject.cycle), with_proposals=True).of(case)
    if answer is not None and is_above(chosen, answer):
        raise InvalidInput({"proposed_level": answer.reasons[0].text})
    apply_move(case, "propose")
    case.proposed_level, case.proposed_at = chosen, at
    case.save(update_fields=["state", "proposed_level", "proposed_at"])
    audit.record(
        actor=actor,
        action="propose_upward",
        target=case,
        at=at,
        summary=f"Trình cấp trên xếp loại {case.subject.name}: {case.get_proposed_level_display()}",
    )
    return case


@transaction.atomic
def decide_externally(
    *, case_id: int, level: str, decision_code: str, decided_on: date, body: str, actor: Actor | None, at: datetime
) -> RatingCase:
    """Enter a level that the superior decided: official here too, and a ceiling for whoever hangs on it.

    Without an actor the decision arrived by envelope.
    """
    if actor is not None and not access.can_decide(actor):
        raise PermissionDenied
    lock_cycle_of(case_id)
    case = lock_case(case_id)
    if case.subject.rating != RatingPlace.SUPERIOR:
        raise Refused(f"“{case.subject.name}” được xếp loại tại đây, không ghi quyết định của cấp trên.")
    if level not in Level.values or not decision_code.strip() or not body.strip():
        raise InvalidInput({"level": "Cần mức xếp loại, số quyết định và nơi quyết định."})
    apply_move(case, "decide_above")
    case.level, case.external_decision = level, decision_code.strip()
    case.external_decided_on, case.decided_externally_by = decided_on, body.strip()
    case.save(update_fields=["state", "level", "external_decision", "external_decided_on", "decided_externally_by"])
    audit.record(
        actor=actor,
        action="decide_externally",
        target=case,
        at=at,
        summary=f"{case.subject.name}: {case.get_level_display()} theo Quyết định số {case.external_decision}",
        changes={"body": body, "decided_on": decided_on.isoformat()},
    )
    basis = f"Quyết định xếp loại số {case.external_decision} ngày {decided_on:%d/%m/%Y}, {case.decided_externally_by}"
    open_plans(subject_ids=[case.subject_id], basis=basis, decided_on=decided_on, actor=actor, at=at)
    retest(case.subject.cycle, actor=actor, at=at)
    recount_case(case)
    return case
