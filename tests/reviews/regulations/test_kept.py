"""A set kept whole says years later what it said, whatever happens to the files it was made of."""

import json

import pytest

from reviews.regulations.errors import KeptSetError
from reviews.regulations.kept import decode, encode, keep, open_kept
from reviews.regulations.loader import available_sets, load_set, load_state_set
from reviews.regulations.schema import registry


@pytest.mark.parametrize("code", available_sets())
def test_a_kept_set_is_the_same_set(code):
    regulation = load_set(code)

    opened = open_kept(keep(regulation))

    assert opened == regulation
    assert opened.digest == regulation.digest
    assert {name: opened.value(name) for name in registry() if "[]" not in name} == {
        name: regulation.value(name) for name in registry() if "[]" not in name
    }
    assert keep(opened) == keep(regulation)


def test_a_kept_set_of_two_lines_keeps_both():
    opened = open_kept(keep(load_set("son-la-bdt-2022")))

    assert opened.source("cap.rate") == load_set("son-la-bdt-2022").source("cap.rate")
    assert opened.built_from.lineage.state.own.code == load_state_set("nghi-dinh-90-2020").code


@pytest.mark.clause("HY-C.2-2")
def test_a_kept_set_answers_from_its_own_registry_and_ledger():
    text = keep(load_set("cho-chu-2024"))
    later = decode(text)
    row = next(one for one in later["registry"]["parameter"] if one["name"] == "notify.days")
    row["default"] = 9
    later["lineage"]["issuer"][0]["content"]["exempt"]["minMonths"]["source"] = {"clause": "CC-KHONG-CON"}
    gone = [one for one in later["registry"]["parameter"] if one["name"] != "appeal.answerDays"]
    later["registry"]["parameter"] = gone

    with pytest.raises(KeptSetError, match="không khớp"):
        open_kept(encode(later))
    opened = open_kept(encode(resealed(later)))

    assert opened.value("notify.days") == 9
    assert opened.source("exempt.minMonths").clauses == ("CC-KHONG-CON",)
    assert opened.value("appeal.answerDays") == 30, "a parameter that came later answers as it does today"
    assert load_set("cho-chu-2024").value("notify.days") == 5


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "lineage": {}}'])
def test_what_is_no_kept_set_is_refused(text):
    with pytest.raises(KeptSetError):
        open_kept(text)


def resealed(whole):
    """The content with the digest that it has now."""
    from reviews.regulations.building import _digest
    from reviews.regulations.ground import Ground

    ground = Ground(whole["registry"], whole["defaults"], tuple(whole["frames"]), is_kept=True)
    contents = []
    line = whole["lineage"]
    while line is not None:
        contents += [one["content"] for one in line["issuer"]]
        line = line["party"]
    whole["digest"] = _digest([*contents, whole["defaults"]], ground)
    json.loads(encode(whole))
    return whole
