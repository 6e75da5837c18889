"""The yearly cycle of a tenant with its frozen regulation set and its deadlines."""

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.states import CycleState, Phase


class Cycle(TenantModel):
    """One year of review and rating; the regulation set is kept whole, under its digest, when the plan is issued."""

    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    set_code = models.CharField(max_length=60)
    set_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=CycleState, default=CycleState.PREPARING)
    rating_date = models.DateField()
    plan_number = models.CharField(max_length=60, blank=True)
    plan_date = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    calendar_published_at = models.DateTimeField(null=True, blank=True)
    calendar_published_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        permissions = [
            ("appraise_year", "Thẩm định các đối tượng của một năm"),
            ("inspect_year", "Đọc kết quả của một năm đã xong"),
            ("inspect_running_year", "Đọc kết quả của một năm, cả khi năm đang thực hiện"),
            ("draft_reports", "Soạn hai báo cáo của Thường trực Đảng ủy"),
            ("read_manifestations", "Đọc tên người tự nhận diện biểu hiện"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="reviews_cycle_one_a_year"),
            models.CheckConstraint(condition=Q(state__in=CycleState.values), name="reviews_cycle_state_known"),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None) | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="reviews_cycle_issued_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(calendar_published_at=None, calendar_published_by=None)
                | Q(calendar_published_at__isnull=False, calendar_published_by__isnull=False),
                name="reviews_cycle_calendar_published_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, state="closed"),
                name="reviews_cycle_closed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state="preparing") | ~Q(set_digest=""), name="reviews_cycle_issued_has_frozen_set"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Deadline(TenantModel):
    """One step of the plan with its wording; 'trước ngày 15/11' is timely until 14/11."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="deadlines")
    step = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200, blank=True)
    wording = models.CharField(max_length=120)
    last_day = models.DateField()
    clause = models.CharField(max_length=40, blank=True)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    reporters = models.CharField(max_length=300, blank=True, help_text="Loại tổ chức tự báo cáo bước này")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "step"], name="reviews_deadline_one_a_step"),
            models.CheckConstraint(condition=Q(phase__in=["", *Phase.values]), name="reviews_deadline_phase_known"),
        ]

    def __str__(self) -> str:
        return self.title


class TimetableNote(TenantModel):
    """Why a contradiction in the timetable of a cycle stands all the same; without one the plan is not issued."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="timetable_notes")
    about = models.CharField(max_length=120)
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "about"], name="reviews_timetablenote_one_a_contradiction"),
            models.CheckConstraint(condition=~Q(text=""), name="reviews_timetablenote_says_why"),
        ]

    def __str__(self) -> str:
        return self.text
