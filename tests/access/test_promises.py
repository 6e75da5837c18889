"""The list of promises names tests that exist, one with its negative control for each."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, tree

LIST = Path(__file__).with_name("README.md")
TESTS = ROOT / "tests"
PROMISES = {*range(1, 55), *range(57, 63), 68}


def lines() -> dict[int, tuple[list[str], list[str]]]:
    """The proofs and the negative controls of every promise."""
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        int(number): (re.findall(r"`([^`]+)`", proof), re.findall(r"`([^`]+)`", control))
        for number, proof, control in rows
    }


def test_every_promise_has_a_proof_and_a_negative_control():
    assert set(lines()) == PROMISES
    assert [number for number, (proofs, controls) in lines().items() if not proofs or not controls] == []


@pytest.mark.parametrize("number", sorted(PROMISES))
def test_tests_of_a_promise_exist(number):
    proofs, controls = lines()[number]

    assert [named for named in proofs + controls if not exists(named)] == []


def exists(named: str) -> bool:
    file, _, test = named.partition("::")
    path = TESTS / file
    if not path.exists():
        return False
    names = {node.name for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)}
    return bool(names) if test == "*" else test in names
