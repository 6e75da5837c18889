"""Looking again at a decided level: the old result stays readable, a new round opens, dependants are tested again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Tenant
from orgchart.services.numbers import next_number, numbering_period
from ratings import access, registry
from ratings.models import CapGroup, DecisionItem, Ground, RatingCase, Reconsideration
from ratings.services.counters import recount, recount_case
from ratings.services.decisions import KIND, Signer
from ratings.services.flags import retest
from ratings.services.moves import apply_move, lock_case_of_another, lock_cycle_of
from ratings.states import CASE_MOVES, ReconsiderationState
from reviews.models import RatingPlace


@dataclass(frozen=True, kw_only=True)
class Annulment:
    """The decision by which a level is annulled: its day and signer; the number comes from the register."""

    annulled_on: date
    signer: Signer
    conclusion: str


@transaction.atomic
def open_reconsideration(
    *, case_id: int, ground: str, facts: str, actor: Actor, at: datetime, order_key: UUID | None = None
) -> Reconsideration:
    """Begin to look again at a decided level with the newly found facts; nothing of it changes yet.

    (CC-III.4-4, CC-III.5-4)
    """
    if not access.can_decide(actor):
        raise PermissionDenied
    lock_cycle_of(case_id)
    case = lock_case_of_another(case_id, actor)
    if case.state not in CASE_MOVES["annul"].sources:
        raise Refused(
            f"“{case.subject.name}” chưa có mức xếp loại đã quyết định nên không có gì để xem xét lại "
            f"(đang ở trạng thái “{case.get_state_display().lower()}”)."
        )
    if case.subject.rating == RatingPlace.SUPERIOR:
        raise Refused(
            f"Mức xếp loại của “{case.subject.name}” do {case.decided_externally_by} quyết định; "
            "nơi đó xem xét hủy bỏ. Mời đồng chí gửi kiến nghị lên cấp trên.",
            clauses=("CC-III.4-4",),
        )
    if ground not in Ground.values:
        raise InvalidInput({"ground": "Mời đồng chí chọn căn cứ xem xét lại."})
    if not facts.strip():
        raise InvalidInput({"facts": "Cần ghi tình tiết mới và số, ngày văn bản làm căn cứ."})
    if Reconsideration.objects.filter(case=case, state="open").exists():
        raise Refused(f"Mức xếp loại của “{case.subject.name}” đang được xem xét lại; mời đồng chí kết luận lần này.")
    item = DecisionItem.objects.filter(case=case).select_related("decision__board__body").order_by("-pk").first()
    if item is None:
        raise Refused(f"Không tìm thấy quyết định xếp loại của “{case.subject.name}” để xem xét lại.")
    found = Reconsideration(
        tenant_id=case.tenant_id,
        case=case,
        ground=ground,
        facts=facts.strip(),
        order_key=order_key,
        opened_at=at,
        opened_by=actor.account,
        level=case.level,
        decision_code=item.decision.code,
        decided_on=item.decision.decided_on,
        deciding_body=item.decision.board.body.name,
        group=case.group,
        notified_at=case.notified_at,
        read_at=case.read_at,
    )
    found.save()
    audit.record(
        actor=actor,
        action="open_reconsideration",
        target=case,
        at=at,
        summary=f"Xem xét lại mức xếp loại: {case.subject.name}",
        changes={"ground": found.get_ground_display(), "facts": found.facts, "level": found.level},
    )
    return found


@transaction.atomic
def keep_level(*, reconsideration_id: int, conclusion: str, actor: Actor, at: datetime) -> Reconsideration:
    """The outcome is that the decided level stands; the reason is kept. (CC-III.5-4)"""
    found, case = _locked(reconsideration_id, actor)
    apply_move(found, "keep")
    if not conclusion.strip():
        raise InvalidInput({"conclusion": "Cần ghi kết luận vì sao giữ nguyên."})
    found.conclusion, found.closed_at, found.closed_by = conclusion.strip(), at, actor.account
    found.save(update_fields=["state", "conclusion", "closed_at", "closed_by"])
    audit.record(
        actor=actor,
        action="keep_level",
        target=case,
        at=at,
        summary=f"Giữ nguyên mức xếp loại: {case.subject.name}",
        changes={"conclusion": found.conclusion},
    )
    return found


@transaction.atomic
def annul_level(*, reconsideration_id: int, annulment: Annulment, actor: Actor, at: datetime) -> Reconsideration:
    """Annul a decided level by a numbered decision and open a new round for it.

    The case comes back to the appraisal, in a supplement of its cap group that shares the group's places; whoever
    hangs on it is flagged in the same transaction. (CC-III.4-4, CC-III.5-4, HY-B.II.1.4-6)
    """
    found, case = _locked(reconsideration_id, actor)
    apply_move(found, "annul")
    _check_annulment(found, annulment, at)
    number = _next_number(case, annulment)
    _annul(found, case, annulment, number, actor, at, is_first=True)
    retest(case.subject.cycle, actor=actor, at=at)
    registry.annulled(found, actor, at)
    registry.levels_changed([case.subject_id], actor, at)
    recount_case(case)
    return found


@transaction.atomic
def annul_levels(
    *, case_ids: Collection[int], ground: str, facts: str, annulment: Annulment, actor: Actor, at: datetime,
    order_key: UUID | None = None,
) -> list[Reconsideration]:  # fmt: skip
    """Annul several levels of one cycle by one decision, such as those of a whole group; all of them or none.

    (NA-4-3, CC-III.4-4)
    """
    keys = sorted(set(case_ids))
    if not keys:
        raise InvalidInput({"cases": "Chọn ít nhất một đối tượng để hủy bỏ, xếp loại lại."})
    rows = []
    for case_id in keys:
        current = Reconsideration.objects.filter(case=case_id, state=ReconsiderationState.OPEN).first()
        rows.append(
            current
            or open_reconsideration(
                case_id=case_id, ground=ground, facts=facts, actor=actor, at=at, order_key=order_key
            )
        )
    pairs = [_locked(row.pk, actor) for row in rows]
    for found, _ in pairs:
        apply_move(found, "annul")
        _check_annulment(found, annulment, at)
    number = _next_number(pairs[0][1], annulment)
    for position, (found, case) in enumerate(pairs):
        _annul(found, case, annulment, number, actor, at, is_first=position == 0)
    cycle = pairs[0][1].subject.cycle
    retest(cycle, actor=actor, at=at)
    for found, _ in pairs:
        registry.annulled(found, actor, at)
    registry.levels_changed([case.subject_id for _, case in pairs], actor, at)
    recount(cycle, [case.subject.unit_id for _, case in pairs])
    return [found for found, _ in pairs]


@dataclass(frozen=True)
class _Number:
    """The next number of the register of decisions."""

    number: int
    period: str
    code: str


def _next_number(case: RatingCase, annulment: Annulment) -> _Number:
    tenant = Tenant.objects.get(pk=case.tenant_id)
    period = numbering_period(tenant, annulment.annulled_on)
    number = next_number(body_code=tenant.body_code, kind=KIND, period=period)
    return _Number(number, period, f"{number:02d}-{KIND}/{tenant.body_code}")


def _annul(
    found: Reconsideration, case: RatingCase, annulment: Annulment, number: _Number, actor: Actor, at: datetime, *,
    is_first: bool,
) -> None:  # fmt: skip
    """One decision annuls one level or several; its number is held by the first row, its code by all."""
    found.period, found.code = number.period, number.code
    found.number = number.number if is_first else None
    found.annulled_on, found.conclusion = annulment.annulled_on, annulment.conclusion.strip()
    found.signer_name, found.signer_title = annulment.signer.name.strip(), annulment.signer.title.strip()
    found.closed_at, found.closed_by = at, actor.account
    found.notified_at, found.read_at = case.notified_at, case.read_at
    found.save()
    _reopen(case)
    audit.record(
        actor=actor,
        action="annul_level",
        target=case,
        at=at,
        summary=f"Hủy bỏ mức xếp loại, xếp loại lại {case.subject.name}: Quyết định số {found.code}",
        changes={"level": found.level, "decision": found.decision_code, "conclusion": found.conclusion},
        on_behalf_of=found.signer_name if actor.is_office else "",
    )


def _locked(reconsideration_id: int, actor: Actor) -> tuple[Reconsideration, RatingCase]:
    if not access.can_decide(actor):
        raise PermissionDenied
    row = Reconsideration.objects.filter(pk=reconsideration_id).values_list("case_id", flat=True).first()
    if row is None:
        raise NotVisible
    lock_cycle_of(row)
    case = lock_case_of_another(row, actor)
    return Reconsideration.objects.select_for_update(of=("self",)).get(pk=reconsideration_id), case


def _check_annulment(found: Reconsideration, annulment: Annulment, at: datetime) -> None:
    errors = {}
    if not annulment.conclusion.strip():
        errors["conclusion"] = "Cần ghi kết luận làm căn cứ hủy bỏ."
    if not annulment.signer.name.strip():
        errors["signer_name"] = "Cần ghi người ký quyết định hủy bỏ."
    if annulment.annulled_on < found.decided_on:
        errors["annulled_on"] = f"Không thể hủy bỏ trước ngày quyết định xếp loại ({found.decided_on:%d/%m/%Y})."
    elif annulment.annulled_on > max(localdate(at), found.decided_on):
        errors["annulled_on"] = "Ngày quyết định hủy bỏ không thể ở tương lai."
    if errors:
        raise InvalidInput(errors)


def _reopen(case: RatingCase) -> None:
    apply_move(case, "annul")
    case.level, case.proposed_level, case.proposed_at = "", "", None
    case.notified_at = case.read_at = None
    if case.group is not None:
        case.group = _repeat_group(case.group)
    case.version += 1
    case.save()


def _repeat_group(group: CapGroup) -> CapGroup:
    """The supplement in which annulled subjects of one group are rated again, until its first ballot."""
    open_one = CapGroup.objects.filter(supplement_to=group.root_id, locked_at=None, board_group=None)
    found = open_one.filter(name__startswith="Xếp loại lại").order_by("pk").first()
    if found is not None:
        return found
    root = CapGroup.objects.get(pk=group.root_id)
    before = CapGroup.objects.filter(supplement_to=root, name__startswith="Xếp loại lại").count()
    words = "Xếp loại lại" if not before else f"Xếp loại lại lần {before + 1}"
    repeat = CapGroup(
        tenant_id=root.tenant_id,
        cycle_id=root.cycle_id,
        kind=root.kind,
        name=f"{words} – {root.name}"[:200],
        position=root.position,
        supplement_to=root,
    )
    repeat.save()
    return repeat
