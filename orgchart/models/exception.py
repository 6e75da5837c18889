"""Exceptions on single objects, kept by django-guardian in tables of the tenant (never in its own generic ones)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager
from guardian.managers import UserObjectPermissionManager
from guardian.models.models import UserObjectPermissionBase

from orgchart.models.account import Account
from orgchart.tenancy import TenantModel


class ObjectException(TenantModel, UserObjectPermissionBase):
    """Somebody may do one thing with one object, for a time or until it is taken back.

    A subclass names the object as `content_object`. There is one table for each sort of object, because django-guardian
    looks them up by the object; the permission tells the kinds in it apart.
    """

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Self]] = ScopedManager(  # type: ignore[assignment]
        _manager_class=UserObjectPermissionManager, tenant="tenant_id"
    )

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_term_forward",
            ),
        ]

    @classmethod
    def in_force(cls, account: Account, on: date | None) -> models.QuerySet[Self]:
        """What an account was entrusted with at a day; without a day, only what has no term."""
        unlimited = Q(starts_on=None)
        counts = unlimited | Q(starts_on__lte=on, ends_on__gte=on) if on is not None else unlimited
        return cls.objects.filter(counts, user=account)


class CellException(ObjectException):
    """A named person enters for the members of a cell, or is the office of a block: a unit with all below it."""

    content_object = models.ForeignKey("orgchart.Organization", on_delete=models.CASCADE, related_name="exceptions")
