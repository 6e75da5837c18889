"""Handing the letter of a day to the mail server: at most once, and again only where the server said no."""

from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string

from orgchart.errors import JobFailed
from orgchart.models import Job
from orgchart.tenancy import scope
from reviews.models import Digest, DigestState, Nudge


def mail_digest(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """Claim the letter, hand it over, note that it is gone.

    The claim is committed before the server hears of the letter. A worker that dies in between leaves a letter of which
    nobody knows; it is not sent again, because the reminders stand in the product and come again tomorrow. Nor is one
    of which the server has not said whether it took it.
    """
    digest_id = job.arguments["digest"]
    with transaction.atomic(), scope(tenant=job.tenant_id):
        claimed = Digest.objects.filter(pk=digest_id, state=DigestState.WAITING).update(
            state=DigestState.SENDING, attempts=F("attempts") + 1
        )
        message = _message(digest_id) if claimed else None
    if message is None:
        return
    server = get_connection()
    try:
        _reach(server)
        server.send_messages([message])
    except (ConnectionRefusedError, NotReached, SMTPRecipientsRefused, SMTPResponseException) as error:
        _settle(job.tenant_id, digest_id, state=DigestState.WAITING)
        raise JobFailed("Máy chủ thư không nhận thư nhắc việc, sẽ gửi lại.") from error
    except OSError as error:  # a time-out, or a connection that broke, after the letter may have arrived
        raise JobFailed("Không rõ máy chủ thư đã nhận thư nhắc việc hay chưa; thư này không gửi lại.") from error
    finally:
        server.close()
    _settle(job.tenant_id, digest_id, state=DigestState.SENT, sent_at=at)
    report(1, 1)


class NotReached(Exception):
    """The server was not there, so that no letter has gone out."""


def _reach(server: Any) -> None:
    try:
        server.open()
    except OSError as error:  # smtplib's errors and time-outs are OSErrors
        raise NotReached from error


def _settle(tenant_id: int, digest_id: int, **values: object) -> None:
    with transaction.atomic(), scope(tenant=tenant_id):
        Digest.objects.filter(pk=digest_id, state=DigestState.SENDING).update(**values)


def _message(digest_id: int) -> EmailMessage:
    digest = Digest.objects.select_related("account", "tenant").get(pk=digest_id)
    nudges = list(Nudge.objects.filter(account=digest.account_id, day=digest.day).order_by("kind", "due", "pk"))
    context = {"digest": digest, "nudges": nudges, "site": settings.PUBLIC_URL}
    return EmailMessage(
        subject=f"{digest.tenant.short_name}: {len(nudges)} việc kiểm điểm, xếp loại cần làm",
        body=render_to_string("mail/digest.txt", context),
        to=[digest.account.email],
        headers={"Message-ID": f"<nhac-viec.{digest.tenant_id}.{digest.pk}@{_domain()}>"},
    )


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
