"""A board file read into dataclasses: strict, with the JSON path in every refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .board import (
    NO_FACTS,
    Ballot,
    Board,
    CapDecision,
    Carried,
    CollectiveDiscipline,
    Criterion,
    DisciplineRecord,
    Facts,
    Group,
    GroupKind,
    NewHead,
    Points,
    Subject,
    SubjectKind,
)
from .consistency import BoardError, Place, quoted
from .fields import Fields, boolean, day, decimal_between, integer, is_integer, list_of, one_of, text
from .json_text import Constant, Node, Number, Pairs, decode, shown
from .scales import Degree, Discipline, Level, Unrated

_REFERENCE_KEYS = ("id", "kind", "name", "review_closed", "fixed_level")
_COMMON_KEYS = (
    *_REFERENCE_KEYS[:-1],
    "group",
    "criteria",
    "points",
    "own_ceiling",
    "attested",
    "facts",
    "proposed",
)
_EVENT_KEYS = ("founded_on", "merged_on", "split_on")
_KEYS_BY_KIND = {
    SubjectKind.PARTY_ORGANIZATION: (*_COMMON_KEYS, *_EVENT_KEYS),
    SubjectKind.ORGANIZATION: (*_COMMON_KEYS, *_EVENT_KEYS),
    SubjectKind.COLLECTIVE: (*_COMMON_KEYS, "organization", *_EVENT_KEYS),
    SubjectKind.INDIVIDUAL: (*_COMMON_KEYS, "heads", "appointed_on", "new_head"),
}
_BODY_FACTS = (
    "collective_discipline",
    "member_disciplines",
    "disunity_concluded",
    "degradation_concluded",
    "targets_met_percent",
    "main_targets_met",
    "force_majeure",
)
_level = one_of({level.name: level for level in reversed(Level)}, "một mức xếp loại")
_reference_levels: dict[str, Level | Unrated] = {level.name: level for level in reversed(Level)}
_fixed_level = one_of(_reference_levels | {"NR": Unrated.NOT_RATED}, "một mức xếp loại hoặc NR")
_degree = one_of({degree.name: degree for degree in reversed(Degree)}, "một cấp độ")
_discipline = one_of({degree.code: degree for degree in Discipline}, "một hình thức kỷ luật")
_subject_kind = one_of({kind.value: kind for kind in SubjectKind}, "một loại đối tượng")
_group_kind = one_of({kind.value: kind for kind in GroupKind}, "một loại nhóm")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFile:
    """What a board file says: the board, the code of its regulation set and the values of a what-if."""

    regulation: str
    parameters: Mapping[str, object]
    board: Board


def read_board_file(content: bytes) -> BoardFile:
    """Read the bytes of a board file; raise `BoardError` for the first thing that is wrong."""
    fields = Fields(decode(content), ())
    fields.allow(
        ("regulation", "parameters", "rating_date", "year", "subjects", "groups"), "tệp bảng xếp loại chỉ có các khóa"
    )
    rating_date = fields.need("rating_date", day)
    board = Board(
        rating_date=rating_date,
        year=fields.get("year", _year, rating_date.year),
        subjects=fields.need("subjects", list_of(_subject)),
        groups=fields.get("groups", list_of(_group), ()),
    )
    return BoardFile(
        regulation=fields.need("regulation", text),
        parameters=fields.get("parameters", _parameters, {}),
        board=board,
    )


def _year(node: Node, place: Place) -> int:
    year = integer(node, place)
    if not 1 <= year <= 9999:
        raise BoardError(place, shown(node), "một năm từ 1 đến 9999")
    return year


def _parameters(node: Node, place: Place) -> Mapping[str, object]:
    fields = Fields(node, place)
    return {key: fields.need(key, _plain) for key in fields.keys}


def _plain(node: Node, place: Place) -> object:
    """A parameter's value in plain Python types; the regulation set knows which type it has to have."""
    if isinstance(node, Pairs):
        fields = Fields(node, place)
        return {key: fields.need(key, _plain) for key in fields.keys}
    if isinstance(node, list):
        return [_plain(item, (*place, index)) for index, item in enumerate(node)]
    if isinstance(node, Constant):
        raise BoardError(place, shown(node), "một giá trị JSON")
    if isinstance(node, Number):
        # No parameter is a decimal or a giant: such a number stays as it was written, for the refusal to quote.
        return int(node.text) if is_integer(node) else node
    return text(node, place) if isinstance(node, str) else node


def _subject(node: Node, place: Place) -> Subject:
    fields = Fields(node, place)
    kind = fields.need("kind", _subject_kind)
    fixed = fields.maybe("fixed_level", _fixed_level)
    if fixed is not None:
        fields.allow(_REFERENCE_KEYS, "đối tượng có fixed_level chỉ để tham chiếu, chỉ có các khóa")
    else:
        fields.allow(_KEYS_BY_KIND[kind], f"đối tượng loại {kind} chỉ có các khóa")
    if "criteria" in fields.keys and "points" in fields.keys:
        raise BoardError((*place, "points"), "có cả criteria và points", "một trong hai")
    return Subject(
        id=fields.need("id", text),
        kind=kind,
        name=fields.get("name", text, ""),
        group=fields.maybe("group", text),
        review_closed=fields.get("review_closed", boolean, True),
        fixed_level=fixed,
        criteria=fields.get("criteria", _criteria, ()),
        points=fields.maybe("points", _points),
        own_ceiling=fields.maybe("own_ceiling", _level),
        attested=fields.get("attested", boolean, True),
        facts=fields.get("facts", _person_facts if kind is SubjectKind.INDIVIDUAL else _body_facts, NO_FACTS),
        organization=fields.maybe("organization", text),
        heads=fields.get("heads", list_of(text), ()),
        appointed_on=fields.maybe("appointed_on", day),
        founded_on=fields.maybe("founded_on", day),
        merged_on=fields.maybe("merged_on", day),
        split_on=fields.maybe("split_on", day),
        new_head=fields.maybe("new_head", _new_head),
        proposed=fields.maybe("proposed", _level),
    )


def _criteria(node: Node, place: Place) -> tuple[Criterion, ...]:
    """The same few lists stand on a board again and again; one that is wrong is read once more, to name its place."""
    try:
        return _usual_criteria(tuple(node)) if isinstance(node, list) else _criteria_at(node, place)
    except (BoardError, TypeError):  # a list inside, which no criterion has, cannot be remembered
        return _criteria_at(node, place)


@lru_cache(maxsize=4096)
def _usual_criteria(nodes: tuple[Node, ...]) -> tuple[Criterion, ...]:
    return _criteria_at(list(nodes), ())


def _criteria_at(node: Node, place: Place) -> tuple[Criterion, ...]:
    criteria = list_of(_criterion)(node, place)
    if not criteria:
        raise BoardError(place, "danh sách trống", "ít nhất một tiêu chí")
    seen: set[str] = set()
    for index, criterion in enumerate(criteria):
        if criterion.code in seen:
            raise BoardError((*place, index, "code"), f"{quoted(criterion.code)} đã dùng", "mã tiêu chí không trùng")
        seen.add(criterion.code)
    return criteria


def _criterion(node: Node, place: Place) -> Criterion:
    fields = Fields(node, place)
    fields.allow(("code", "degree", "result", "basic"), "tiêu chí chỉ có các khóa")
    return Criterion(
        code=fields.need("code", text),
        degree=fields.need("degree", _degree),
        result=fields.need("result", boolean),
        basic=fields.maybe("basic", boolean),
    )


def _points(node: Node, place: Place) -> Points:
    fields = Fields(node, place)
    fields.allow(("general", "results"), "điểm chỉ có các khóa")
    return Points(
        general=fields.need("general", decimal_between(0, 30)), results=fields.need("results", decimal_between(0, 70))
    )


def _body_facts(node: Node, place: Place) -> Facts:
    fields = Fields(node, place)
    fields.allow(_BODY_FACTS, "sự việc của tập thể, tổ chức chỉ có các khóa")
    return Facts(
        collective_discipline=fields.maybe("collective_discipline", _collective_discipline),
        member_disciplines=fields.get("member_disciplines", list_of(_record), ()),
        disunity_concluded=fields.get("disunity_concluded", boolean, False),
        degradation_concluded=fields.get("degradation_concluded", boolean, False),
        targets_met_percent=fields.get("targets_met_percent", decimal_between(0, 100), Decimal(100)),
        main_targets_met=fields.get("main_targets_met", boolean, True),
        force_majeure=fields.get("force_majeure", boolean, False),
    )


def _person_facts(node: Node, place: Place) -> Facts:
    fields = Fields(node, place)
    fields.allow(("disciplines",), "sự việc của cá nhân chỉ có khóa")
    return Facts(disciplines=fields.get("disciplines", list_of(_record), ()))


def _collective_discipline(node: Node, place: Place) -> CollectiveDiscipline:
    fields = Fields(node, place)
    fields.allow(("self_detected", "remedied", "counted_before"), "kỷ luật tập thể chỉ có các khóa")
    return CollectiveDiscipline(
        self_detected=fields.need("self_detected", boolean),
        remedied=fields.need("remedied", boolean),
        counted_before=fields.get("counted_before", boolean, False),
    )


def _record(node: Node, place: Place) -> DisciplineRecord:
    fields = Fields(node, place)
    fields.allow(("degree", "counted_before", "violation"), "quyết định kỷ luật chỉ có các khóa")
    return DisciplineRecord(
        degree=fields.need("degree", _discipline),
        counted_before=fields.get("counted_before", boolean, False),
        violation=fields.maybe("violation", text),
    )


def _new_head(node: Node, place: Place) -> NewHead:
    fields = Fields(node, place)
    fields.allow(("transferred_on", "reason"), "người đứng đầu mới chuyển đến chỉ có các khóa")
    return NewHead(transferred_on=fields.need("transferred_on", day), reason=fields.need("reason", text))


def _group(node: Node, place: Place) -> Group:
    fields = Fields(node, place)
    fields.allow(("id", "kind", "ballot", "carried", "exception"), "nhóm chỉ có các khóa")
    return Group(
        id=fields.need("id", text),
        kind=fields.need("kind", _group_kind),
        ballot=fields.maybe("ballot", _ballot),
        carried=fields.maybe("carried", _carried),
        exception=fields.maybe("exception", _exception),
    )


def _exception(node: Node, place: Place) -> CapDecision:
    fields = Fields(node, place)
    fields.allow(("rate", "decision"), "ngoại lệ về tỷ lệ chỉ có các khóa")
    return CapDecision(rate=fields.need("rate", integer), reference=fields.need("decision", text))


def _carried(node: Node, place: Place) -> Carried:
    """Counts of the group's members at other meetings; each is part of the one before."""
    fields = Fields(node, place)
    fields.allow(("size", "passed", "excellent"), "số liệu của phiên khác chỉ có các khóa")
    found = Carried(
        size=fields.need("size", integer),
        passed=fields.need("passed", integer),
        excellent=fields.need("excellent", integer),
    )
    if not 0 <= found.excellent <= found.passed <= found.size:
        raise BoardError(place, "số liệu không khớp", "0 ≤ excellent ≤ passed ≤ size")
    return found


def _ballot(node: Node, place: Place) -> Ballot:
    fields = Fields(node, place)
    fields.allow(("entitled", "present", "round1", "round2"), "kết quả bỏ phiếu chỉ có các khóa")
    return Ballot(
        entitled=fields.need("entitled", integer),
        present=fields.need("present", integer),
        round1=fields.need("round1", _votes),
        round2=fields.get("round2", _votes, {}),
    )


def _votes(node: Node, place: Place) -> Mapping[str, int]:
    fields = Fields(node, place)
    return {key: fields.need(key, integer) for key in fields.keys}
