"""The one seam between data and paper: `render(kind, data) -> bytes`."""

import warnings
from datetime import UTC, date, datetime, time
from pathlib import Path

import pydyf
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.urls import FatalURLFetchingError

from dossiers.documents.assets import AssetFetcher, load_assets
from dossiers.documents.digest import PDF_VARIANT, canonical_json, checked, content_digest
from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.layout import html_of
from dossiers.documents.marking import MarkedPdf, PageMark, SignatureRoom, draw_codes, mark_style, rooms_of

__all__ = ["AddressRefused", "content_digest", "pdf_of_html", "render", "render_marked"]

ATTACHMENT_NAME = "du-lieu.json"


class AddressRefused(Exception):
    """A document asked for something outside the bundled assets."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__("Địa chỉ không được phép mở khi in văn bản: " + ", ".join(addresses))


def render(
    kind: DocumentKind, data: DocumentData, *, fonts_dir: Path | None = None, attach_data: bool = False
) -> bytes:
    """The PDF/A-3u of a document: the same bytes for the same data.

    Fonts and style are loaded once in a process. `attach_data` puts the data into the file as JSON.
    """
    data = checked(kind, data)
    return pdf_of_html(
        html_of(kind, data),
        fonts_dir=fonts_dir or configured_fonts_dir(),
        attachments=[_attachment(kind, data)] if attach_data else [],
    )


def render_marked(
    kind: DocumentKind,
    data: DocumentData,
    *,
    mark: PageMark,
    fonts_dir: Path | None = None,
    attach_data: bool = False,
) -> MarkedPdf:
    """The same document with the code of this print on each page, and where its signatures go."""
    data = checked(kind, data)
    rooms: list[SignatureRoom] = []
    content = pdf_of_html(
        html_of(kind, data),
        fonts_dir=fonts_dir or configured_fonts_dir(),
        attachments=[_attachment(kind, data)] if attach_data else [],
        mark=mark,
        rooms=rooms,
    )
    return MarkedPdf(content=content, rooms=tuple(rooms))


def pdf_of_html(
    html: str,
    *,
    fonts_dir: Path,
    attachments: list[Attachment] | None = None,
    mark: PageMark | None = None,
    rooms: list[SignatureRoom] | None = None,
) -> bytes:
    """The PDF of finished HTML, which can reach nothing but the bundled assets; `rooms` is filled on the way."""
    assets = load_assets(fonts_dir)
    fetcher = AssetFetcher(fonts_dir)
    styles = [assets.style]
    if mark is not None:
        styles.append(CSS(string=mark_style(mark), font_config=assets.fonts, url_fetcher=fetcher))

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        if mark is not None:
            draw_codes(document, pdf, mark)
        if rooms is not None:
            rooms.extend(rooms_of(document))

    with warnings.catch_warnings():
        # WeasyPrint leaves the file of the colour profile, which every PDF/A carries, to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
                finisher=finish,
                stylesheets=styles,
                font_config=assets.fonts,
                pdf_variant=PDF_VARIANT,
                attachments=attachments,
            )
        except FatalURLFetchingError as error:  # a BaseException: nobody above would expect it
            raise AddressRefused([str(error)]) from error
    if fetcher.refused:
        raise AddressRefused(fetcher.refused)
    return pdf


def _attachment(kind: DocumentKind, data: DocumentData) -> Attachment:
    # The day of the document, not the clock, so that the bytes do not change from one print to the next.
    day = data.letterhead.issued_on or date(data.year, 1, 1)
    moment = datetime.combine(day, time(), tzinfo=UTC)
    return Attachment(
        string=canonical_json(kind, data).decode(),
        name=ATTACHMENT_NAME,
        description="Dữ liệu của văn bản",
        created=moment,
        modified=moment,
        relationship="Data",
    )
