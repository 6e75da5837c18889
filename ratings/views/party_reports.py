"""Báo cáo tổng kết công tác xây dựng Đảng: the text of the standing board with the figures of the decisions."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgchart import clock
from orgchart.answers import blame
from orgchart.errors import Conflict, InvalidInput
from orgchart.middleware import TenantRequest
from ratings import access
from ratings.models import PartyReport
from ratings.queries.summary import summary_of
from ratings.services.party_reports import write_party_report
from ratings.views.gates import need_report_sight
from reviews.queries import cycle_of


class PartyReportForm(forms.Form):
    """The text, and the version that it was written on."""

    text = forms.CharField(
        label="Nội dung báo cáo",
        error_messages={"required": "Ghi nội dung báo cáo tổng kết."},
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Phần số liệu đánh giá, xếp loại tự lấy từ các quyết định, không cần nhập.",
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def party_report(request: TenantRequest, year: int) -> HttpResponse:
    """Read it with the figures of today, or write it."""
    cycle = cycle_of(year)
    need_report_sight(request, cycle)
    if request.method == "POST" and not access.can_write_party_report(request.actor, cycle):
        raise PermissionDenied
    report = PartyReport.objects.filter(cycle=cycle).select_related("changed_by").first()
    start = {"text": report.text, "version": report.version} if report else {"version": 0}
    form, conflict = PartyReportForm(request.POST or None, initial=start), None
    if request.method == "POST" and form.is_valid():
        try:
            write_party_report(cycle_id=cycle.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except InvalidInput as refusal:
            blame(form, refusal)
        except Conflict as found:
            conflict, form = found, PartyReportForm(initial={"text": found.mine, "version": found.version})
        else:
            messages.success(request, "Đã lưu báo cáo.")
            return redirect("ratings:party_report", request.tenant.slug, year)
    may_write = access.can_write_party_report(request.actor, cycle) and cycle.state != "closed"
    context: dict[str, Any] = {"cycle": cycle, "report": report, "form": form, "conflict": conflict}
    context |= {"parts": summary_of(cycle), "can_write": may_write}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "ratings/party_report.html", context, status=status)
