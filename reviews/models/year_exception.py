"""Who sees the rating of one year past all roles: the appraisal council, an inspection team."""

from django.db import models

from orgchart.models import ObjectException


class YearException(ObjectException):
    """A named person appraises the cases of one year, or reads the results of a finished one."""

    content_object = models.ForeignKey("reviews.Cycle", on_delete=models.CASCADE, related_name="exceptions")
