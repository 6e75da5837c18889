"""What is done on the page of a conference; every refusal comes back to the page with all that was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from orgchart import clock
from orgchart.errors import InvalidInput, Refused
from orgchart.middleware import TenantRequest
from orgchart.once import once
from reviews import access
from reviews.forms import (
    AbsenceForm,
    AttendanceForm,
    CommentForm,
    ConclusionForm,
    GuestForm,
    GuestRemarkForm,
    StartForm,
    VerdictForm,
)
from reviews.models import Conference
from reviews.queries import conferences as found
from reviews.services import agenda_items, conferences, guest_remarks, joint_conferences
from reviews.views import conference_page
from reviews.views.conference_page import Trouble, people_of

MOVES: dict[str, tuple[Callable[..., Conference], str]] = {
    "thong-bao": (conferences.announce_conference, "Đã thông báo hội nghị."),
    "bat-dau": (conferences.open_conference, "Hội nghị bắt đầu. Mời điểm danh trước khi vào nội dung đầu tiên."),
    "ket-thuc": (agenda_items.close_conference, "Hội nghị đã kết thúc. Biên bản ở thẻ “Biên bản”."),
    "ky-bien-ban": (conferences.sign_minutes, "Đã ghi nhận biên bản được ký."),
}


def _conference(request: TenantRequest, year: int, conference_id: int) -> Conference:
    return found.conference_for(conference_id=conference_id, year=year, actor=request.actor)


def kept_row(request: TenantRequest, year: int, conference_id: int) -> Conference:
    """The conference for whoever keeps its record; asked before what was sent is looked at."""
    row = _conference(request, year, conference_id)
    if not access.can_run_conference(request.actor, row):
        raise PermissionDenied
    return row


def answered(
    request: TenantRequest,
    row: Conference,
    name: str,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    told: str,
    item_id: int | None = None,
) -> HttpResponse:
    """Do it and come back, or show the page with what kept it from being done."""
    if not form.is_valid():
        return conference_page.show(request, row, Trouble(422, {name: form}, item_id=item_id))
    try:
        do(form.cleaned_data)
    except (InvalidInput, Refused) as error:
        return conference_page.show(request, row, conference_page.trouble(error, name, form, item_id))
    messages.success(request, told)
    url = reverse("reviews:conference", args=[request.tenant.slug, row.cycle.year, row.pk])
    return redirect(f"{url}?noi-dung={item_id}" if item_id else url)


@require_POST
def conference_move(request: TenantRequest, year: int, conference_id: int, move: str) -> HttpResponse:
    """Announce, open, close, or note the signatures."""
    row = kept_row(request, year, conference_id)
    service, told = MOVES[move]

    def do(_: dict[str, Any]) -> object:
        return service(conference_id=row.pk, actor=request.actor, at=clock.now())

    return answered(request, row, "move_form", Form(request.POST), do, told)


@require_POST
def attendance(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """Who is here."""
    row = kept_row(request, year, conference_id)
    form = AttendanceForm(request.POST, attendances=found.attendances_of(row))

    def do(_: dict[str, Any]) -> object:
        return conferences.record_attendance(
            conference_id=row.pk, presence=form.presence(), seen=form.seen(), actor=request.actor, at=clock.now()
        )

    return answered(request, row, "attendance_form", form, do, "Đã ghi điểm danh.")


@require_POST
@once
def guest(request: TenantRequest, year: int, conference_id: int) -> HttpResponse:
    """One more guest."""
    row = kept_row(request, year, conference_id)

    def do(data: dict[str, Any]) -> object:
        return conferences.add_guest(conference_id=row.pk, name=data["name"], actor=request.actor, at=clock.now())

    return answered(request, row, "guest_form", GuestForm(request.POST), do, "Đã thêm đại biểu.")


@require_POST
def part(request: TenantRequest, year: int, conference_id: int, body_id: int) -> HttpResponse:
    """A further body leaves a combined conference."""
    row = kept_row(request, year, conference_id)
    joint_conferences.part_conference(conference_id=row.pk, collective_id=body_id, actor=request.actor, at=clock.now())
    messages.success(request, "Đã tách. Hội nghị riêng của tập thể đó được lập ở danh sách hội nghị.")
    return redirect("reviews:conference", request.tenant.slug, year, row.pk)


def _item(request: TenantRequest, year: int, conference_id: int, item_id: int, *, kept: bool = True) -> Conference:
    """The conference of an item; an item of another one does not exist here."""
    row = found.conference_for(conference_id=conference_id, year=year, actor=request.actor, item_id=item_id)
    if kept and not access.can_run_conference(request.actor, row):
        raise PermissionDenied
    return row


@require_POST
def item_start(request: TenantRequest, year: int, conference_id: int, item_id: int) -> HttpResponse:
    """Take up a subject."""
    row = _item(request, year, conference_id, item_id)
    people = people_of(found.attendances_of(row))
    form = StartForm(request.POST, people=people, presenters=people)

    def do(data: dict[str, Any]) -> object:
        return agenda_items.start_item(
            item_id=item_id,
            chair_id=data["chair"],
            presenter_id=data["presenter"],
            authorisation=data["authorisation"],
            without_others=data["without_others"],
            late_waiver=data["late_waiver"],
            actor=request.actor,
            at=clock.now(),
        )

    return answered(request, row, "start_form", form, do, "Đã bắt đầu nội dung.", item_id)


@require_POST
@once
def item_comment(request: TenantRequest, year: int, conference_id: int, item_id: int) -> HttpResponse:
    """Enter what somebody said."""
    row = _item(request, year, conference_id, item_id, kept=False)
    people = people_of(found.attendances_of(row))
    if not any(access.can_comment_for(request.actor, row, person.pk) for person in people):
        return _guest_remark(request, row, item_id)
    form = CommentForm(request.POST, people=people)

    def do(data: dict[str, Any]) -> object:
        return agenda_items.add_comment(
            item_id=item_id, person_id=data["person"], text=data["text"], actor=request.actor, at=clock.now()
        )

    return answered(request, row, "comment_form", form, do, "Đã ghi ý kiến.", item_id)


def _guest_remark(request: TenantRequest, row: Conference, item_id: int) -> HttpResponse:
    if not access.is_guest(request.actor, row):
        raise PermissionDenied

    def do(data: dict[str, Any]) -> object:
        return guest_remarks.add_guest_remark(item_id=item_id, text=data["text"], actor=request.actor, at=clock.now())

    return answered(request, row, "remark_form", GuestRemarkForm(request.POST), do, "Đã ghi ý kiến.", item_id)


@require_POST
def item_conclude(request: TenantRequest, year: int, conference_id: int, item_id: int) -> HttpResponse:
    """Keep the conclusion, or keep it and end the item."""
    row = _item(request, year, conference_id, item_id)
    finish = request.POST.get("viec") == "ket-thuc"

    def do(data: dict[str, Any]) -> object:
        return agenda_items.conclude_item(item_id=item_id, finish=finish, actor=request.actor, at=clock.now(), **data)

    told = "Đã kết thúc nội dung." if finish else "Đã lưu kết luận."
    return answered(
        request, row, "conclusion_form", ConclusionForm(request.POST), do, told, None if finish else item_id
    )


@require_POST
def item_absent(request: TenantRequest, year: int, conference_id: int, item_id: int) -> HttpResponse:
    """Leave somebody for a supplementary conference."""
    row = _item(request, year, conference_id, item_id)

    def do(data: dict[str, Any]) -> object:
        return agenda_items.mark_absent(item_id=item_id, reason=data["reason"], actor=request.actor, at=clock.now())

    told = "Đã ghi vắng mặt, chuyển sang danh sách kiểm điểm bổ sung."
    return answered(request, row, "absence_form", AbsenceForm(request.POST), do, told, item_id)


@require_POST
def comment_judge(request: TenantRequest, year: int, conference_id: int, item_id: int, comment_id: int) -> HttpResponse:
    """Accept a comment, in part, or not."""
    row = _item(request, year, conference_id, item_id, kept=False)

    def do(data: dict[str, Any]) -> object:
        return agenda_items.judge_comment(comment_id=comment_id, actor=request.actor, at=clock.now(), **data)

    return answered(request, row, "verdict_form", VerdictForm(request.POST), do, "Đã ghi kết quả tiếp thu.", item_id)
