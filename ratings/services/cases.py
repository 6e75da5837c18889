"""Cases and cap groups: made from the cycle's subjects, self-rated with the final review, fixed by the first ballot."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.tenancy import create_all
from ratings import access
from ratings.models import CapGroup, CriterionDegree, RatingCase
from ratings.queries.judgement import highest_of, is_above, judge_alone
from ratings.queries.regulation import criteria_of, group_of, own_degrees, regulation_of
from ratings.queries.waiting import days_allowed
from ratings.services.counters import recount
from ratings.services.meeting_points import take_meeting_points
from ratings.services.moves import apply_move, lock_case
from ratings.states import CASE_MOVES
from reviews.models import Cycle, Level, RatingPlace, Review, Subject, SubjectKind
from reviews.services.cycles import locked_cycle
from reviews.services.transitions import local_day


@transaction.atomic
def prepare_cases(*, cycle_id: int, actor: Actor, at: datetime) -> int:
    """Make a case for every subject that is rated here or above, and the cap groups of those rated here.

    May run again: subjects that came later get a case, nothing that exists is changed. Returns how many are new.
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    rated = Subject.objects.filter(cycle=cycle).exclude(rating=RatingPlace.NONE)
    waiting = rated.filter(rating_case=None).select_related("collective", "organization").order_by("pk")
    groups = {group.name: group for group in CapGroup.objects.select_for_update(of=("self",)).filter(cycle=cycle)}
    cases = [
        RatingCase(tenant_id=cycle.tenant_id, subject=subject, group=_group_for(subject, cycle, groups))
        for subject in waiting
    ]
    create_all(RatingCase, cases)
    recount(cycle)
    if cases:
        audit.record(
            actor=actor,
            action="prepare_cases",
            target=cycle,
            at=at,
            summary=f"Lập danh sách xếp loại: {len(cases)} đối tượng",
        )
    return len(cases)


def _group_for(subject: Subject, cycle: Cycle, groups: dict[str, CapGroup]) -> CapGroup | None:
    """Whoever is rated above counts in the groups of the superior only (CC-IIIb.1-5).

    A group that has been balloted takes nobody in any more; a late subject waits for a group of its own.
    """
    if subject.rating != RatingPlace.HERE:
        return None
    kind, name, position = group_of(subject, regulation_of(cycle))
    group = groups.get(name)
    if group is None:
        group = groups[name] = CapGroup(tenant_id=cycle.tenant_id, cycle=cycle, kind=kind, name=name, position=position)
        group.save()
    return None if group.locked_at else group


def on_review_final(review: Review, actor: Actor, at: datetime) -> None:
    """The final review makes the own level official: level and degrees flow into the case (HY-B.II.1.6-1, -2)."""
    case = (
        RatingCase.objects.select_related("subject__cycle", "subject__collective")
        .filter(subject_id=review.subject_id)
        .first()
    )
    if case is None and review.subject.rating != RatingPlace.NONE:
        case = _late_case(review.subject)
    if case is None:
        return
    take_meeting_points(case)
    degrees = own_degrees(review.form_kind, dict(review.sections.values_list("key", "degree")))
    _store_self_rating(case, review.self_level, degrees, actor, at)
    for cell in reviewed_through(case.subject):
        if cell.state in CASE_MOVES["self_rate"].sources:
            _store_self_rating(cell, review.self_level, degrees, actor, at)


def reviewed_through(committee: Subject) -> list[RatingCase]:
    """The cell whose review is that of its committee: two ratings, one text (CC-III.1.1a-6)."""
    if committee.collective is None:
        return []
    rows = RatingCase.objects.select_related("subject__cycle").filter(
        subject__cycle=committee.cycle,
        subject__kind=SubjectKind.PARTY_ORGANIZATION,
        subject__organization=committee.collective.organization_id,
        subject__is_reviewed=False,
    )
    return list(rows)


def _late_case(subject: Subject) -> RatingCase:
    locked_cycle(subject.cycle_id)
    known = RatingCase.objects.select_related("subject__cycle", "subject__collective").filter(subject=subject).first()
    if known is not None:  # somebody else made the list in the meantime
        return known
    groups = {group.name: group for group in CapGroup.objects.filter(cycle=subject.cycle)}
    case = RatingCase(tenant_id=subject.tenant_id, subject=subject, group=_group_for(subject, subject.cycle, groups))
    case.save()
    return case


@transaction.atomic
def record_self_rating(*, case_id: int, level: str, degrees: dict[str, str], actor: Actor, at: datetime) -> RatingCase:
    """Take over an own level with degrees per criterion that arrived with a dossier, or complete it by hand."""
    if not access.can_appraise(actor):
        raise PermissionDenied
    case = lock_case(case_id)
    if level not in Level.values:
        raise InvalidInput({"self_level": "Mời đồng chí chọn một trong bốn mức xếp loại."})
    return _store_self_rating(case, level, degrees, actor, at)


def _store_self_rating(case: RatingCase, level: str, degrees: dict[str, str], actor: Actor, at: datetime) -> RatingCase:
    apply_move(case, "self_rate")
    known = [row.code for row in criteria_of(case.subject, regulation_of(case.subject.cycle))]
    for code in known:
        if code in degrees:
            _store_self_degree(case, code, degrees[code])
    case.self_level, case.self_rated_at = level, at
    case.rate_by = local_day(at) + timedelta(days=days_allowed(case.subject.cycle))
    case.self_warning = self_rating_warning(case)
    case.save(update_fields=["state", "self_level", "self_rated_at", "rate_by", "self_warning"])
    audit.record(
        actor=actor,
        action="self_rate",
        target=case,
        at=at,
        summary=f"{case.subject.name} tự xếp loại: {case.get_self_level_display()}",
        changes={"level": level, "degrees": degrees, "warning": case.self_warning},
    )
    return case


def _store_self_degree(case: RatingCase, code: str, degree: str) -> None:
    row = CriterionDegree.objects.filter(case=case, code=code).first()
    if row is None:
        row = CriterionDegree(tenant_id=case.tenant_id, case=case, code=code)
    row.self_degree = degree
    row.save()


def self_rating_warning(case: RatingCase) -> str:
    """What the level test says about an own level that is too high: a warning, because it is an opinion."""
    answer = judge_alone(case)
    if answer is None or not is_above(case.self_level, answer):
        return ""
    highest = Level(highest_of(answer)).label
    return (
        f"Tự xếp “{case.get_self_level_display()}” cao hơn mức cao nhất theo các cấp độ đã tự nhận (“{highest}”): "
        f"{answer.reasons[0].text}"
    )


@transaction.atomic
def move_case(*, case_id: int, group_id: int | None, actor: Actor, at: datetime) -> RatingCase:
    """Move a case to another cap group, or out; possible until the first ballot of either group (HY-B.II.1.4-5)."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    case = lock_case(case_id)
    wanted = [one for one in (case.group_id, group_id) if one is not None]
    # In the order of the keys, so that two moves in opposite directions never wait for each other.
    locked = {
        group.pk: group
        for group in CapGroup.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    }
    target = locked.get(group_id) if group_id is not None else None
    if group_id is not None and (target is None or target.cycle_id != case.subject.cycle_id):
        raise NotVisible
    _check_group_change(case, target, locked)
    before, case.group = case.group, target
    case.save(update_fields=["group"])
    audit.record(
        actor=actor,
        action="move_case",
        target=case,
        at=at,
        summary=f"Chuyển nhóm: {case.subject.name}",
        changes={"before": before.name if before else "", "after": target.name if target else ""},
    )
    return case


def _check_group_change(case: RatingCase, target: CapGroup | None, locked: dict[int, CapGroup]) -> None:
    for group in locked.values():
        if group.locked_at is not None:
            raise Refused(
                f"Nhóm “{group.name}” đã bỏ phiếu nên danh sách không thay đổi được nữa, để số được xếp loại xuất sắc "
                "không bị tính lại. Đối tượng còn lại được đưa vào một nhóm và một phiên họp bổ sung."
            )
    if case.subject.rating != RatingPlace.HERE:
        raise Refused(
            f"“{case.subject.name}” do cấp trên xếp loại, không đưa vào nhóm bỏ phiếu tại đây.",
            clauses=("CC-IIIb.1-5",),
        )
    if target is not None and not fits(case, target):
        raise Refused(f"“{case.subject.name}” không cùng loại với nhóm “{target.name}” ({target.get_kind_display()}).")


def fits(case: RatingCase, group: CapGroup) -> bool:
    """Whether a subject of this kind may stand in the group; kinds are not merged to gain places."""
    return group_of(case.subject, regulation_of(case.subject.cycle))[0] == group.kind


@transaction.atomic
def create_group(
    *, cycle_id: int, kind: str, name: str, actor: Actor, at: datetime, supplement_to: int | None = None
) -> CapGroup:
    """Add a cap group; one for a supplementary meeting shares the places of the group it supplements (CC-I.5-2)."""
    if not access.can_run_board(actor):
        raise PermissionDenied
    cycle = locked_cycle(cycle_id)
    whole = _supplemented(supplement_to, cycle)
    if whole is not None:
        kind = whole.kind
    if CapGroup.objects.filter(cycle=cycle, name=name.strip()).exists():
        raise InvalidInput({"name": "Đã có nhóm mang tên này trong đợt."})
    position = CapGroup.objects.filter(cycle=cycle).count() + 100
    group = CapGroup(
        tenant_id=cycle.tenant_id, cycle=cycle, kind=kind, name=name.strip(), position=position, supplement_to=whole
    )
    group.save()
    audit.record(actor=actor, action="create_group", target=group, at=at, summary=f"Thêm nhóm xếp loại: {group.name}")
    return group


def _supplemented(group_id: int | None, cycle: Cycle) -> CapGroup | None:
    if group_id is None:
        return None
    group = CapGroup.objects.filter(pk=group_id, cycle=cycle, supplement_to=None).first()
    if group is None:
        raise NotVisible
    if group.locked_at is None:
        raise InvalidInput(
            {"supplement_to": f"Nhóm “{group.name}” chưa bỏ phiếu; mời đồng chí đưa đối tượng thẳng vào nhóm đó."}
        )
    return group
