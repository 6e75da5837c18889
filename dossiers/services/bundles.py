"""Binding pages into one file: a dossier behind its cover, the photographs of one paper."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dossiers.documents.bundles import DossierBundle
from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark
from dossiers.documents.sandbox import render_in_child
from dossiers.file_rules import FileRefused, check_file
from dossiers.gather.bundles import bound_files, dossier_of
from dossiers.models import PrintedDocument
from dossiers.pages.work import PagesRefused, bind, page_counts, photos_bound
from orgchart.errors import InvalidInput


def contents_of(document: PrintedDocument) -> list[bytes]:
    """The papers that are bound into a document, in the order of its contents; none but a bound dossier has any."""
    if document.kind != DocumentKind.DOSSIER_BUNDLE:
        return []
    papers = []
    for file in bound_files(dossier_of(document)):
        with file.opened() as content:
            papers.append(content.read())
    return papers


def printed_with(papers: Sequence[bytes], kind: DocumentKind, data: DocumentData, *, mark: PageMark) -> MarkedPdf:
    """The print, with the papers bound in behind it; raises `RenderFailed` and `PagesRefused`."""
    if not isinstance(data, DossierBundle):
        return render_in_child(kind, data, mark=mark)
    counted = _counted(data, papers)
    cover = render_in_child(kind, counted, mark=mark)
    titles = [paper.title for paper in counted.papers if paper.digest]
    return MarkedPdf(content=bind(cover.content, papers, titles), rooms=())


def as_one_file(files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """What was sent for one paper as one file: photographs of its pages become a PDF in the order of their coming.

    Raises InvalidInput for the field `file`.
    """
    if len(files) == 1:
        return files[0]
    try:
        checked = [check_file(name, content) for name, content in files]
        if any(not one.content_type.startswith("image/") for one in checked):
            raise FileRefused("Chọn một tệp, hoặc nhiều ảnh chụp các trang của một giấy tờ.")
        bound = photos_bound([one.content for one in checked])
    except (FileRefused, PagesRefused) as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    return f"{PurePosixPath(checked[0].name).stem}.pdf", bound


def _counted(data: DossierBundle, papers: Sequence[bytes]) -> DossierBundle:
    """The contents with the pages of every paper that is bound in."""
    counts, lines, page = iter(page_counts(papers)), [], 1
    for paper in data.papers:
        if not paper.digest:
            lines.append(paper)
            continue
        last = page + next(counts) - 1
        lines.append(replace(paper, first=page, last=last))
        page = last + 1
    return replace(data, papers=tuple(lines))
