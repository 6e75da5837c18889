"""A form that is sent twice does its work once: double click, retry, back button. (one key a form that was opened)"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect

from orgchart import clock
from orgchart.form_keys import FIELD
from orgchart.middleware import TenantRequest
from orgchart.models import SentForm

P = ParamSpec("P")
View = Callable[Concatenate[TenantRequest, P], HttpResponse]


def once(view: View[P]) -> View[P]:
    """Let a view answer each key once; whoever sends the same form again is led to the same place.

    The key is kept in the transaction of the work: a second request waits for the first one, a refused form keeps its
    key for the next try. A form without a key is answered like any other.
    """

    @wraps(view)
    def answer(request: TenantRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        row = SentForm(
            tenant_id=request.tenant.pk,
            key=key,
            account=request.actor.account,
            address=request.path[:300],
            sent_at=clock.now(),
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            return _same_answer(request, key)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            row.answer = response.url[:500]
            row.save(update_fields=["answer"])
        else:
            row.delete()
        return response

    return answer


def _key(request: TenantRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(request.POST.get(FIELD, "")))
    except ValueError:
        return None


def _same_answer(request: TenantRequest, key: uuid.UUID) -> HttpResponse:
    """Where the first one was led; a key of another page leads nowhere but back to this one."""
    first = SentForm.objects.get(account=request.actor.account, key=key)
    return HttpResponseRedirect(first.answer if first.address == request.path[:300] else request.path)
