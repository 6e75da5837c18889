"""What the former superior says of a unit that came from elsewhere in the year: asked for with the list itself."""

from datetime import datetime

from orgchart.tenancy import create_all
from reviews import opinion_rules
from reviews.models import Cycle, Exemption, OpinionRequest, Subject
from reviews.queries import set_of
from reviews.queries.opinions import former_superiors
from reviews.services.transitions import local_day


def ask_former_superiors(cycle: Cycle, at: datetime) -> int:
    """Prepare the request to the former superior of each such unit, once; how many are new. (CC-III.3-5)

    Nobody is asked whose opinion came with the transfer. The office sends the request, or types in what came on paper.
    """
    rows = Subject.objects.filter(cycle=cycle, exemption=Exemption.TRANSFERRED)
    subjects = list(rows.select_related("collective", "organization").order_by("-is_reviewed", "pk"))
    asked = set(
        OpinionRequest.objects.filter(cycle=cycle, subject__in=subjects).values_list("subject__unit", "participant")
    )
    fresh: dict[int, OpinionRequest] = {}
    superiors = former_superiors(cycle, subjects)
    for subject in subjects:
        former = superiors.get(subject.unit_id)
        if former is None or former.is_heard or subject.unit_id in fresh or (subject.unit_id, former.name) in asked:
            continue
        fresh[subject.unit_id] = _request(cycle, subject, former.name, at)
    create_all(OpinionRequest, list(fresh.values()))
    return len(fresh)


def _request(cycle: Cycle, subject: Subject, participant: str, at: datetime) -> OpinionRequest:
    rules = set_of(cycle)
    return OpinionRequest(
        tenant_id=cycle.tenant_id,
        cycle=cycle,
        subject=subject,
        subject_name=subject.name,
        participant=participant,
        form_label=opinion_rules.form_label(rules, subject)[:60],
        question=f"Nhận xét, đánh giá năm {cycle.year} đối với {subject.name} trong thời gian trước khi chuyển giao.",
        criteria=[{"code": one.code, "title": one.title} for one in opinion_rules.criteria(rules, subject)],
        due_on=opinion_rules.usual_return_date(rules, local_day(at)),
    )
