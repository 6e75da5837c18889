"""What the refusal of a board says: the place, what stands there, what is expected."""

import json
from datetime import date
from typing import Any

import pytest

from ratings.engine.board import Board, Subject, SubjectKind
from ratings.engine.command import rate
from ratings.engine.consistency import BoardError
from ratings.engine.evaluate import evaluate
from ratings.engine.rules import RatingRules
from ratings.engine.scales import Level

from .case_files import board

LEVELS = "X, T, TB, K"


def refusal(content: str) -> str:
    """The line for a board that must be refused."""
    with pytest.raises(BoardError) as refused:
        rate(content.encode())
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("cap.rate", "101", '["cap.rate"]: 101; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "2e1", '["cap.rate"]: 2e1; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "20.0", '["cap.rate"]: 20.0; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "1e999999999", '["cap.rate"]: 1e999999999; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", '"20"', '["cap.rate"]: "20"; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "true", '["cap.rate"]: true; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "null", '["cap.rate"]: null; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("cap.rate", "{}", '["cap.rate"]: một đối tượng {…}; cần một số nguyên từ 0 đến 100 (phần trăm)'),
        ("exempt.minMonths", "9" * 50, f'["exempt.minMonths"]: {"9" * 40}…; cần một số nguyên từ 0 đến 1000000'),
        ("cap.base", '"all"', '["cap.base"]: "all"; cần một trong: passedRound1, finalHTT'),
        ("vote.quorum", '"3/2"', '["vote.quorum"]: "3/2"; cần một phân số từ 0 đến 1 viết dạng chữ, ví dụ "2/3"'),
        ("level.HT.minDegree", "[2]", f'["level.HT.minDegree"]: một danh sách […]; cần một cấp độ: {LEVELS}'),
        ("level.XS.minDegree", '["X", "B"]', f'["level.XS.minDegree"][1]: "B"; cần một cấp độ: {LEVELS}'),
        (
            "level.XS.minDegree",
            '[["X"], "T"]',
            f'["level.XS.minDegree"][0]: một danh sách […]; cần một cấp độ: {LEVELS}',
        ),
        (
            "level.XS.minDegree",
            '{"result": "X", "remaining": 3}',
            f'["level.XS.minDegree"].remaining: 3; cần một cấp độ: {LEVELS}',
        ),
        (
            "level.XS.minDegree",
            '"X/B"',
            f'["level.XS.minDegree"]: "X/B"; cần hai cấp độ (kết quả, còn lại) trong {LEVELS}, ví dụ ["X", "T"]',
        ),
        (
            "cap.smallGroup.kinds",
            '["leaders", "leader"]',
            '["cap.smallGroup.kinds"][1]: "leader"; cần một trong: party_organizations, collectives, leaders, members',
        ),
        (
            "cap.smallGroup.kinds",
            '"leaders"',
            '["cap.smallGroup.kinds"]: "leaders"; '
            "cần một danh sách gồm: party_organizations, collectives, leaders, members",
        ),
        ("exempt.newOrg", '["merged", 1.50]', '["exempt.newOrg"][1]: 1.50; cần một trong: founded, split, merged'),
        ("scope.namedBodies", '["a", 7]', '["scope.namedBodies"][1]: 7; cần một chuỗi ký tự không để trống'),
        ("notify.days", "-1", '["notify.days"]: -1; cần một số nguyên từ 0 đến 1000000'),
    ],
)
def test_wrong_parameter_says_what_stands_at_its_own_place(name: str, value: str, line: str) -> None:
    content = json.dumps(board("hung-yen-2019", [], parameters={name: "?"})).replace('"?"', value)

    assert refusal(content) == f"$.parameters{line}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("99." + "9" * 40, "99." + "9" * 37 + "…"),
        ("1e-999999999", "1e-999999999"),
        ("1e-31", "1e-31"),
        ("0" + "." + "0" * 40 + "1", "0." + "0" * 38 + "…"),
    ],
)
def test_percentage_with_too_many_digits_is_told_so(written: str, shown: str) -> None:
    body: dict[str, Any] = {"id": "c", "kind": "collective", "facts": {"targets_met_percent": "?"}}
    content = json.dumps(board("hung-yen-2019", [body])).replace('"?"', written)

    assert refusal(content) == (
        f"$.subjects[0].facts.targets_met_percent: {shown} có quá nhiều chữ số; "
        "cần một số từ 0 đến 100, viết không quá 36 ký tự, số mũ từ -30 đến 30"
    )


@pytest.mark.parametrize("written", ["33." + "3" * 33, "5e-30", "1E2", "99.50"])
def test_percentage_of_reasonable_length_is_exact(written: str) -> None:
    body: dict[str, Any] = {"id": "c", "kind": "collective", "facts": {"targets_met_percent": "?"}}
    content = json.dumps(board("hung-yen-2019", [body])).replace('"?"', written)

    assert json.loads(rate(content.encode()))["subjects"][0]["highest"] == "XS"


class Counted(str):
    """A text that counts how often it is compared with another."""

    comparisons = 0
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return str.__eq__(self, other)


def test_head_of_very_many_bodies_is_checked_in_one_pass() -> None:
    bodies = 1_000
    ids = [f"tc-{number}" for number in range(bodies)]
    organizations = [Subject(id=one, kind=SubjectKind.ORGANIZATION, fixed_level=Level.HTT) for one in ids]
    head = Subject(id="p", kind=SubjectKind.INDIVIDUAL, heads=tuple(Counted(one) for one in ids))
    Counted.comparisons = 0

    result = evaluate(
        Board(rating_date=date(2024, 12, 20), year=2024, subjects=(*organizations, head)), RatingRules(code="thu")
    )

    assert result.subjects[0].highest is Level.HTT
    assert Counted.comparisons < 20 * bodies
