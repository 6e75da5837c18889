"""Handing stored files to browsers: never shown inside our own pages."""

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header


def as_attachment(content: FieldFile, name: str, content_type: str) -> HttpResponse | FileResponse:
    """An attachment, no sniffing, sandboxed; the proxy sends it where there is one."""
    response: HttpResponse | FileResponse
    if settings.MEDIA_ACCEL_PREFIX:
        response = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{content.name}"
    else:
        response = FileResponse(content.open("rb"), content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
