"""Who drafts and who approves suggestions, and until when, as the regulation set words it."""

import re
from datetime import date

from orgchart.kinds import Role
from reviews.calendar import last_timely_day
from reviews.regulations.sets import RegulationSet

APPROVERS = frozenset({Role.HEAD, Role.STANDING_COMMITTEE})
_DRAFTERS = {
    "kiểm tra": Role.INSPECTION,
    "tổ chức": Role.ORGANISATION_BOARD,
    "công tác cán bộ": Role.ORGANISATION_BOARD,
    "ban chấp hành": Role.STANDING_COMMITTEE,
    "ban thường vụ": Role.STANDING_COMMITTEE,
}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")


def drafter_words(rules: RegulationSet) -> str:
    """The body that drafts suggestions, in the words of the set. (CC-IIIb.1-6, GB-3.2.4a-3, HY-B.I.4.1b-1)"""
    return str(rules.value("prep.suggestion.drafter"))


def approver_words(rules: RegulationSet) -> str:
    """The body that approves them."""
    return str(rules.value("prep.suggestion.approver"))


def drafting_roles(rules: RegulationSet) -> frozenset[Role]:
    """The roles that stand for the drafting body; the organisation board where its words name none that is known."""
    words = drafter_words(rules).lower()
    found = frozenset(role for piece, role in _DRAFTERS.items() if piece in words)
    return found or frozenset({Role.ORGANISATION_BOARD})


def last_day(rules: RegulationSet, year: int) -> date | None:
    """The last timely day for suggestions: "trước ngày 20/11" is the 19th. (HY-B.I.4.1b-2)"""
    words = str(rules.value("prep.suggestion.date") or "")
    found = _DAY.search(words)
    if found is None:
        return None
    named = date(year, int(found.group(2)), int(found.group(1)))
    return last_timely_day(named, inclusive="chậm nhất" in words.lower())
