"""Dossiers, files, printed documents, submissions."""

from dossiers.models.board_package import BoardPackage
from dossiers.models.disposal import Disposal, DisposalEntry
from dossiers.models.dossier import ChecklistItem, Confirmation, Dossier, Requirement, Stage, lacking_items
from dossiers.models.dossier_exception import DossierException
from dossiers.models.evidence import Evidence
from dossiers.models.file import File, Safety
from dossiers.models.hold import Hold
from dossiers.models.issued_letter import Channel, IssuedLetter, LetterKind, LetterRecipient, Purpose
from dossiers.models.print_batch import BatchedDocument, BatchKind, PrintBatch
from dossiers.models.printed_document import PrintedDocument
from dossiers.models.retention import RecordClass, RetentionPeriod
from dossiers.models.scan_batch import ScanBatch, ScannedFile
from dossiers.models.signature import DocumentCode, Signature
from dossiers.models.submission import IncomingSubmission

__all__ = [
    "BatchKind",
    "BatchedDocument",
    "BoardPackage",
    "Channel",
    "ChecklistItem",
    "Confirmation",
    "Disposal",
    "DisposalEntry",
    "DocumentCode",
    "Dossier",
    "DossierException",
    "Evidence",
    "File",
    "Hold",
    "IncomingSubmission",
    "IssuedLetter",
    "LetterKind",
    "LetterRecipient",
    "PrintBatch",
    "PrintedDocument",
    "Purpose",
    "RecordClass",
    "Requirement",
    "RetentionPeriod",
    "Safety",
    "ScanBatch",
    "ScannedFile",
    "Signature",
    "Stage",
    "lacking_items",
]
