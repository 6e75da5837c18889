"""A whole dossier as one file: the cover, the table of contents, then every paper."""

from dataclasses import dataclass

from dossiers.documents.parts import Letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPaper:
    """One line of the table of contents.

    `digest` is that of the file that is bound in, empty where the paper is elsewhere and `note` says where; `first`
    and `last` are its sheets, counted through the papers and known only when they are put together.
    """

    title: str
    note: str = ""
    digest: str = ""
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierBundle:
    """Bìa và mục lục of the dossier of one subject; the papers follow in the order of the checklist."""

    letterhead: Letterhead
    year: int
    kept_by: str
    full_name: str
    is_person: bool
    post: str = ""
    unit: str = ""
    papers: tuple[BoundPaper, ...] = ()
