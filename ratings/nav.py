"""The entry of this app at the left of every page."""

from django.urls import reverse

from orgchart.access import Actor
from orgchart.models import Tenant
from orgchart.registry import NavEntry
from ratings import access


def rating_entry(actor: Actor, tenant: Tenant, year: int | None) -> NavEntry | None:
    """The summary and the boards for those who prepare and vote, the own result for members."""
    if year is None:
        return None
    if access.can_see_ratings(actor):
        url = reverse("ratings:summary", args=[tenant.slug, year])
    elif actor.person_id is not None:
        url = reverse("ratings:my_result", args=[tenant.slug, year])
    else:
        return None
    return NavEntry("Tra cứu, báo cáo", url, "chart", 5, "ratings")
