"""What a person takes along to another office: what is not remedied yet, and the last final text."""

from collections.abc import Iterator

from orgchart.models import Person
from orgchart.registry import OpenShortcoming, PastText
from reviews.models import RemediationItem, Review, Shortcoming
from reviews.queries.contents import form_of
from reviews.queries.written import sections_of
from reviews.regulations.forms_of_sets import CHECKED_UNDER
from reviews.states import ReviewState


def last_text(person: Person) -> Iterator[PastText]:
    """The newest text that is final, without what only the reviewing body may see."""
    rows = Review.objects.filter(subject__person=person, state__in=[ReviewState.FINAL, ReviewState.CONFIRMED])
    review = rows.select_related("subject__cycle").order_by("-subject__cycle__year", "-pk").first()
    if review is None:
        return
    written = sections_of(review)
    sections = tuple(
        (section.title, written[section.key].text)
        for section in form_of(review)
        # The check against the 27 manifestations is for the person and the reviewing body only. (HY-A.2-1)
        if section.key != CHECKED_UNDER and section.key in written and written[section.key].text
    )
    if sections:
        yield PastText(review.subject.cycle.year, review.get_form_kind_display(), sections)


def still_open(person: Person) -> Iterator[OpenShortcoming]:
    """Shortcomings that are not remedied, each with what the plan says about it."""
    rows = list(Shortcoming.objects.filter(person=person, is_open=True).order_by("year", "pk"))
    items = RemediationItem.objects.filter(shortcoming__in=rows).order_by("pk")
    planned = {item.shortcoming_id: item for item in items}
    for row in rows:
        yield OpenShortcoming(row.year, row.text, row.source, _remedy(planned.get(row.pk)))


def _remedy(item: RemediationItem | None) -> str:
    if item is None or not item.solution:
        return ""
    until = f"; hạn {item.last_day:%d/%m/%Y}" if item.last_day else ""
    return f"{item.solution}{until}; {item.get_status_display().lower()}"
