"""How many subjects a second the engine judges, each with its reasons and arithmetic, and the whole `rate` command."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from ratings.engine.board_file import read_board_file
from ratings.engine.command import rate
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from reviews.regulations.loader import load_set

SET = "hung-yen-2019"
RESULT, REMAINING = ("2a", "2b", "2c"), ("1a", "1b", "2d", "3")
PAIRS = 10_000
GROUP_SIZE = 100
ROUNDS = 5


@dataclass(frozen=True)
class Throughput:
    """Subjects a second of processor time, the best of the rounds."""

    subjects: int
    evaluated: float
    from_file_to_file: float


def measure() -> Throughput:
    """Bodies and their heads in groups of a hundred, all balloted, more tops proposed than there are places."""
    content = json.dumps(_document()).encode()
    board = read_board_file(content).board
    rules = rules_of(load_set(SET))
    count = len(board.subjects)
    return Throughput(
        subjects=count,
        evaluated=count / _seconds(lambda: evaluate(board, rules)),
        from_file_to_file=count / _seconds(lambda: rate(content)),
    )


def _document() -> dict[str, Any]:
    draw = Random(2024)
    subjects: list[dict[str, Any]] = []
    votes: dict[tuple[str, str], dict[str, int]] = {}
    for number in range(PAIRS):
        body, head, place = f"tap-the-{number}", f"can-bo-{number}", number // GROUP_SIZE
        for name, kind, group_kind in ((body, "collective", "collectives"), (head, "individual", "leaders")):
            degree = draw.choice("XTT")
            group = f"{group_kind}-{place}"
            subjects.append(
                {
                    "id": name,
                    "kind": kind,
                    "group": group,
                    "criteria": [
                        {"code": code, "degree": degree, "result": code in RESULT} for code in (*REMAINING, *RESULT)
                    ],
                    "proposed": "XS" if degree == "X" else "HTT",
                }
            )
            votes.setdefault((group, group_kind), {})[name] = draw.randint(10, 15)
        subjects[-1]["heads"] = [body]
    groups = [
        {"id": group, "kind": kind, "ballot": {"entitled": 15, "present": 15, "round1": counts}}
        for (group, kind), counts in votes.items()
    ]
    return {"regulation": SET, "rating_date": "2019-12-20", "subjects": subjects, "groups": groups}


def _seconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent)
