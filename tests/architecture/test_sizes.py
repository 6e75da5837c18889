"""Small pieces: modules, views and templates that one can take in at a glance."""

import ast

from tests.architecture.sources import lines, modules, name, templates, tree


def test_modules_stay_under_400_lines():
    everything = [*modules(), *modules("tests")]

    assert {name(path): lines(path) for path in everything if lines(path) >= 400} == {}


def test_views_stay_under_25_lines():
    views = [path for path in modules() if "views" in path.parts or path.name == "views.py"]
    long = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in views
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno + 1 >= 25
    }

    assert long == {}


def test_templates_stay_under_150_lines():
    assert {name(path): lines(path) for path in templates() if lines(path) >= 150} == {}


def test_components_say_what_they_take():
    silent = [
        name(path)
        for path in templates()
        if path.parent.name == "_components" and not path.read_text(encoding="utf-8").startswith("{% comment %}")
    ]

    assert silent == []


def test_no_module_is_named_after_nothing():
    nothing = {"utils", "common", "core", "helpers", "misc"}

    assert [name(path) for path in modules() if nothing & {path.stem, *path.parent.parts}] == []
