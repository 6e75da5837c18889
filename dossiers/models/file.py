"""Uploaded and produced files, stored under keys made by the server."""

import uuid

from django.db import models

from orgchart.tenancy import TenantModel


def storage_path(file: "File", filename: str) -> str:
    """A server-made place below the tenant's own folder; nothing of the uploader's name is used."""
    return f"{file.tenant_id}/files/{uuid.uuid4().hex}"


class File(TenantModel):
    """A file with its cleaned name, the type found by content, and its hash."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.FileField(upload_to=storage_path, max_length=200)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("orgchart.Account", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name
