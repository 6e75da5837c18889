"""Handing out stored files, none that the virus scanner holds back."""

from django.http import FileResponse, HttpResponse

from dossiers.models import File
from orgchart.downloads import as_attachment


def hand_out(file: File) -> HttpResponse | FileResponse:
    """A stored file as an attachment; refused while it is shut."""
    file.need_open()
    return as_attachment(file.content, file.name, file.content_type)
