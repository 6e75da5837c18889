"""The pages that must cost the same in a small office, in a large one and in a province of hundreds."""

from django.urls import reverse

from orgchart.models import Tenant

YEAR = 2024


def pages_of(tenant: Tenant) -> dict[str, str]:
    """Chart, person list, person search, Việc của tôi, the lists of the year."""
    slug = tenant.slug
    persons = reverse("orgchart:persons", args=[slug])
    return {
        "chart": reverse("orgchart:chart", args=[slug]),
        "person list": persons,
        "person search": f"{persons}?tim=nguyen",
        "Việc của tôi": reverse("orgchart:my_work"),
        "the cycle": reverse("reviews:cycle", args=[slug, YEAR]),
        "list of subjects": reverse("reviews:cycle_subjects", args=[slug, YEAR]),
        "list of reviews": reverse("reviews:review_list", args=[slug, YEAR]),
    }
