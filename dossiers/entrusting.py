"""What of this app a named person can be entrusted with."""

from django.db.models import QuerySet

from dossiers.models import Dossier, DossierException
from orgchart.registry import ExceptionKind


def _dossiers() -> QuerySet[Dossier]:
    rows = Dossier.objects.select_related("subject__cycle")
    return rows.order_by("-subject__cycle__year", "subject__org_path", "subject__rank", "subject__sort_key", "pk")


SEE_DOSSIER = ExceptionKind("see_dossier", "Xem một hồ sơ", DossierException, _dossiers)
