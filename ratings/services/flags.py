"""Testing decided levels again whenever one of them changes; whatever stands too high is flagged until it is mended."""

from collections.abc import Iterable
from datetime import datetime

from orgchart import audit
from orgchart.access import Actor
from orgchart.tenancy import create_all
from ratings.models import RatingFlag
from ratings.queries.retest import Breach, breaches_of
from reviews.models import Cycle


def retest(cycle: Cycle, *, actor: Actor | None, at: datetime) -> int:
    """Raise a flag for every decided level that breaks a rule, close those that are in order; how many stand.

    The caller holds the cycle's row, under which every level of the cycle is decided and annulled: no commit leaves a
    level above ceiling or cap without a flag. (CC-III.5-4, NA-4-3)
    """
    found = {(one.case.pk, str(one.rule)): one for one in breaches_of(cycle)}
    rows = RatingFlag.objects.filter(case__subject__cycle=cycle, resolved_at=None)
    for flag in rows.select_related("case__subject").order_by("pk"):
        breach = found.pop((flag.case_id, flag.rule), None)
        if breach is None:
            _resolve(flag, actor, at)
        elif breach.text != flag.text:
            flag.text, flag.clauses = breach.text, list(breach.clauses)
            flag.save(update_fields=["text", "clauses"])
    _raise(cycle, found.values(), actor, at)
    return RatingFlag.objects.filter(case__subject__cycle=cycle, resolved_at=None).count()


def _raise(cycle: Cycle, breaches: Iterable[Breach], actor: Actor | None, at: datetime) -> None:
    fresh = [
        RatingFlag(
            tenant_id=cycle.tenant_id,
            case=one.case,
            rule=one.rule,
            text=one.text,
            clauses=list(one.clauses),
            raised_at=at,
        )
        for one in breaches
    ]
    create_all(RatingFlag, fresh)
    for flag in fresh:
        summary = f"Cần xem xét lại mức xếp loại: {flag.case.subject.name}"
        audit.record(
            actor=actor, action="raise_flag", target=flag.case, at=at, summary=summary, changes={"reason": flag.text}
        )


def _resolve(flag: RatingFlag, actor: Actor | None, at: datetime) -> None:
    flag.resolved_at = at
    flag.save(update_fields=["resolved_at"])
    summary = f"Mức xếp loại đã phù hợp quy định: {flag.case.subject.name}"
    audit.record(actor=actor, action="resolve_flag", target=flag.case, at=at, summary=summary)
