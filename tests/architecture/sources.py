"""The project's own files, for the tests of its conventions."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("orgchart", "reviews", "ratings", "dossiers")


def modules(*folders: str, migrations: bool = False) -> list[Path]:
    """Return the Python modules below these folders of the project."""
    found = (path for folder in folders or (*APPS, "config") for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if migrations or "migrations" not in path.parts)


def templates() -> list[Path]:
    """Return all templates."""
    found = (path for folder in ("templates", *APPS) for path in (ROOT / folder).rglob("*.html"))
    return sorted(found)


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    """Return the path as it is said."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of attributes, with what it starts from left out when that is no plain name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
