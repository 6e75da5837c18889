"""Awards from the levels: the highest one, or an exception that is written down."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from ratings import access
from ratings.models import Award
from ratings.services.moves import lock_case
from reviews.models import Level


@transaction.atomic
def propose_award(*, case_id: int, form: str, exception: str, actor: Actor, at: datetime) -> Award:
    """Put a subject on the list: with the highest level by itself, with another one only for a written reason.

    (CC-IIIb.1-7, CC-III.5-7)
    """
    if not access.can_run_board(actor):
        raise PermissionDenied
    case = lock_case(case_id)
    if not case.level:
        raise Refused(f"“{case.subject.name}” chưa có mức xếp loại đã quyết định nên chưa đề nghị khen thưởng.")
    if not form.strip():
        raise InvalidInput({"form": "Mời đồng chí ghi hình thức khen thưởng."})
    if case.level != Level.XS and not exception.strip():
        raise InvalidInput(
            {
                "exception": f"{case.subject.name} được xếp loại “{case.get_level_display()}”: chỉ đề nghị khi có "
                "trường hợp ngoại lệ, mời đồng chí ghi lý do."
            }
        )
    if Award.objects.filter(case=case, form=form.strip()).exists():
        raise InvalidInput({"form": f"{case.subject.name} đã có trong danh sách đề nghị {form.strip()}."})
    award = Award(
        tenant_id=case.tenant_id, case=case, form=form.strip(), exception=exception.strip(), proposed_at=at,
        proposed_by=actor.account,
    )  # fmt: skip
    award.save()
    summary = f"Đề nghị khen thưởng: {case.subject.name}, {award.form}"
    changes = {"level": case.level, "exception": award.exception}
    audit.record(actor=actor, action="propose_award", target=award, at=at, summary=summary, changes=changes)
    return award


@transaction.atomic
def record_award(*, award_id: int, decision_code: str, awarded_on: date, actor: Actor, at: datetime) -> Award:
    """Note the decision that gave the award; it stays with the history of the subject."""
    if not access.can_decide(actor):
        raise PermissionDenied
    award = Award.objects.select_for_update(of=("self",)).select_related("case__subject").filter(pk=award_id).first()
    if award is None:
        raise NotVisible
    if award.awarded_on is not None:
        raise Refused(f"Đã ghi Quyết định khen thưởng số {award.decision_code} cho “{award.case.subject.name}”.")
    if not decision_code.strip():
        raise InvalidInput({"decision_code": "Cần ghi số quyết định khen thưởng."})
    award.decision_code, award.awarded_on = decision_code.strip(), awarded_on
    award.save(update_fields=["decision_code", "awarded_on"])
    summary = f"Khen thưởng {award.case.subject.name}: {award.form}, Quyết định số {award.decision_code}"
    audit.record(actor=actor, action="record_award", target=award, at=at, summary=summary)
    return award
