"""Who is reviewed and rated in a cycle: a snapshot, so that later reorganisations do not rewrite the year."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from orgchart.kinds import Bloc, PostRole
from orgchart.tenancy import TenantModel


class SubjectKind(models.TextChoices):
    """Kinds of subjects, with the names of the board file."""

    PARTY_ORGANIZATION = "party_organization", "Tổ chức đảng"
    ORGANIZATION = "organization", "Tổ chức, cơ quan, đơn vị"
    COLLECTIVE = "collective", "Tập thể lãnh đạo, quản lý"
    INDIVIDUAL = "individual", "Cá nhân"


class RatingPlace(models.TextChoices):
    """Who decides the level of a subject."""

    HERE = "here", "Xếp loại tại đây"
    SUPERIOR = "superior", "Đề nghị cấp trên xếp loại"
    NONE = "none", "Không xếp loại"


class Exemption(models.TextChoices):
    """Why a subject is expected to be reviewed without a level, or under a condition. (CC-III.3-3 to CC-III.3-7)"""

    NEW_POST = "new_post", "Giữ chức vụ chưa đủ thời gian"
    FOUNDED = "founded", "Tổ chức mới thành lập"
    SPLIT = "split", "Tổ chức mới chia tách"
    MERGED = "merged", "Tổ chức mới sáp nhập"
    TRANSFERRED = "transferred", "Tổ chức mới chuyển giao, tiếp nhận"
    SUSPENDED = "suspended", "Bị đình chỉ sinh hoạt cấp ủy"


class Subject(TenantModel):
    """A collective, organisation or person in one cycle, with unit, path, rank and sort key of that time."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=20, choices=SubjectKind)
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    person = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    post = models.ForeignKey("orgchart.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("orgchart.Organization", on_delete=models.PROTECT, related_name="unit_subjects")
    org_path = models.CharField(max_length=255)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    bloc = models.CharField(max_length=10, choices=Bloc)
    title_group = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=10, choices=PostRole, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    sort_key = models.CharField(max_length=400)
    appointed_on = models.DateField(null=True, blank=True)
    rating = models.CharField(max_length=10, choices=RatingPlace)
    decided_by = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="Vì sao không kiểm điểm hoặc không xếp loại")
    is_reviewed = models.BooleanField(default=True)
    clauses = models.CharField(max_length=200, blank=True, help_text="Điều khoản căn cứ, cách nhau bằng dấu cách")
    exemption = models.CharField(max_length=12, choices=Exemption, blank=True)
    exemption_note = models.CharField(max_length=300, blank=True)
    exemption_clauses = models.CharField(max_length=200, blank=True)

    history: ClassVar[Any] = HistoricalRecords()

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "cycle", "kind", "rank", "sort_key"], name="reviews_subject_in_order"),
            models.Index(fields=["tenant", "cycle", "org_path"], name="reviews_subject_below_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["party_organization", "organization"], organization__isnull=False)
                    & Q(collective=None, person=None)
                    | Q(kind="collective", collective__isnull=False, organization=None, person=None)
                    | Q(kind="individual", person__isnull=False, organization=None, collective=None)
                ),
                name="reviews_subject_kind_fits_object",
            ),
            models.UniqueConstraint(fields=["cycle", "organization"], name="reviews_subject_organization_once"),
            models.UniqueConstraint(fields=["cycle", "collective"], name="reviews_subject_collective_once"),
            models.UniqueConstraint(fields=["cycle", "person"], name="reviews_subject_person_once"),
            models.CheckConstraint(
                condition=~Q(rating="none") | ~Q(reason=""), name="reviews_subject_unrated_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(exemption="", exemption_note="") | (~Q(exemption="") & ~Q(exemption_note="")),
                name="reviews_subject_exemption_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(rating="superior") | Q(decided_by__isnull=False), name="reviews_subject_superior_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def clause_ids(self) -> list[str]:
        """The clauses behind the line: why it is listed, its places where they are loaded, its exemption."""
        places = [place.clauses for place in self.places.all()] if self.is_reviewed else []
        return list(dict.fromkeys(" ".join([self.clauses, *places, self.exemption_clauses]).split()))


class ReferenceKind(models.TextChoices):
    """Why the level of one subject limits another one."""

    ORGANIZATION = "organization", "Tổ chức của tập thể"
    HEADS = "heads", "Tập thể, tổ chức do mình đứng đầu"


class SubjectReference(TenantModel):
    """The level of `reference` is a ceiling for `subject` (HY-B.II.1.4-6, HY-B.II.2-5, CC-I.6-3)."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="references")
    reference = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="limits")
    kind = models.CharField(max_length=15, choices=ReferenceKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "reference", "kind"], name="reviews_subjectreference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ≤ {self.reference}"


class Audience(models.TextChoices):
    """Who takes part where a subject is reviewed."""

    COLLECTIVE = "collective", "Thành viên tập thể lãnh đạo"
    WHOLE_CELL = "whole_cell", "Toàn thể chi bộ"
    KEY_CADRES = "key_cadres", "Cán bộ chủ chốt"
    ALL_STAFF = "all_staff", "Toàn thể cán bộ, công chức"


class Place(TenantModel):
    """Where a subject is reviewed; its review is over when every place is done.

    A place that `opens_last` hears a summary of what the other places have concluded. (SL-II.2.2-4)
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="places")
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    cell = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    audience = models.CharField(max_length=12, choices=Audience)
    clauses = models.CharField(max_length=200, blank=True)
    opens_last = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False, cell=None) | Q(collective=None, cell__isnull=False),
                name="reviews_place_collective_or_cell",
            ),
            models.UniqueConstraint(fields=["subject", "collective"], name="reviews_place_collective_once"),
            models.UniqueConstraint(fields=["subject", "cell"], name="reviews_place_cell_once"),
        ]

    def __str__(self) -> str:
        return str(self.collective or self.cell)
