"""A digest of what would be printed, without printing it."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dossiers.documents.kinds import DATA_TYPES, DocumentData, DocumentKind
from dossiers.documents.layout import TEMPLATES_DIR
from dossiers.documents.wording import cleaned

# For archives, with text that can be copied and with room for attached data. The tagged variant ("a") costs 12 % more
# time for a structure that the pages of the application already offer.
PDF_VARIANT = "pdf/a-3u"


def content_digest(kind: DocumentKind, data: DocumentData) -> str:
    """Digest of what would be printed: equal digests mean the same paper, so nothing need be rendered twice.

    It covers the data, the templates with the style sheet, and the version of the renderer.
    """
    digest = hashlib.sha256(_layout_digest())
    digest.update(canonical_json(kind, checked(kind, data)))
    return digest.hexdigest()


def checked(kind: DocumentKind, data: DocumentData) -> DocumentData:
    """The data as it is printed; refuses data of another kind."""
    if type(data) is not DATA_TYPES[kind]:
        raise TypeError(f"{kind} takes {DATA_TYPES[kind].__name__}, not {type(data).__name__}")
    return cleaned(data)


def canonical_json(kind: DocumentKind, data: DocumentData) -> bytes:
    """Kind and data as JSON, the same bytes for the same data."""
    document = {"kind": kind.value, "data": _as_json(data)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _as_json(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _layout_digest() -> bytes:
    digest = hashlib.sha256(f"weasyprint {version('weasyprint')} {PDF_VARIANT}".encode())
    for path in sorted((TEMPLATES_DIR / "documents").iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()
