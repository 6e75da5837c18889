"""Who may see one dossier, past all roles."""

from django.db import models

from orgchart.models import ObjectException


class DossierException(ObjectException):
    """A named person reads one dossier."""

    content_object = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="exceptions")
