"""The entry of this app at the left of every page."""

from django.urls import reverse

from dossiers import access
from dossiers.models import IncomingSubmission
from orgchart.access import Actor, can_handle_envelopes
from orgchart.models import Envelope, Tenant
from orgchart.registry import CyclePage, NavEntry
from reviews.access import can_see_signs


def cycle_pages(actor: Actor, tenant: Tenant, year: int) -> list[CyclePage]:
    """What the page of a cycle leads to."""
    pages = [CyclePage("Hồ sơ", reverse("dossiers:dossier_list", args=[tenant.slug, year]))]
    pages.append(CyclePage("Văn bản phát hành", reverse("dossiers:letter_list", args=[tenant.slug, year])))
    if access.can_print(actor):
        pages.append(CyclePage("Phụ lục quy định của kế hoạch", reverse("dossiers:annex", args=[tenant.slug, year])))
        pages.append(CyclePage("Báo cáo xếp loại cán bộ", reverse("dossiers:staff_report", args=[tenant.slug, year])))
        pages.append(CyclePage("Quyết định", reverse("dossiers:decision_list", args=[tenant.slug, year])))
        pages.append(CyclePage("In hàng loạt", reverse("dossiers:batch_list", args=[tenant.slug, year])))
        pages.append(CyclePage("Bản quét đã ký", reverse("dossiers:scan_list", args=[tenant.slug, year])))
    if access.can_see_keeping(actor):
        pages.append(CyclePage("Bảo quản, tiêu hủy", reverse("dossiers:retention", args=[tenant.slug, year])))
    if access.can_handle_submissions(actor):
        pages.append(CyclePage("Hồ sơ cấp dưới gửi lên", reverse("dossiers:submission_list", args=[tenant.slug, year])))
    if can_see_signs(actor):
        pages.append(CyclePage("Biểu hiện phải ngăn chặn", reverse("dossiers:sign_list", args=[tenant.slug, year])))
    if can_handle_envelopes(actor):
        pages.append(CyclePage("Văn bản đến, đi", reverse("orgchart:envelopes", args=[tenant.slug])))
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
