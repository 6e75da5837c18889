"""Where people arrive: Việc của tôi, and the door of a tenant."""

from contextlib import ExitStack
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from orgchart import clock, queries, registry
from orgchart.forms import DemoDayForm
from orgchart.middleware import TenantRequest, enter, has_second_factor, unit_of_work
from orgchart.models import Account
from orgchart.work import work_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the tasks."""
    return redirect("orgchart:my_work")


@method_decorator([login_required, never_cache], name="dispatch")
class MyWork(View):
    """What waits for me, across all tenants; the tenants' scopes are local to one transaction."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the most urgent first; whoever works in one tenant sees its entries at the left."""
        account, today = cast("Account", request.user), clock.today()
        tenants = request.tenants = list(queries.tenants_of(account, today))  # type: ignore[attr-defined]
        form = DemoDayForm(initial={"day": today}) if clock.demo_day() else None
        with unit_of_work(request), ExitStack() as scopes:
            if len(tenants) == 1:
                scopes.enter_context(enter(request, tenants[0]))
            entered, second_factor = getattr(request, "actor", None), has_second_factor(request)
            groups = work_of(account, tenants, today, entered=entered, second_factor=second_factor)
            context = {"groups": groups, "today": today, "demo_day_form": form}
            return render(request, "orgchart/my_work.html", context)


@require_GET
def start(request: TenantRequest) -> HttpResponse:
    """The newest cycle of the tenant, or the tasks where there is none yet."""
    cycles = registry.cycle_entries(request.tenant)
    return redirect(cycles[0].url if cycles else "orgchart:my_work")


@require_POST
@login_required
def set_demo_day(request: HttpRequest) -> HttpResponse:
    """Only in the demo: go to another day of the year that it plays."""
    form = DemoDayForm(request.POST)
    if form.is_valid() and clock.demo_day() is not None:
        clock.set_demo_day(form.cleaned_data["day"])
    return redirect("orgchart:my_work")
