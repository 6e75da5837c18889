"""What is left of the engine without checks and explanations: the yardstick of its benchmark, run as a program.

`python plain_evaluator.py BOARD.json` reads the same file, applies the rules that the benchmark's board needs (degrees,
ceiling of the head, first ballot, places of a group) and prints the levels; it never says why, and believes every file.
"""

import json
import sys
from pathlib import Path
from typing import Any

ORDER = {"K": 1, "TB": 2, "T": 3, "X": 4}
LEVELS = ("", "KHT", "HT", "HTT", "XS")


def evaluate(document: dict[str, Any]) -> dict[str, Any]:
    """Levels and figures, nothing else."""
    highest: dict[str, int] = {}
    level: dict[str, int] = {}
    members: dict[str, list[str]] = {}
    for one in document["subjects"]:
        result = min((ORDER[row["degree"]] for row in one["criteria"] if row["result"]), default=4)
        others = min((ORDER[row["degree"]] for row in one["criteria"] if not row["result"]), default=4)
        highest[one["id"]] = 4 if result > 3 and others > 2 else 3 if result > 2 and others > 1 else min(result, others)
        members.setdefault(one["group"], []).append(one["id"])
    for kind in ("collectives", "leaders"):
        for one in document["subjects"] if kind == "leaders" else ():
            for body in one.get("heads", ()):
                highest[one["id"]] = min(highest[one["id"]], level[body])
        for group in document["groups"]:
            if group["kind"] == kind:
                ballot = group["ballot"]
                for one_id in members[group["id"]]:
                    good = 2 * ballot["round1"].get(one_id, 0) > ballot["entitled"] and highest[one_id] > 2
                    level[one_id] = 3 if good else min(highest[one_id], 2)
    figures = []
    for group in document["groups"]:
        passed = sum(level[one_id] > 2 for one_id in members[group["id"]])
        figures.append({"id": group["id"], "passed": passed, "places": passed // 5})
    subjects = [{"id": one, "highest": LEVELS[highest[one]], "level": LEVELS[level[one]]} for one in highest]
    return {"subjects": subjects, "groups": figures}


if __name__ == "__main__":
    print(json.dumps(evaluate(json.loads(Path(sys.argv[1]).read_bytes()))))
