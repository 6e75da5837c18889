"""The base of all factories of tenant rows."""

from typing import Any

import factory
from django.db import models

from orgchart.models import Tenant
from orgchart.tenancy import scope


class TenantRowFactory(factory.django.DjangoModelFactory):
    """Makes the row inside the scope of its tenant; rows made as parts share that tenant."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **kwargs: Any) -> Any:
        tenant: Tenant = kwargs["tenant"]
        with scope(tenant=tenant.pk):
            return super()._create(model_class, *args, **kwargs)
