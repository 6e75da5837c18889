"""What the rules leave to the authorised body: which of equal posts, before whom, at which further place."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.models.subject import Audience


class OpenCaseKind(models.TextChoices):
    """What has to be decided."""

    EQUAL_POSTS = "equal_posts", "Chức vụ tương đương, thời gian công tác ngang nhau"
    AUDIENCE = "audience", "Thành phần hội nghị nơi theo chế độ thủ trưởng"
    NO_PLACE = "no_place", "Chưa xác định được nơi kiểm điểm"
    EXTRA_PLACE = "extra_place", "Kiểm điểm thêm ở nơi khác theo yêu cầu"
    EXTRA_BODY = "extra_body", "Bổ sung tập thể vào danh sách kiểm điểm"


class OpenCase(TenantModel):
    """One question of a cycle; once decided it says which body decided what, when, why, and who entered it.

    About a person (`person`) or a body (`collective`); a further place names both.
    """

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="open_cases")
    kind = models.CharField(max_length=12, choices=OpenCaseKind)
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey("orgchart.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, blank=True)
    clauses = models.CharField(max_length=200, blank=True)
    body_name = models.CharField(max_length=200, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["tenant", "cycle", "decided_at"], name="reviews_opencase_undecided")]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "kind", "person"], condition=Q(collective=None), name="reviews_opencase_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind", "collective"], condition=Q(person=None), name="reviews_opencase_once_a_body"
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind", "person", "collective"], name="reviews_opencase_once_a_person_and_body"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(collective__isnull=False),
                name="reviews_opencase_is_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decided_on=None)
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(body_name="")
                    & ~Q(reason="")
                ),
                name="reviews_opencase_decided_says_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person or self.collective}"

    @property
    def is_decided(self) -> bool:
        """Whether the authorised body has spoken."""
        return self.decided_at is not None
