"""Uploaded and produced files, stored under keys made by the server."""

import uuid
from typing import Any

from django.core.files.base import File as StoredContent
from django.db import models
from django.db.models import Q

from orgchart.errors import Refused
from orgchart.tenancy import TenantModel


def storage_path(file: "File", filename: str) -> str:
    """A server-made place below the tenant's own folder; nothing of the uploader's name is used."""
    return f"{file.tenant_id}/files/{uuid.uuid4().hex}"


class Safety(models.TextChoices):
    """What the virus scanner has said of a file."""

    UNCHECKED = "unchecked", "Không quét"  # made by the product itself, or taken in where no scanner is set up
    CLEAN = "clean", "Đã quét, không có mã độc"
    HELD = "held", "Chờ quét vi-rút"
    INFECTED = "infected", "Có mã độc"


class File(TenantModel):
    """A file with its cleaned name, the type found by content, and its hash."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.FileField(upload_to=storage_path, max_length=200)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")
    safety = models.CharField(max_length=10, choices=Safety, default=Safety.UNCHECKED)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(safety__in=Safety.values), name="dossiers_file_safety_known"),
        ]
        indexes = [
            models.Index(fields=["tenant"], condition=Q(safety="held"), name="dossiers_file_held"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shut(self) -> bool:
        """Whether nobody may open the file: it waits for the virus scanner, or the scanner has found something."""
        return self.safety in {Safety.HELD, Safety.INFECTED}

    def opened(self) -> "StoredContent[Any]":
        """The stored bytes for reading; refused while the file is shut."""
        self.need_open()
        return self.content.open("rb")

    def need_open(self) -> None:
        """Refuse with the reason where the file is shut."""
        if self.safety == Safety.HELD:
            raise Refused(f"Tệp “{self.name}” đang chờ quét vi-rút nên chưa mở được. Mời thử lại sau ít phút.")
        if self.safety == Safety.INFECTED:
            raise Refused(f"Tệp “{self.name}” bị giữ lại vì có mã độc. Tải lên bản khác thay cho tệp này.")
