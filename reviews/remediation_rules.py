"""Until when a remediation plan is made and who approves it, as the regulation set words it."""

from datetime import date, timedelta

from orgchart.kinds import Role
from reviews.regulations.sets import RegulationSet

CLAUSES = ("NA-2-1",)
FOLLOW_UP = ("NA-2-2",)
_APPROVERS = {
    "người đứng đầu": Role.HEAD,
    "bí thư": Role.HEAD,
    "thường vụ": Role.STANDING_COMMITTEE,
    "cấp ủy": Role.STANDING_COMMITTEE,
    "kiểm tra": Role.INSPECTION,
    "tổ chức": Role.ORGANISATION_BOARD,
}


def approver_words(rules: RegulationSet) -> str:
    """The body that approves plans, in the words of the set. (NA-2-1)"""
    return str(rules.value("remedy.approver"))


def approving_roles(rules: RegulationSet) -> frozenset[Role]:
    """The roles that stand for the approving body; head and standing committee where its words name none."""
    words = approver_words(rules).lower()
    found = frozenset(role for piece, role in _APPROVERS.items() if piece in words)
    return found or frozenset({Role.HEAD, Role.STANDING_COMMITTEE})


def plan_due(rules: RegulationSet, decided_on: date) -> date:
    """The last day for the plan: so many days after the decision or the end of the review. (NA-2-1)"""
    return decided_on + timedelta(days=int(str(rules.value("remedy.planDue"))))


def form_label(rules: RegulationSet, *, is_person: bool) -> str:
    """What the set calls the report on the results: "Mẫu 12" of a collective, "Mẫu 13" of a person. (NA-MB-3, NA-MB-4)

    Empty where the set reports them in the form of the review alone.
    """
    noun = "cá nhân" if is_person else "tập thể"
    value = rules.value("remedy.followUpForms")
    names = [str(name) for name in value] if isinstance(value, list | tuple) else []
    found = next((name for name in names if noun in name), "")
    plain = [name for name in names if "phần" not in name.lower()]
    if not found and len(plain) == 2:
        found = plain[int(is_person)]
    return found.partition("(")[0].strip()
