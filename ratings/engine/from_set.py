"""The rules that a regulation set gives the engine, with the values of a what-if put in their place.

Three kinds of parameter are checked for their type and then have no effect of their own: those that concern nothing on
a board (dates, places, documents); `criteria.result[c]`, since every criterion on a board says itself whether it is a
result criterion; and `criteria.basic[c]` where the criterion has its own `basic`. For a criterion without that key
`criteria.basic[c]` is the default, and where nobody names the criterion it counts as basic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from reviews.regulations.errors import UnknownParameterError, WrongValueError
from reviews.regulations.schema import parameter
from reviews.regulations.sets import RegulationSet

from .board import GroupKind
from .consistency import BoardError, Place, quoted
from .json_text import Number, Pairs, shown
from .rules import CapBase, CountOnce, RatingRules, Rounding
from .scales import Degree, Discipline, Level

# What a board cannot tell: which post is rated, and who stood on the ballot or belongs to the body.
_NOT_ON_A_BOARD = {"ceiling.headOfSeveral": "allHeaded", "cap.smallGroup.sizeOf": "rated"}
_BASIC = "criteria.basic["


def rules_of(regulation: RegulationSet, overrides: Mapping[str, object] | None = None) -> RatingRules:
    """The set as the engine sees it; raise `BoardError` for a value that does not fit its parameter.

    Values in `overrides` are a what-if: override modes do not apply to them.
    """
    replaced = {name: _checked(name, raw) for name, raw in (overrides or {}).items()}

    def value(name: str) -> Any:
        return replaced[name] if name in replaced else regulation.value(name)

    xs, htt = value("level.XS.minDegree"), value("level.HTT.minDegree")
    return RatingRules(
        code=regulation.code,
        point_bands=_bands(regulation),
        xs_result=Degree[xs[0]],
        xs_remaining=Degree[xs[1]],
        htt_result=Degree[htt[0]],
        htt_remaining=Degree[htt[1]],
        ht_basic=Degree[value("level.HT.minDegree")],
        not_basic=frozenset(
            name.removeprefix(_BASIC).removesuffix("]")
            for name in (*regulation.entries, *replaced)
            if name.startswith(_BASIC) and not value(name)
        ),
        citations=_citations(regulation),
        cap_exception_rate=regulation.cap_exception.rate if regulation.cap_exception else None,
        **_conduct(value),
        **_ceilings(value),
        **_cap(value),
        **_exemptions_and_votes(value),
    )


def _citations(regulation: RegulationSet) -> Mapping[str, tuple[str, ...]]:
    """The clauses of the set by part of the rules; the exception above the cap brings its own."""
    if regulation.cap_exception is None:
        return regulation.citations
    return {**regulation.citations, "cap.exception": regulation.cap_exception.source.clauses}


def _bands(regulation: RegulationSet) -> tuple[tuple[Level, int], ...]:
    if regulation.scoring is None:
        return ()
    return tuple((Level[level], least) for level, least in regulation.scoring.bands.items())


def _conduct(value: Callable[[str], Any]) -> dict[str, Any]:
    return {
        "member_discipline_bars_htt": value("level.HTT.noMemberDisciplined"),
        "member_discipline_knock_out": Discipline[value("level.knock.memberDiscipline").upper()],
        "self_detected_exception": value("level.HT.selfDetectedException"),
        "count_once": CountOnce(value("level.discipline.countOnce")),
        "disunity_or_degraded": value("level.knock.disunityOrDegraded"),
        "target_share": value("level.knock.targetShare"),
        "target_both_parts": value("level.knock.targetOperator") == "and",
        "force_majeure_excuses": value("level.knock.forceMajeure"),
    }


def _ceilings(value: Callable[[str], Any]) -> dict[str, Any]:
    return {
        "collective_under_organization": value("ceiling.collectiveVsOrg"),
        "head_under_collectives": value("ceiling.headVsCollective"),
        "head_under_organizations": value("ceiling.headVsOrg"),
        "new_head_exception": value("ceiling.newHeadException"),
        "new_head_lifts_all": value("ceiling.newHeadException.lifts") == "both",
        "unrated_reference_blocks": value("ceiling.unratedReference") == "block",
    }


def _cap(value: Callable[[str], Any]) -> dict[str, Any]:
    return {
        "cap_rate": value("cap.rate"),
        "cap_base": CapBase(value("cap.base")),
        "cap_rounding": Rounding(value("cap.rounding")),
        "small_group_kinds": frozenset(GroupKind(kind) for kind in value("cap.smallGroup.kinds")),
        "small_group_below": value("cap.smallGroup.below"),
        "small_group_max": value("cap.smallGroup.max"),
        "small_group_all_passed": value("cap.smallGroup.allPassed"),
    }


def _exemptions_and_votes(value: Callable[[str], Any]) -> dict[str, Any]:
    return {
        "min_months_in_post": value("exempt.minMonths"),
        "min_months_new_organization": value("exempt.newOrgMonths"),
        "new_organization_events": frozenset(value("exempt.newOrg")),
        "months_to_year_end": value("exempt.refDate") == "yearEnd",
        "quorum": value("vote.quorum"),
        "pass_share": value("vote.passShare"),
        "tie_leaves_empty": value("vote.tieAtCap") == "leaveEmpty",
    }


def _checked(name: str, raw: object) -> object:
    place = ("parameters", name)
    try:
        found = parameter(name).read(name, raw)
    except UnknownParameterError:
        raise BoardError(place, quoted(name), "tên một tham số của bộ quy định") from None
    except WrongValueError as error:
        raise BoardError((*place, *error.within), _found(raw, error.within), error.expected) from None
    if name in _NOT_ON_A_BOARD and found != _NOT_ON_A_BOARD[name]:
        raise BoardError(
            place, quoted(str(found)), f"“{_NOT_ON_A_BOARD[name]}”: bảng xếp loại không cho biết điều khác"
        )
    return found


def _found(raw: Any, within: Place) -> str:
    """Name what stands at a place inside a value."""
    for step in within:
        raw = raw[step]
    if isinstance(raw, dict):
        return shown(Pairs((), ()))
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return shown(Number(str(raw)))
    return shown(raw)
