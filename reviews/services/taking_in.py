"""What the new office takes out of a personal file: shortcomings that the next review has to report on."""

from orgchart.models import Envelope, Person
from orgchart.tenancy import create_all
from reviews.models import Shortcoming


def take_shortcomings(person: Person, envelope: Envelope) -> None:
    """Keep what came along and is not known here yet; the caller writes the audit record. (HY-M02-9)"""
    known = set(Shortcoming.objects.filter(person=person).values_list("year", "text"))
    rows = [
        Shortcoming(
            tenant_id=person.tenant_id,
            person=person,
            year=int(one["year"]),
            text=str(one["text"]),
            source=f"{one['source']} ({envelope.peer.short_name})"[:200],
        )
        for one in envelope.content.get("shortcomings", ())
        if (int(one["year"]), str(one["text"])) not in known
    ]
    create_all(Shortcoming, rows)
