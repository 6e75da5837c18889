"""Dossiers, files, printed documents, submissions."""

from dossiers.models.board_package import BoardPackage
from dossiers.models.dossier import ChecklistItem, Confirmation, Dossier, Requirement, Stage, lacking_items
from dossiers.models.dossier_exception import DossierException
from dossiers.models.file import File
from dossiers.models.print_batch import BatchedDocument, BatchKind, PrintBatch
from dossiers.models.printed_document import PrintedDocument
from dossiers.models.scan_batch import ScanBatch, ScannedFile
from dossiers.models.signature import DocumentCode, Signature
from dossiers.models.submission import IncomingSubmission

__all__ = [
    "BatchKind",
    "BatchedDocument",
    "BoardPackage",
    "ChecklistItem",
    "Confirmation",
    "DocumentCode",
    "Dossier",
    "DossierException",
    "File",
    "IncomingSubmission",
    "PrintBatch",
    "PrintedDocument",
    "Requirement",
    "ScanBatch",
    "ScannedFile",
    "Signature",
    "Stage",
    "lacking_items",
]
