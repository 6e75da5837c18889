"""Dossiers, files, printed documents, submissions."""

from dossiers.models.dossier import ChecklistItem, Dossier, Requirement, Stage
from dossiers.models.file import File
from dossiers.models.printed_document import PrintedDocument
from dossiers.models.submission import IncomingSubmission

__all__ = [
    "ChecklistItem",
    "Dossier",
    "File",
    "IncomingSubmission",
    "PrintedDocument",
    "Requirement",
    "Stage",
]
