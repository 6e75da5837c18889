"""A committee's own regulation set from its making to the approval by a second person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.models import Tenant
from reviews import access
from reviews.models import OwnSet, SetRelation
from reviews.queries.own_sets import document_words, draft_of
from reviews.queries.regulations import digest_of, set_choices, state_set_choices
from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.kept import encode
from reviews.regulations.soundness import years_of
from reviews.services.kept_sets import keep_set
from reviews.services.moves import check_source
from reviews.states import SET_MOVES, SetState
from reviews.texts import clean_text


@dataclass(frozen=True, kw_only=True)
class SetHead:
    """What stands on top of a document."""

    title: str
    issuer: str
    year: int
    document_number: str = ""
    document_date: date | None = None


@transaction.atomic
def make_set(
    *,
    head: SetHead,
    made_from: str,
    relation: str,
    parent: str = "",
    state_parent: str = "",
    actor: Actor,
    at: datetime,
) -> OwnSet:
    """This year's set from last year's or from the superior's: everything is inherited until it is changed. (NA-0-3)

    A state agency has a second superior, on the government line.
    """
    if not access.can_write_sets(actor):
        raise PermissionDenied
    _check_head(head)
    _check_ancestors(made_from, relation, parent, state_parent)
    tenant = Tenant.objects.select_for_update().get(pk=actor.tenant_id)
    number = OwnSet.objects.filter(year=head.year).count() + 1
    row = OwnSet(
        tenant_id=actor.tenant_id,
        code=f"{tenant.slug[:40]}_{head.year}_{number}",
        relation=relation,
        made_from=made_from,
        made_from_digest=digest_of(made_from),
        parent=parent,
        parent_digest=digest_of(parent) if parent else "",
        state_parent=state_parent,
        state_parent_digest=digest_of(state_parent) if state_parent else "",
        created_at=at,
        created_by=actor.account,
        changed_at=at,
        changed_by=actor.account,
    )
    _take_head(row, head)
    row.content = encode(_first_content(row))
    try:
        draft_of(row)
    except BadRegulationFileError as error:
        raise InvalidInput({"parent": f"{error.key}: {error.reason}. {error.remedy}."}) from None
    row.save()
    audit.record(actor=actor, action="make_set", target=row, at=at, summary=f"Lập bộ quy định: {row.title}")
    return row


@transaction.atomic
def submit_set(*, set_id: int, actor: Actor, at: datetime) -> OwnSet:
    """Hand the set to a second person for approval; it is checked whole once more."""
    if not access.can_write_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    check_source(row, SET_MOVES["submit"], "bộ quy định", SetState)
    _check_whole(row)
    _check_years(row)
    row.submitted_at, row.submitted_by, row.returned_reason = at, actor.account, ""
    return _apply(row, "submit", actor, at)


@transaction.atomic
def return_set(*, set_id: int, reason: str, actor: Actor, at: datetime) -> OwnSet:
    """Back to the writers with the reason."""
    if not access.can_approve_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    check_source(row, SET_MOVES["return"], "bộ quy định", SetState)
    if not reason.strip():
        raise InvalidInput({"reason": "Ghi lý do trả lại để người soạn biết cần sửa gì."})
    row.returned_reason = clean_text(reason.strip())
    row.submitted_at = row.submitted_by = None
    return _apply(row, "return", actor, at)


@transaction.atomic
def approve_set(*, set_id: int, actor: Actor, at: datetime) -> OwnSet:
    """A second person approves; the whole content is kept and nothing of it changes any more. (CC-IIIb.1-1)"""
    if not access.can_approve_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    check_source(row, SET_MOVES["approve"], "bộ quy định", SetState)
    if actor.account.pk in {row.created_by_id, row.changed_by_id, row.submitted_by_id}:
        raise Refused(
            "Đồng chí đã soạn hoặc trình bộ quy định này nên không tự duyệt được. "
            "Mời người thứ hai có thẩm quyền duyệt."
        )
    _check_whole(row)
    # One approval after the other: two sets of one year must not slip past each other.
    Tenant.objects.select_for_update(no_key=True).get(pk=row.tenant_id)
    _check_years(row)
    row.kept = keep_set(draft_of(row), at=at)
    row.approved_at, row.approved_by = at, actor.account
    return _apply(row, "approve", actor, at)


@transaction.atomic
def discard_set(*, set_id: int, actor: Actor, at: datetime) -> OwnSet:
    """Give up a draft: it binds nobody and changes no more, but what it said can still be read."""
    if not access.can_write_sets(actor):
        raise PermissionDenied
    row = locked_set(set_id)
    check_source(row, SET_MOVES["discard"], "bộ quy định", SetState)
    row.changed_at, row.changed_by = at, actor.account
    return _apply(row, "discard", actor, at)


def locked_set(set_id: int) -> OwnSet:
    """The own set, locked until the transaction ends."""
    row = OwnSet.objects.select_for_update(of=("self",)).select_related("kept").filter(pk=set_id).first()
    if row is None:
        raise NotVisible
    return row


def _check_head(head: SetHead) -> None:
    errors = {}
    if not head.title.strip():
        errors["title"] = "Ghi tên bộ quy định."
    if not head.issuer.strip():
        errors["issuer"] = "Ghi cơ quan ban hành; văn bản không có cơ quan ban hành thì không có hiệu lực."
    if not 2018 <= head.year <= 2100:
        errors["year"] = "Năm áp dụng từ 2018 đến 2100."
    if errors:
        raise InvalidInput(errors)


def _check_ancestors(made_from: str, relation: str, parent: str, state_parent: str) -> None:
    known = {choice.code for choice in set_choices()}
    errors = {}
    if made_from not in known:
        errors["made_from"] = "Chọn một bộ trong danh sách."
    if relation not in SetRelation.values:
        errors["relation"] = "Cho biết bộ được chọn là văn bản nào."
    if parent and parent not in known:
        errors["parent"] = "Chọn một bộ trong danh sách."
    if parent and relation == SetRelation.PARENT:
        errors["parent"] = "Bộ được chọn ở trên đã là của cấp trên; để trống ô này."
    if state_parent and state_parent not in {choice.code for choice in state_set_choices()}:
        errors["state_parent"] = "Chọn một bộ trong danh sách."
    if state_parent and relation == SetRelation.BASE and not parent:
        errors["parent"] = (
            "Chọn cả văn bản cấp trên theo tuyến Đảng: khi bộ này tự nêu cấp trên thì không lấy cấp trên của bộ cũ nữa."
        )
    if errors:
        raise InvalidInput(errors)


def _take_head(row: OwnSet, head: SetHead) -> None:
    row.title, row.issuer = clean_text(head.title.strip()), clean_text(head.issuer.strip())
    row.year, row.document_number = head.year, clean_text(head.document_number.strip())
    row.document_date = head.document_date


def _first_content(row: OwnSet) -> dict[str, object]:
    """The head of the document as values; all else is inherited."""
    named = document_words(row.document_number, row.document_date)
    source = {"decision": row.title, "reason": f"phần đầu văn bản{f' {named}' if named else ''}"}
    values: dict[str, object] = {
        "regset.issuer": {"value": row.issuer, "source": source},
        "regset.years": {"value": [row.year], "source": source},
    }
    if row.document_date:
        values["regset.effectiveFrom"] = {"value": row.document_date.isoformat(), "source": source}
    ancestors = {"base" if row.relation == SetRelation.BASE else "parent": row.made_from}
    if row.parent:
        ancestors["parent"] = row.parent
    if row.state_parent:
        ancestors["state_parent"] = row.state_parent
    return {"code": row.code, "title": row.title, **ancestors, "values": values}


def _check_whole(row: OwnSet) -> None:
    try:
        draft_of(row)
    except BadRegulationFileError as error:
        raise Refused(
            "Bộ quy định chưa dùng được: có chỗ trái với văn bản cấp trên hoặc thiếu căn cứ.",
            reasons=[f"{error.key}: {error.reason}. {error.remedy}."],
        ) from None


def _check_years(row: OwnSet) -> None:
    """Raise where another approved document of the issuer rules the same year and this one is not made from it.

    (GB-1-1, HY-C.2-2)
    """
    claimed, issuer = _claims(row)
    earlier = _earlier_documents(row)
    for other in OwnSet.objects.filter(kept__isnull=False).select_related("kept").order_by("pk"):
        years, other_issuer = _claims(other)
        both = sorted(claimed & years)
        if both and issuer == other_issuer and other.code not in earlier:
            remedy = (
                "Sửa năm áp dụng của bộ này, hoặc lập bộ mới từ bộ đó (văn bản trước của chính cơ quan ban hành) "
                "để bộ mới thay bộ cũ."
            )
            raise Refused(
                f"Bộ quy định “{other.title}” của cùng cơ quan ban hành đã quy định cho {', '.join(both)}.",
                reasons=[remedy],
                clauses=("GB-1-1",),
            )


def _claims(row: OwnSet) -> tuple[set[str], object]:
    regulation = draft_of(row)
    return set(years_of(regulation)), regulation.value("regset.issuer")


def _earlier_documents(row: OwnSet) -> set[str]:
    """The codes of the own documents that this one follows, step by step."""
    followed = dict(OwnSet.objects.filter(relation=SetRelation.BASE).values_list("code", "made_from"))
    found: set[str] = set()
    code = followed.get(row.code)
    while code is not None and code not in found:
        found.add(code)
        code = followed.get(code)
    return found


def _apply(row: OwnSet, name: str, actor: Actor, at: datetime) -> OwnSet:
    move = SET_MOVES[name]
    before, row.state = row.state, move.target
    row.save()
    audit.record(
        actor=actor,
        action=f"{name}_set",
        target=row,
        at=at,
        summary=f"{move.label}: {row.title}",
        changes={"state": [before, row.state], "reason": row.returned_reason},
    )
    return row
