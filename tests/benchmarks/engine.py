"""What the engine costs on the board of a whole province, from file to file, beside a program that explains nothing."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import floor
from pathlib import Path
from random import Random
from typing import Any

from ratings.engine.board_file import read_board_file
from ratings.engine.evaluate import evaluate
from ratings.engine.from_set import rules_of
from reviews.regulations.loader import load_set

SET = "hung-yen-2019"
RESULT, REMAINING = ("2a", "2b", "2c"), ("1a", "1b", "2d", "3")
PAIRS = 50_000
GROUP_SIZE = 20
ROUNDS = 2
ROOT = Path(__file__).parents[2]
RATE = (str(ROOT / "manage.py"), "rate")
PLAIN = (str(Path(__file__).with_name("plain_evaluator.py")),)


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time and the most memory of one process, the best of the rounds."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """Everything of one run, so that the ratios compare like with like."""

    subjects: int
    groups: int
    command: Cost
    plain: Cost
    evaluated: float
    bare: float


def measure(folder: Path) -> Measured:
    """Bodies and their heads in groups of twenty, all balloted, more tops proposed than there are places.

    The programs run first: a process starts with the memory mark of the one that started it.
    """
    file = folder / "board.json"
    subprocess.run((sys.executable, "-m", "tests.benchmarks.engine", str(file)), check=True, cwd=ROOT)
    command, plain = _cost((*RATE, str(file))), _cost((*PLAIN, str(file)))
    content = file.read_bytes()
    board, rules = read_board_file(content).board, rules_of(load_set(SET))
    return Measured(
        subjects=len(board.subjects),
        groups=len(board.groups),
        command=command,
        plain=plain,
        evaluated=_seconds(lambda: evaluate(board, rules)),
        bare=_bare_loop(json.loads(content)),
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


def _cost(command: tuple[str, ...]) -> Cost:
    """Run a program; the kernel tells what it used."""
    found = []
    for _ in range(ROUNDS):
        process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        found.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(found, key=lambda one: one.seconds)


@dataclass(slots=True)
class _Row:
    degrees: tuple[int, ...]
    result: tuple[bool, ...]
    group: int


def _bare_loop(document: dict[str, Any]) -> float:
    """Degrees to a grade, then the cap per group with ranking: rows in memory, no ceilings, no ballots, no words."""
    order = {"K": 1, "TB": 2, "T": 3, "X": 4}
    places = {group["id"]: number for number, group in enumerate(document["groups"])}
    rows = [
        _Row(
            tuple(order[one["degree"]] for one in subject["criteria"]),
            tuple(one["result"] for one in subject["criteria"]),
            places[subject["group"]],
        )
        for subject in document["subjects"]
    ]

    def loop() -> None:
        groups: dict[int, list[int]] = {}
        for row in rows:
            worst, worst_result = 4, 4
            for degree, is_result in zip(row.degrees, row.result, strict=True):
                if is_result:
                    worst_result = min(worst_result, degree)
                else:
                    worst = min(worst, degree)
            grade = 4 if worst_result == 4 and worst > 2 else 3 if worst_result > 2 and worst > 1 else 2
            groups.setdefault(row.group, []).append(grade)
        for grades in groups.values():
            grades.sort(reverse=True)
            allowed = floor(sum(grade > 2 for grade in grades) / 5)
            grades[allowed:] = [min(grade, 3) for grade in grades[allowed:]]

    return _seconds(loop)


def _seconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(_document()))
