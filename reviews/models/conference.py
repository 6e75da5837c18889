"""The review conference: agenda, attendance, comments, conclusions."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from orgchart.tenancy import TenantModel
from reviews.states import AgendaState, ConferenceState


class Conference(TenantModel):
    """A conference belongs to the body that reviews: a collective, or a whole cell (HY-B.I.2.1-1, CC-II.2.1-1)."""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="conferences")
    collective = models.ForeignKey(
        "orgchart.Collective", on_delete=models.PROTECT, null=True, blank=True, related_name="conferences"
    )
    cell = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="conferences"
    )
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ConferenceState, default=ConferenceState.PLANNED)
    starts_at = models.DateTimeField()
    days = models.DecimalField(max_digits=3, decimal_places=1, default=Decimal("0.5"))
    location = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="+")
    secretary = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="+")
    chair_reason = models.CharField(max_length=300, blank=True, help_text="Vì sao không phải người đứng đầu chủ trì")
    is_supplementary = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        permissions = [
            ("keep_minutes", "Ghi biên bản hội nghị"),
            ("attend_conference", "Dự hội nghị với tư cách khách"),
        ]
        indexes = [models.Index(fields=["tenant", "cycle", "starts_at"], name="reviews_conference_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False, cell=None) | Q(collective=None, cell__isnull=False),
                name="reviews_conference_collective_or_cell",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ConferenceState.values), name="reviews_conference_state_known"
            ),
            models.CheckConstraint(condition=Q(days__gt=0), name="reviews_conference_lasts_a_while"),
        ]

    def __str__(self) -> str:
        return self.title


class ConferenceBody(TenantModel):
    """A further body of the same agency that a combined conference serves. (HY-B.I.2.1-2, SL-II.2.1-1)"""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="further_bodies")
    collective = models.ForeignKey("orgchart.Collective", on_delete=models.PROTECT, related_name="joint_conferences")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "collective"], name="reviews_conferencebody_once"),
        ]

    def __str__(self) -> str:
        return str(self.collective)


class AgendaItem(TenantModel):
    """One subject on the agenda: presented, commented, concluded."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="agenda")
    subject = models.ForeignKey("reviews.Subject", on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AgendaState, default=AgendaState.WAITING)
    chair = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="+")
    presenter = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    authorisation = models.CharField(max_length=200, blank=True, help_text="Ủy quyền trình bày của người đứng đầu")
    started_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    absence_reason = models.CharField(max_length=300, blank=True)
    without_others = models.CharField(max_length=300, blank=True, help_text="Vì sao không chờ kết quả ở nơi khác")
    late_waiver = models.CharField(max_length=300, blank=True, help_text="Chủ trì đồng ý dù bản kiểm điểm gửi muộn")
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "subject"], name="reviews_agendaitem_subject_once"),
            models.UniqueConstraint(fields=["conference", "position"], name="reviews_agendaitem_position_once"),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(state="running"), name="reviews_agendaitem_one_running"
            ),
            models.CheckConstraint(
                condition=~Q(state="absent") | ~Q(absence_reason=""), name="reviews_agendaitem_absent_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded") | Q(concluded_at__isnull=False),
                name="reviews_agendaitem_concluded_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.subject_id}"


class Attendance(TenantModel):
    """Somebody on the attendance list, as member or guest."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guest_name = models.CharField(max_length=120, blank=True)
    account = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    is_member = models.BooleanField(default=True)
    is_present = models.BooleanField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "person"], condition=Q(person__isnull=False), name="reviews_attendance_once"
            ),
            models.UniqueConstraint(
                fields=["conference", "account"],
                condition=Q(account__isnull=False),
                name="reviews_attendance_guest_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(guest_name=""), name="reviews_attendance_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.guest_name or str(self.person_id)

    @property
    def as_shown(self) -> str:
        """The line as a page shows it, to tell what its reader has changed."""
        here = {None: "", True: "co", False: "vang"}[self.is_present]
        return f"{here}|{self.reason}"


class Verdict(models.TextChoices):
    """What became of a comment (HY-B.I.4.2-7)."""

    PENDING = "pending", "Chưa xử lý"
    ACCEPTED = "accepted", "Tiếp thu"
    PARTLY = "partly", "Tiếp thu một phần"
    REJECTED = "rejected", "Không tiếp thu"


class Comment(TenantModel):
    """What one participant said about one subject: somebody of this office, or a guest on the attendance list."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey("orgchart.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(Attendance, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.PENDING)
    note = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict__in=["partly", "rejected"]) | ~Q(note=""), name="reviews_comment_refusal_has_note"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest=None) | Q(person=None, guest__isnull=False),
                name="reviews_comment_has_one_speaker",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def speaker(self) -> str:
        """Who said it."""
        return str(self.guest if self.person is None else self.person)
