"""Collective reports and self-reviews, section by section."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.tenancy import TenantModel
from reviews.states import ReviewState


class FormKind(models.TextChoices):
    """Kinds of forms; number and headings are data of the regulation set."""

    COLLECTIVE_REPORT = "collective_report", "Báo cáo kiểm điểm tập thể"
    LEADER_REVIEW = "leader_review", "Bản kiểm điểm cá nhân lãnh đạo, quản lý"
    MEMBER_REVIEW = "member_review", "Bản kiểm điểm đảng viên không giữ chức vụ lãnh đạo, quản lý"
    OUTSIDE_REVIEW = "outside_review", "Bản kiểm điểm đảng viên nghỉ hưu, ở nông thôn, tổ dân phố"
    STAFF_REVIEW = "staff_review", "Bản tự kiểm điểm công chức, viên chức không giữ chức vụ lãnh đạo, quản lý"


class Level(models.TextChoices):
    """The four levels of quality, with the codes of the engine."""

    XS = "XS", "Hoàn thành xuất sắc nhiệm vụ"
    HTT = "HTT", "Hoàn thành tốt nhiệm vụ"
    HT = "HT", "Hoàn thành nhiệm vụ"
    KHT = "KHT", "Không hoàn thành nhiệm vụ"


class Degree(models.TextChoices):
    """The four degrees of one criterion or item, with the codes of the engine."""

    X = "X", "Xuất sắc"
    T = "T", "Tốt"
    TB = "TB", "Trung bình"
    K = "K", "Kém"


class Review(TenantModel):
    """The written review of one subject. Its own level is provisional until the text is final."""

    subject = models.OneToOneField("reviews.Subject", on_delete=models.PROTECT, related_name="review")
    form_kind = models.CharField(max_length=20, choices=FormKind)
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.NOT_STARTED)
    author = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="reviews")
    self_level = models.CharField(max_length=3, choices=Level, blank=True)
    level_version = models.PositiveIntegerField(default=0)
    identity = models.JSONField(default=dict, blank=True, help_text="Bảy mục đầu của Mẫu 02, chốt khi gửi")
    last_saved_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    finalised_at = models.DateTimeField(null=True, blank=True)
    finalised_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    again_since = models.DateTimeField(null=True, blank=True, help_text="Kiểm điểm lại từ lúc")
    again_ordered_by = models.CharField(max_length=200, blank=True)
    again_reason = models.TextField(blank=True)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["tenant", "author", "state"], name="reviews_review_of_author")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="reviews_review_state_known"),
            models.CheckConstraint(
                condition=Q(circulated_at=None, circulated_by=None)
                | Q(circulated_at__isnull=False, circulated_by__isnull=False),
                name="reviews_review_circulated_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(finalised_at=None, finalised_by=None)
                | Q(finalised_at__isnull=False, finalised_by__isnull=False),
                name="reviews_review_finalised_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="reviews_review_confirmed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(again_since=None, again_ordered_by="", again_reason="")
                | (Q(again_since__isnull=False) & ~Q(again_ordered_by="") & ~Q(again_reason="")),
                name="reviews_review_again_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["final", "confirmed"]) | ~Q(self_level=""),
                name="reviews_review_final_has_own_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_kind_display()}: {self.subject_id}"


class ReviewSection(TenantModel):
    """One heading of the form: text, degree, and the version that the next save has to name."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    degree = models.CharField(max_length=2, choices=Degree, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="reviews_reviewsection_one_a_key"),
            models.CheckConstraint(
                condition=Q(degree="") | Q(degree__in=Degree.values), name="reviews_reviewsection_degree_known"
            ),
        ]

    def __str__(self) -> str:
        return self.key
