"""Plans, letters, guides and notices that the office issues, to whom they go and who has received them."""

from django.db import models
from django.db.models import Q

from dossiers.states import LetterState
from orgchart.tenancy import TenantModel


class LetterKind(models.TextChoices):
    """The kinds of party and office paper that are written here; the value is the sign in the number."""

    PLAN = "KH", "Kế hoạch"
    LETTER = "CV", "Công văn"
    GUIDE = "HD", "Hướng dẫn"
    NOTICE = "TB", "Thông báo"


class IssuedLetter(TenantModel):
    """One letter with its number in the register of the body, once it has one. (GB-0-3)"""

    cycle = models.ForeignKey("reviews.Cycle", on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=4, choices=LetterKind)
    about = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.DRAFT)
    body_code = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True, help_text="Số và ký hiệu, ví dụ 68-CV/ĐU")
    place = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "body_code", "kind", "period", "number"],
                condition=Q(number__isnull=False),
                name="dossiers_issuedletter_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, issued_on=None, code="")
                | (~Q(state="draft") & Q(number__isnull=False, issued_on__isnull=False) & ~Q(code="")),
                name="dossiers_issuedletter_numbered_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
                name="dossiers_issuedletter_published_at",
            ),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="dossiers_issuedletter_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"


class Channel(models.TextChoices):
    """How a recipient gets the letter."""

    OFFICE = "office", "Hộp văn bản của đơn vị cấp trên, cấp dưới"
    BODY = "body", "Việc của tôi của người đứng đầu"
    OUTSIDE = "outside", "Gửi bản giấy hoặc qua trục liên thông"
    WEBSITE = "website", "Đăng trang thông tin điện tử"
    ARCHIVE = "archive", "Lưu"


class Purpose(models.TextChoices):
    """Why a recipient gets it, as printed in the block of recipients. (HY-NN-1)"""

    REPORT = "report", "để báo cáo"
    CARRY_OUT = "carry_out", "để thực hiện"
    KNOW = "know", "để phối hợp"
    MAKE_PUBLIC = "make_public", "để công bố"
    KEEP = "keep", "lưu"


class LetterRecipient(TenantModel):
    """One addressed body and its receipt; offices above and below settle an envelope, others confirm here. (GB-0-2)"""

    letter = models.ForeignKey(IssuedLetter, on_delete=models.CASCADE, related_name="recipients")
    channel = models.CharField(max_length=10, choices=Channel)
    purpose = models.CharField(max_length=12, choices=Purpose)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    office = models.ForeignKey("orgchart.Tenant", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(
        "orgchart.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    envelope = models.ForeignKey("orgchart.Envelope", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="dossiers_letterrecipient_one_a_line"),
            models.CheckConstraint(
                condition=Q(channel="office", office__isnull=False, organization=None)
                | Q(channel="body", office=None, organization__isnull=False)
                | (~Q(channel__in=["office", "body"]) & Q(office=None, organization=None)),
                name="dossiers_letterrecipient_reached_by_channel",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="dossiers_letterrecipient_received_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name
