"""What of this app a named person can be entrusted with."""

from django.db.models import QuerySet

from orgchart.registry import ExceptionKind
from reviews.models import Conference, MinutesException
from reviews.states import ConferenceState


def _conferences() -> QuerySet[Conference]:
    rows = Conference.objects.exclude(state=ConferenceState.SIGNED).select_related("collective", "cell")
    return rows.order_by("-starts_at", "pk")


KEEP_MINUTES = ExceptionKind("keep_minutes", "Ghi biên bản một hội nghị", MinutesException, _conferences)
