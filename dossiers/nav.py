"""The entry of this app at the left of every page."""

from django.urls import reverse

from dossiers import access
from dossiers.models import IncomingSubmission
from orgchart.access import Actor, can_handle_envelopes
from orgchart.models import Envelope, Tenant
from orgchart.registry import CyclePage, NavEntry
from reviews.access import can_see_signs

DOSSIERS, LETTERS, PRINTING, REPORTS = "Hồ sơ", "Văn bản", "In, ký", "Phụ lục, báo cáo"


def cycle_pages(actor: Actor, tenant: Tenant, year: int) -> list[CyclePage]:
    """What the page of a cycle leads to, by what somebody at the office has in hand."""

    def page(section: str, label: str, name: str) -> CyclePage:
        return CyclePage(label, reverse(f"dossiers:{name}", args=[tenant.slug, year]), section)

    prints = access.can_print(actor)
    pages = [page(DOSSIERS, "Hồ sơ kiểm điểm", "dossier_list")]
    if access.can_handle_submissions(actor):
        pages.append(page(DOSSIERS, "Hồ sơ cấp dưới gửi lên", "submission_list"))
    if access.can_see_keeping(actor):
        pages.append(page(DOSSIERS, "Bảo quản, tiêu hủy", "retention"))
    pages.append(page(LETTERS, "Văn bản phát hành", "letter_list"))
    if prints:
        pages.append(page(LETTERS, "Quyết định", "decision_list"))
    if can_handle_envelopes(actor):
        pages.append(CyclePage("Văn bản đến, đi", reverse("orgchart:envelopes", args=[tenant.slug]), LETTERS))
    if prints:
        pages.append(page(PRINTING, "In hàng loạt", "batch_list"))
        pages.append(page(PRINTING, "Bản quét đã ký", "scan_list"))
        pages.append(page(REPORTS, "Phụ lục quy định của kế hoạch", "annex"))
        pages.append(page(REPORTS, "Báo cáo xếp loại cán bộ", "staff_report"))
    if can_see_signs(actor):
        pages.append(page(REPORTS, "Biểu hiện phải ngăn chặn", "sign_list"))
    return pages


def reference_pages(actor: Actor, tenant: Tenant, year: int) -> list[CyclePage]:
    """What everybody may look up: the documents that bind, statement by statement. (CC-IIIb.3-2)"""
    return [CyclePage("Sổ điều khoản", reverse("dossiers:clauses", args=[tenant.slug, year]))]


def dossier_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """Dossiers and documents of the cycle."""
    if year is None:
        return None
    return NavEntry(
        "Hồ sơ, văn bản", reverse("dossiers:dossier_list", args=[tenant.slug, year]), "folder", 4, "dossiers"
    )


def submission_page(envelope: Envelope) -> str:
    """Where an arrived dossier is examined; the list of its year where it became no submission."""
    slug, year = envelope.tenant.slug, envelope.content["year"]
    found = IncomingSubmission.objects.filter(envelope=envelope).first()
    if found is None:
        return reverse("dossiers:submission_list", args=[slug, year])
    return reverse("dossiers:submission", args=[slug, year, found.pk])
