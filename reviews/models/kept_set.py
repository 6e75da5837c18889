"""A regulation set kept whole, as a cycle froze it or as a superior sent it down."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel


class KeptSet(TenantModel):
    """The full content of one set with its digest; never changed, so that an old year reads what it read. (HY-C.2-2)"""

    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    content = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest"], name="reviews_keptset_one_a_digest"),
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="reviews_keptset_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title
