"""Binding a dossier: its papers behind a cover with the contents, each under a bookmark."""

from collections.abc import Sequence
from dataclasses import replace

from dossiers.binding.book import bind, page_counts
from dossiers.documents.bundles import DossierBundle
from dossiers.documents.kinds import DocumentData, DocumentKind
from dossiers.documents.marking import MarkedPdf, PageMark
from dossiers.documents.sandbox import render_in_child
from dossiers.gather.bundles import bound_files, dossier_of
from dossiers.models import PrintedDocument


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
    """The print, with the papers bound in behind it; raises `RenderFailed` and `BindingRefused`."""
    if not isinstance(data, DossierBundle):
        return render_in_child(kind, data, mark=mark)
    counted = _counted(data, papers)
    cover = render_in_child(kind, counted, mark=mark)
    titles = [paper.title for paper in counted.papers if paper.digest]
    return MarkedPdf(content=bind(cover.content, papers, titles), rooms=())


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
