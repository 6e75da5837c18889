"""A printed document once more for Word, for offices that finish it there."""

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.word import WORD, word_document
from dossiers.models import PrintedDocument
from dossiers.services.gathering import gather
from dossiers.services.printing import digest_of
from orgchart.errors import NotVisible, Refused


def word_of(document: PrintedDocument) -> bytes:
    """The .docx of a print; refused where the data have changed since, because it would be another paper."""
    kind = DocumentKind(document.kind)
    if kind not in WORD:
        raise NotVisible
    if digest_of(document) != document.content_digest:
        raise Refused("Dữ liệu đã thay đổi sau khi in văn bản này. Tạo bản in mới rồi tải bản Word.")
    return word_document(kind, gather(document))
