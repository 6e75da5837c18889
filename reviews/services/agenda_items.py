"""One subject after the other: presented, commented, concluded; then the conference is closed."""

from datetime import datetime
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import Conflict, InvalidInput, NotVisible, Refused
from orgchart.models import AuditRecord
from reviews import access, agenda
from reviews.durations import written
from reviews.models import AgendaItem, Attendance, Comment, Conference, Place, Review, Shortcoming, SubjectKind, Verdict
from reviews.queries import conferences as queries
from reviews.queries import joint
from reviews.queries.office_sheet import unscored
from reviews.queries.other_places import not_done, other_places
from reviews.services import transitions
from reviews.services.conferences import apply_move, check_move, locked_conference, runnable_conference
from reviews.states import AgendaState, ConferenceState, ReviewState
from reviews.texts import clean_text


@transaction.atomic
def start_item(
    *,
    item_id: int,
    actor: Actor,
    at: datetime,
    chair_id: int | None = None,
    presenter_id: int | None = None,
    authorisation: str = "",
    without_others: str = "",
    late_waiver: str = "",
) -> AgendaItem:
    """Take up a subject in the prescribed order, with a deputy in the chair for the head's own review.

    A collective's report is presented by its head, or by somebody present whom the head has authorised.
    The highest collective comes after the other places; otherwise it needs a reason (`without_others`).
    Where the set gives self-reviews a lead time, a late one needs the chair's leave (`late_waiver`).
    (HY-B.I.4.2-2, HY-B.I.4.2-3, HY-B.I.4.2-5, HY-B.I.4.2-10, HY-A.2-2, SL-II.2.2-4, SL-II.4.2a-2)
    """
    conference, item = _running(item_id, actor)
    items = queries.agenda_of(conference)
    posts = queries.posts_by_person(conference)
    entries = [queries.entry_of(row.subject, posts, row.state) for row in items]
    found = agenda.hindrance(entries, item.subject_id, queries.rules_for(conference).order)
    if found:
        raise Refused(found.message, clauses=[found.clause] if found.clause else [])
    attendances = queries.attendances_of(conference)
    _refuse_without_quorum(attendances, queries.rules_for(conference).quorum)
    review = getattr(item.subject, "review", None)
    if review is None or review.state not in queries.READY_STATES:
        raise Refused(
            f"Chưa kiểm điểm được {item.subject.name}: dự thảo chưa gửi tới các thành viên. "
            "Hãy gửi dự thảo trước, hoặc ghi vắng mặt kèm lý do để kiểm điểm bổ sung.",
            clauses=["HY-B.I.4.2-8"],
        )
    chairs = queries.possible_chairs(conference, item, posts, attendances)
    present = {row.person_id for row in attendances if row.is_present}
    item.chair_id = chair_id or next((person.pk for person in chairs if person.pk in present), None)
    if item.chair_id not in {person.pk for person in chairs}:
        raise InvalidInput({"chair": _chair_error(needs_deputy=queries.needs_deputy_as_chair(item, posts))})
    if item.subject.person_id is None:
        _set_presenter(item, review, present, presenter_id, clean_text(authorisation).strip())
    item.without_others = _reason_before_others(conference, item, without_others)
    item.late_waiver = _waiver(conference, item, late_waiver)
    item.state, item.started_at = AgendaState.RUNNING, at
    item.save(
        update_fields=["state", "started_at", "chair", "presenter", "authorisation", "without_others", "late_waiver"]
    )
    _record(actor, "start_item", item, at, f"Bắt đầu kiểm điểm: {item.subject.name}")
    return item


def _set_presenter(
    item: AgendaItem, review: Review, present: set[int | None], presenter_id: int | None, authorisation: str
) -> None:
    """The head presents unless somebody else is named, with what the head has authorised. (HY-B.I.4.2-5)"""
    item.presenter_id = presenter_id or review.author_id
    if item.presenter_id in {None, review.author_id}:
        return
    if item.presenter_id not in present:
        raise InvalidInput({"presenter": "Người trình bày báo cáo phải có mặt. Mời chọn trong số các đồng chí có mặt."})
    if not authorisation:
        raise InvalidInput(
            {"authorisation": "Người trình bày không phải người đứng đầu: ghi số, ngày văn bản hoặc cách ủy quyền."}
        )
    item.authorisation = authorisation[:200]


def _reason_before_others(conference: Conference, item: AgendaItem, reason: str) -> str:
    missing = not_done(other_places(conference, item))
    if not missing:
        return ""
    if not reason.strip():
        message = (
            f"{item.subject.name} chưa kiểm điểm xong ở {', '.join(missing)}, mà tập thể cao nhất nghe tóm tắt kết quả "
            "những nơi đã kiểm điểm. Kiểm điểm ở nơi đó trước, hoặc ghi lý do không chờ."
        )
        raise InvalidInput({"without_others": message})
    return reason.strip()[:300]


def _waiver(conference: Conference, item: AgendaItem, leave: str) -> str:
    paper = queries.late_paper(conference, item)
    if paper is None:
        return ""
    words = clean_text(leave).strip()
    if not words:
        sent = f"gửi ngày {paper.sent_on:%d/%m}" if paper.sent_on else "chưa gửi"
        message = (
            f"Bản kiểm điểm của {item.subject.name} {sent}, muộn hơn {paper.last_day:%d/%m}. Kiểm điểm sau, hoặc ghi ý "
            "kiến người chủ trì đồng ý kiểm điểm tại hội nghị này."
        )
        raise InvalidInput({"late_waiver": message})
    return words[:300]


def _chair_error(*, needs_deputy: bool) -> str:
    if needs_deputy:
        return (
            "Phần kiểm điểm người đứng đầu do cấp phó của tập thể chủ trì. Hãy chọn một đồng chí cấp phó đang có mặt."
        )
    return "Nội dung này do người chủ trì hội nghị điều hành; người chủ trì phải có mặt."


def _refuse_without_quorum(attendances: list[Attendance], quorum: Fraction) -> None:
    members = [row for row in attendances if row.is_member]
    present = [row for row in members if row.is_present]
    if members and Fraction(len(present), len(members)) < quorum:
        raise Refused(
            f"Chưa bắt đầu được: mới điểm danh {len(present)}/{len(members)} thành viên có mặt, "
            f"cần ít nhất {quorum.numerator}/{quorum.denominator}. Hãy điểm danh, hoặc dời phiên họp."
        )


@transaction.atomic
def add_comment(*, item_id: int, person_id: int, text: str, actor: Actor, at: datetime) -> Comment:
    """What a participant said, entered by that person or by whoever keeps the record. (HY-B.I.4.2-6, HY-B.I.4.2-8)"""
    conference, item = visible_item(item_id, actor)
    if not access.can_comment_for(actor, conference, person_id):
        raise PermissionDenied
    refuse_unless_running(item)
    row = Attendance.objects.filter(conference=conference, person=person_id).select_related("person").first()
    if row is None or row.person is None or row.is_present is False:
        raise InvalidInput({"person": "Chọn một đồng chí có tên trong danh sách dự và đang có mặt."})
    if not text.strip():
        raise InvalidInput({"text": "Ghi nội dung ý kiến góp ý."})
    comment = Comment(
        tenant_id=item.tenant_id,
        item=item,
        person=row.person,
        text=text.strip(),
        entered_at=at,
        entered_by=actor.account,
    )
    comment.save()
    other = "" if actor.person_id == person_id else row.person.full_name
    _record(actor, "add_comment", item, at, f"Ghi ý kiến của {row.person.full_name} về {item.subject.name}", other)
    return comment


def refuse_unless_running(item: AgendaItem) -> None:
    """Remarks are taken after the presentation and before the conclusion. (HY-B.I.4.2-8)"""
    if item.state != AgendaState.RUNNING:
        raise Refused(
            f"Chưa ghi được ý kiến về {item.subject.name}: nội dung này {_state_words(item)}. "
            "Ý kiến chỉ ghi sau khi trình bày và trước khi kết luận.",
            clauses=["HY-B.I.4.2-8"],
        )


@transaction.atomic
def judge_comment(*, comment_id: int, verdict: str, note: str, actor: Actor, at: datetime) -> Comment:
    """Accepted, partly, or not, the latter two with a note why. (HY-B.I.4.2-7)"""
    comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("person", "guest").filter(pk=comment_id).first()
    )
    if comment is None:
        raise NotVisible
    conference, item = visible_item(comment.item_id, actor)
    if not access.can_judge_comment(actor, conference, getattr(item.subject, "review", None)):
        raise PermissionDenied
    if conference.state == ConferenceState.SIGNED:
        raise Refused("Biên bản đã ký nên không sửa được kết quả tiếp thu ý kiến.")
    if verdict not in {Verdict.ACCEPTED, Verdict.PARTLY, Verdict.REJECTED}:
        raise InvalidInput({"verdict": "Chọn tiếp thu, tiếp thu một phần hoặc không tiếp thu."})
    if verdict != Verdict.ACCEPTED and not note.strip():
        raise InvalidInput({"note": "Ghi lý do khi tiếp thu một phần hoặc không tiếp thu."})
    comment.verdict, comment.note = verdict, note.strip()[:500]
    comment.save(update_fields=["verdict", "note"])
    words = f"{comment.get_verdict_display()} ý kiến của {comment.speaker} về {item.subject.name}"
    _record(actor, "judge_comment", item, at, words)
    return comment


@transaction.atomic
def conclude_item(
    *,
    item_id: int,
    strengths: str,
    weaknesses: str,
    version: int,
    actor: Actor,
    at: datetime,
    silence_confirmed: bool = False,
    finish: bool = True,
) -> AgendaItem:
    """The chair's conclusion; `finish` ends the item, without it the text is only kept.

    Members who said nothing are named until it is confirmed that they have no comment.
    (HY-B.I.4.2-6, HY-B.I.4.2-8)
    """
    conference, item = _running(item_id, actor)
    if item.state not in {AgendaState.RUNNING, AgendaState.CONCLUDED}:
        raise Refused(
            f"Chưa kết luận được {item.subject.name}: nội dung này {_state_words(item)}. Hãy bắt đầu nội dung trước.",
            clauses=["HY-B.I.4.2-8"],
        )
    if item.version != version:
        raise _conflict(item, f"Ưu điểm: {strengths}\nHạn chế, khuyết điểm: {weaknesses}")
    if finish and item.state == AgendaState.RUNNING:
        _check_conclusion(conference, item, strengths, silence_confirmed=silence_confirmed)
        item.state, item.concluded_at = AgendaState.CONCLUDED, at
    item.strengths, item.weaknesses, item.version = strengths.strip(), weaknesses.strip(), version + 1
    item.save(update_fields=["strengths", "weaknesses", "version", "state", "concluded_at"])
    _record(actor, "conclude_item", item, at, f"Ghi kết luận: {item.subject.name}")
    return item


def _check_conclusion(conference: Conference, item: AgendaItem, strengths: str, *, silence_confirmed: bool) -> None:
    errors: dict[str, str] = {}
    if not strengths.strip():
        errors["strengths"] = "Ghi ưu điểm trong kết luận của người chủ trì."
    silent = queries.silent_members(item, queries.attendances_of(conference))
    if silent and not silence_confirmed:
        names = ", ".join(person.full_name for person in silent[:12]) + (" …" if len(silent) > 12 else "")
        errors["silence_confirmed"] = (
            f"{len(silent)} đồng chí có mặt chưa có ý kiến: {names}. "
            "Đánh dấu xác nhận các đồng chí không có ý kiến khác để kết luận."
        )
    if errors:
        raise InvalidInput(errors)


def _conflict(item: AgendaItem, mine: str) -> Conflict:
    record = (
        AuditRecord.objects.filter(action="conclude_item", target_type=item._meta.label_lower, target_id=item.pk)
        .order_by("-pk")
        .first()
    )
    by = record.actor_name if record else "người khác"
    return Conflict(
        f"Kết luận về {item.subject.name} vừa được {by} sửa. Cả hai bản đều được giữ lại dưới đây; "
        "hãy chọn hoặc ghép nội dung rồi ghi lại.",
        mine=mine,
        theirs=f"Ưu điểm: {item.strengths}\nHạn chế, khuyết điểm: {item.weaknesses}",
        theirs_by=by,
        version=item.version,
    )


@transaction.atomic
def mark_absent(*, item_id: int, reason: str, actor: Actor, at: datetime) -> AgendaItem:
    """Move somebody who is not here to the supplementary list, with the reason. (CC-I.5-2, HY-B.I.4.2-3)"""
    _, item = _running(item_id, actor)
    if item.subject.kind != SubjectKind.INDIVIDUAL:
        raise Refused("Tập thể không vắng mặt: nội dung kiểm điểm tập thể phải được kết luận tại hội nghị này.")
    if item.state != AgendaState.WAITING:
        raise Refused(f"Không ghi vắng mặt được {item.subject.name}: nội dung này {_state_words(item)}.")
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do vắng mặt."})
    item.state, item.absence_reason = AgendaState.ABSENT, reason.strip()[:300]
    item.save(update_fields=["state", "absence_reason"])
    _record(actor, "mark_absent", item, at, f"{item.subject.name} vắng mặt, chuyển sang kiểm điểm bổ sung: {reason}")
    return item


@transaction.atomic
def close_conference(*, conference_id: int, actor: Actor, at: datetime, keep_shortcomings: bool = True) -> Conference:
    """End: every item concluded or absent; places are done, reviews whose places are all done count as reviewed.

    Each line of the concluded weaknesses becomes a shortcoming to follow up.
    (CC-I.5-2, CC-II.2.2-2, HY-B.I.4.2-12 to HY-B.I.4.2-16, CC-IIIb.5-2, SL-IV.3-6)
    """
    conference = runnable_conference(conference_id, actor)
    check_move(conference, "close")
    items = queries.agenda_of(conference)
    _refuse_unfinished(conference, items)
    concluded = [item for item in items if item.state == AgendaState.CONCLUDED]
    for item in concluded:
        _finish_place(conference, item, actor, at)
        if keep_shortcomings:
            _keep_shortcomings(conference, item)
    conference.closed_at = at
    return apply_move(conference, "close", actor, at)


def _refuse_unfinished(conference: Conference, items: list[AgendaItem]) -> None:
    missing = [
        f"{item.subject.name}: {_state_words(item)}"
        for item in items
        if item.state not in {AgendaState.CONCLUDED, AgendaState.ABSENT}
    ]
    missing += [
        f"Chưa điểm danh đồng chí {row.person or row.guest_name}"
        for row in queries.attendances_of(conference)
        if row.is_present is None and row.person_id is not None
    ]
    shortest = queries.missing_length(conference)
    if shortest is not None:
        held, needed = written(conference.days), written(shortest.days)
        missing.append(f"Thời lượng ghi nhận {held} ngày, quy định ít nhất {needed} ngày")
    missing += [
        f"Nơi có gợi ý kiểm điểm phải có đồng chí {person} phụ trách dự; chưa ghi có mặt"
        for person in queries.missing_in_charge(conference)
    ]
    missing += unscored(conference)
    if missing:
        raise Refused("Chưa kết thúc được hội nghị. Hãy hoàn thành những việc sau.", reasons=missing)


def _finish_place(conference: Conference, item: AgendaItem, actor: Actor, at: datetime) -> None:
    for place in joint.places_at(conference).filter(subject=item.subject):
        place.done_at = at
        place.save(update_fields=["done_at"])
    review = item.subject.review
    open_elsewhere = Place.objects.filter(subject=item.subject, done_at=None).exists()
    if review.state == ReviewState.CIRCULATED and not open_elsewhere:
        transitions.mark_reviewed(review_id=review.pk, actor=actor, at=at)


def _keep_shortcomings(conference: Conference, item: AgendaItem) -> None:
    subject = item.subject
    day = queries.local_day(conference.starts_at)
    for line in filter(None, (line.strip(" -–•\t") for line in item.weaknesses.splitlines())):
        Shortcoming(
            tenant_id=item.tenant_id,
            person_id=subject.person_id,
            collective_id=subject.collective_id,
            organization_id=subject.organization_id,
            year=conference.cycle.year,
            text=line,
            source=f"Kết luận {conference.title[:150]}, {day:%d/%m/%Y}",
        ).save()


def visible_item(item_id: int, actor: Actor) -> tuple[Conference, AgendaItem]:
    """The item of a conference that is locked, so that two people move its agenda one after the other."""
    conference = locked_conference(actor, agenda=item_id)
    return conference, AgendaItem.objects.select_related("subject__review", "subject__person").get(pk=item_id)


def _running(item_id: int, actor: Actor) -> tuple[Conference, AgendaItem]:
    conference, item = visible_item(item_id, actor)
    if not access.can_run_conference(actor, conference):
        raise PermissionDenied
    if conference.state != ConferenceState.RUNNING:
        raise Refused(
            f"Chưa điều hành được nội dung này: hội nghị đang ở bước “{conference.get_state_display()}”. "
            "Các nội dung chỉ thực hiện khi hội nghị đang họp."
        )
    return conference, item


def _state_words(item: AgendaItem) -> str:
    return {
        AgendaState.WAITING: "chưa bắt đầu",
        AgendaState.RUNNING: "chưa kết luận",
        AgendaState.CONCLUDED: "đã kết luận",
        AgendaState.ABSENT: "đã ghi vắng mặt",
    }[AgendaState(item.state)]


def _record(actor: Actor, action: str, item: AgendaItem, at: datetime, summary: str, on_behalf_of: str = "") -> None:
    audit.record(actor=actor, action=action, target=item, at=at, summary=summary, on_behalf_of=on_behalf_of)
