"""Posts held by persons, and who decides on them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from orgchart.kinds import PostLine, PostRole
from orgchart.tenancy import TenantModel


class Post(TenantModel):
    """A post of a person in an organisation and, for leaders, in its leading collective, from–to."""

    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, related_name="posts")
    organization = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="posts")
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(max_length=120)
    title_group = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(help_text="Thứ bậc chức vụ, 1 là cao nhất")
    role = models.CharField(max_length=10, choices=PostRole)
    line = models.CharField(max_length=10, choices=PostLine)
    is_full_time = models.BooleanField(default=True)
    working_share = models.PositiveSmallIntegerField(default=100, help_text="Phần trăm thời gian làm việc")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    transferred_in_on = models.DateField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["tenant", "organization", "rank"], name="orgchart_post_by_rank")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="orgchart_post_dates_forward"
            ),
            models.CheckConstraint(condition=Q(working_share__lte=100), name="orgchart_post_share_at_most_100"),
            models.UniqueConstraint(
                fields=["collective"],
                condition=Q(role=PostRole.HEAD, ended_on=None, collective__isnull=False),
                name="orgchart_post_one_head_a_collective",
            ),
            models.UniqueConstraint(
                fields=["person", "collective", "title"],
                condition=Q(ended_on=None, collective__isnull=False),
                name="orgchart_post_held_once_in_a_collective",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "title"],
                condition=Q(ended_on=None, collective=None),
                name="orgchart_post_held_once_in_an_organization",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ManagementLink(TenantModel):
    """Who decides on a post, a collective or an organisation; dated, separate from the tree, possibly another tenant.

    `managing_body` names an organisation of this tenant, such as a department over its units (HY-B.I.1.1c-1).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, blank=True, related_name="management")
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.CASCADE, null=True, blank=True, related_name="management"
    )
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.CASCADE, null=True, blank=True, related_name="management"
    )
    managed_by = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    managing_body = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="manages"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(post__isnull=False, collective=None, organization=None)
                    | Q(post=None, collective__isnull=False, organization=None)
                    | Q(post=None, collective=None, organization__isnull=False)
                ),
                name="orgchart_managementlink_exactly_one_object",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="orgchart_managementlink_dates_forward",
            ),
            models.CheckConstraint(
                condition=Q(managing_body=None) | Q(managed_by=F("tenant")),
                name="orgchart_managementlink_body_is_of_this_tenant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post or self.collective or self.organization} – {self.managed_by}"
