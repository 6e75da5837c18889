"""The one matrix role × step × action, as data: read once, checked at the start, asked everywhere."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgchart.kinds import Role

SOURCE = Path(__file__).with_name("matrix.toml")


class MatrixIsWrong(Exception):
    """The file names what is no role, or leaves a role out."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{SOURCE.name}, {where}: {why}")


@dataclass(frozen=True)
class RoleRule:
    """What holds for a role as such."""

    second_factor: bool
    lends: bool


@dataclass(frozen=True)
class Action:
    """One line of the matrix."""

    code: str
    step: str
    title: str
    roles: frozenset[str]
    links: str = ""


def read_matrix(source: Mapping[str, Any]) -> tuple[dict[str, RoleRule], dict[str, Action]]:
    """The rules of all roles and the actions in the order of the file; raises MatrixIsWrong."""
    rules = {code: RoleRule(**rule) for code, rule in source["role"].items()}
    if missing := set(Role.values) ^ set(rules):
        raise MatrixIsWrong("role", f"not the roles of the product: {', '.join(sorted(missing))}")
    actions = {}
    for code, line in source["action"].items():
        if unknown := set(line["roles"]) - set(rules):
            raise MatrixIsWrong(f"action.{code}", f"unknown roles {', '.join(sorted(unknown))}")
        actions[code] = Action(code, line["step"], line["title"], frozenset(line["roles"]), line.get("links", ""))
    return rules, actions


RULES, ACTIONS = read_matrix(tomllib.loads(SOURCE.read_text(encoding="utf-8")))


def allows(action: str, roles: Iterable[str]) -> bool:
    """Whether one of the roles carries the right; an action that is not in the matrix is a mistake of ours."""
    return not ACTIONS[action].roles.isdisjoint(roles)


def held_by(roles: Iterable[str]) -> frozenset[str]:
    """Every action that follows from these roles."""
    given = set(roles)
    return frozenset(code for code, action in ACTIONS.items() if not action.roles.isdisjoint(given))


def needs_second_factor(role: str) -> bool:
    """Whether the role may be used only after a login with a second factor."""
    return RULES[role].second_factor


def can_be_lent(role: str) -> bool:
    """Whether its holder may lend it to somebody else for a time."""
    return RULES[role].lends
