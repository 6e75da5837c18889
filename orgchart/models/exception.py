"""Exceptions on single objects, kept by django-guardian in tables of the tenant (never in its own generic ones)."""

from typing import ClassVar, Self

from django.db import models
from django_scopes import ScopedManager
from guardian.managers import UserObjectPermissionManager
from guardian.models.models import UserObjectPermissionBase

from orgchart.tenancy import TenantModel


class ObjectException(TenantModel, UserObjectPermissionBase):
    """Somebody may do one thing with one object; a subclass names the object as `content_object`."""

    objects: ClassVar[models.Manager[Self]] = ScopedManager(  # type: ignore[assignment]
        _manager_class=UserObjectPermissionManager, tenant="tenant_id"
    )

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class CellException(ObjectException):
    """A named person enters for the members of a cell."""

    content_object = models.ForeignKey("orgchart.Organization", on_delete=models.CASCADE, related_name="exceptions")
