"""Who was asked to keep the minutes of one conference, or invited to it, past all roles."""

from django.db import models

from orgchart.models import ObjectException


class MinutesException(ObjectException):
    """A named person runs the record of one conference, or reads its papers as a guest for a time."""

    content_object = models.ForeignKey("reviews.Conference", on_delete=models.CASCADE, related_name="exceptions")
