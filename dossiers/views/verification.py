"""The public page that tells whether a paper is ours, unchanged, signed by whom and still current."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.file_rules import MAX_BYTES
from dossiers.forms import CodeForm, ExamineForm
from dossiers.services import verification
from orgchart import clock
from orgchart.errors import TooMuch
from orgchart.quotas import count_visit


@require_http_methods(["GET", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """By the code (GET, so that a link can be kept) or by the file (POST)."""
    if request.method != "POST" and "code" not in request.GET:
        return _page(request)
    try:
        count_visit(address=get_adapter().get_client_ip(request), kind="verify", at=clock.now())
    except TooMuch as refusal:
        answer = _page(request, status=429, too_much=refusal.message)
        answer["Retry-After"] = str(refusal.retry_after)
        return answer
    if request.method == "POST":
        return _examined(request)
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _page(request, status=422, code_form=form)
    note = verification.look_up(form.cleaned_data["code"])
    return _page(request, code_form=form, paper=note, asked=True)


@require_GET
def from_paper(request: HttpRequest, code: str, page: int, pages: int) -> HttpResponse:
    """Where the QR code of a page leads."""
    return redirect(f"{redirect('verify').url}?code={code}")


def _examined(request: HttpRequest) -> HttpResponse:
    form = ExamineForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            form.add_error("file", "Tệp lớn hơn 20 MB. Chỉ kiểm tra bản PDF tải từ hệ thống.")
        elif not content.startswith(b"%PDF-"):
            form.add_error("file", "Tệp này không phải PDF. Chọn bản PDF tải từ hệ thống hoặc bản đã ký số.")
    if not form.is_valid():
        return _page(request, status=422, file_form=form)
    found = verification.examine(content)
    return _page(request, file_form=form, examined=found, paper=found.paper)


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    forms = {"code_form": CodeForm(), "file_form": ExamineForm()}
    return render(request, "dossiers/verify.html", forms | context, status=status)
