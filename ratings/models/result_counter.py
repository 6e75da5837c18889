"""What the rating has come to, as numbers: per unit of the own tenant, and as the tenants below have reported it."""

from django.db import models
from django.db.models import F, Q

from orgchart.tenancy import TenantModel
from reviews.models import SubjectKind

LEVEL_FIELDS = ("xs", "htt", "ht", "kht")
COUNTED = ("total", "reviewed", *LEVEL_FIELDS, "not_rated", "disciplined")


class Counts(TenantModel):
    """The figures of one kind of subjects; who has neither a level nor a reason for none is still waiting."""

    kind = models.CharField(max_length=20, choices=SubjectKind)
    total = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    xs = models.PositiveIntegerField(default=0)
    htt = models.PositiveIntegerField(default=0)
    ht = models.PositiveIntegerField(default=0)
    kht = models.PositiveIntegerField(default=0)
    not_rated = models.PositiveIntegerField(default=0)
    disciplined = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict, help_text="Lý do không xếp loại → số đối tượng")

    class Meta:
        abstract = True


def _add_up(name: str) -> list[models.CheckConstraint]:
    rated = F("xs") + F("htt") + F("ht") + F("kht") + F("not_rated")
    return [
        models.CheckConstraint(condition=Q(total__gte=rated), name=f"ratings_{name}_levels_within_total"),
        models.CheckConstraint(
            condition=Q(reviewed__lte=F("total"), disciplined__lte=F("total")),
            name=f"ratings_{name}_parts_within_total",
        ),
    ]


class ResultCounter(Counts):
    """One unit and kind of a cycle, rewritten by every service that changes what is counted."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="result_counters")
    unit = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *_add_up("resultcounter"),
            models.UniqueConstraint(fields=["cycle", "unit", "kind"], name="ratings_resultcounter_one_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.get_kind_display()}: {self.total}"


class ReportedCounter(Counts):
    """The figures of a tenant below with all that it has received itself, from its report that was taken in."""

    sender = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [
            *_add_up("reportedcounter"),
            models.UniqueConstraint(
                fields=["tenant", "sender", "year", "kind"], name="ratings_reportedcounter_one_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender}, {self.get_kind_display()}: {self.total}"
