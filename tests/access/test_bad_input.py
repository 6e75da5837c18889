"""Whatever is sent to whatever address, the answer is a page that says what is wrong, never a fault of the server."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from orgchart import clock
from tests.access.conftest import taken_back
from tests.access.estate import Estate
from tests.access.matrix import MATRIX
from tests.access.scenes import SCENES, Scene, address, patterns

pytestmark = pytest.mark.django_db

HUGE = 10**30
NASTY: tuple[Any, ...] = (
    "", " ", "x" * 100_000, "a\x00b", "😀" * 130, "한" * 120, "İ" * 120, "=1+1", "-1", "0", str(HUGE),
    "9" * 5_000, "1e400", "NaN", "Infinity", "0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59",
    "32767", "32768", "999999999", "<script>alert(1)</script>", ["1", "2"],
)  # fmt: skip
# Beside sound values in all other fields, where a value gets further than among nonsense.
SHARP = ("x" * 100_000, "a\x00b", "한" * 120, str(HUGE), "NaN", "0001-01-01", "9999-12-31", "32768", ["1", "2"])
# Fields that a sound request may leave out.
OPTIONAL = {
    "orgchart:new_account": ("email",),
    "orgchart:new_person": ("birth_date", "joined_party_on"),
    "orgchart:person": ("birth_date", "joined_party_on"),
    "orgchart:roster": ("tra-loi:o:0:2:3",),
    "orgchart:appoint": ("collective", "is_full_time", "transferred_in_on", "replaces"),
    "orgchart:edit_post": ("is_full_time", "transferred_in_on", "suspended_on", "ended_on"),
    "orgchart:organization_new": (
        "short_name", "committee_form", "has_seal", "has_single_head", "urban_government_since", "valid_from",
        "founded_on", "decision_number",
    ),
    "orgchart:organization_edit": ("committee_form", "urban_government_since", "valid_from", "founded_on"),
    "orgchart:collective_new": ("valid_from",),
    "orgchart:collective_edit": ("valid_from", "valid_to"),
    "orgchart:reorganize@sap-nhap": ("posts", "decision_number"),
    "orgchart:reorganize@chia-tach": ("goes_on", "part_2"),
    "orgchart:reorganize@chuyen-giao": ("new_superior", "former_opinion"),
    "orgchart:join_cell": ("ended_on", "moves"),
    "orgchart:set_manager": ("managing_body",),
    "orgchart:discipline_person": ("same_case_as", "self_detected", "remedied"),
    "reviews:cycle_new": ("plan_number", "plan_date"),
    "reviews:deadline_new": ("receiver",),
    "reviews:conference_new": ("chair", "chair_reason", "secretary"),
    "reviews:conference_change": ("chair", "chair_reason", "secretary"),
    "reviews:item_conclude": ("weaknesses", "viec"),
    "reviews:item_start": ("without_others", "late_waiver"),
    "reviews:comment_judge": ("note",),
    "reviews:review_edit": ("II-1-choice", "self_level", "self_level-version", "I-1-degree", "then"),
    "reviews:save_section": ("degree",),
    "reviews:save_shortcoming": ("progress", "responsible"),
    "ratings:appraise": (
        "main_targets_met", "force_majeure", "disunity", "degradation", "new_head_transferred_on", "new_head_reason",
        "note",
    ),
    "ratings:verdict": ("force_majeure", "new_head_transferred_on", "new_head_reason", "note"),
    "dossiers:upload": ("declared_year",),
}  # fmt: skip


def doing() -> list[str]:
    """The addresses that do something."""
    return [name for name in MATRIX if 405 not in MATRIX[name][1].values()]


def who(name: str, method: str) -> str:
    """A role that is let in; a state may refuse it all the same."""
    codes = MATRIX[name][method == "POST"]
    return next(role for role in ("office", "head", "own", "admin", "anonymous") if codes[role] in {200, 302, 409})


def fields_of(name: str, estate: Estate) -> dict[str, Any]:
    """What a sound request sends, with the fields that it may leave out."""
    return dict.fromkeys(OPTIONAL.get(name, ()), "") | dict(SCENES.get(name, Scene()).payload(estate))


def shown(value: Any) -> str:
    """A value short enough for the message of a failed test."""
    return repr(value)[:40]


@pytest.mark.slow
@pytest.mark.parametrize("name", doing())
def test_nonsense_in_every_field_is_answered(world, name):
    SCENES.get(name, Scene()).arrange(world.ours)
    role, url, fields = who(name, "POST"), address(name, world.ours), fields_of(name, world.ours)

    broken = [shown(value) for value in NASTY if _fails(world, role, url, dict.fromkeys(fields, value))]

    assert broken == []


@pytest.mark.slow
@pytest.mark.parametrize("name", doing())
def test_nonsense_in_one_field_is_answered(world, name):
    SCENES.get(name, Scene()).arrange(world.ours)
    role, url, fields = who(name, "POST"), address(name, world.ours), fields_of(name, world.ours)
    foreign = [row.pk for key, row in world.theirs.rows.items() if key in {"own", "collective", "front", "group"}]

    broken = [
        (field, shown(value))
        for field in fields
        for value in (*SHARP, *foreign)
        if _fails(world, role, url, fields | {field: value})
    ]

    assert broken == []


def _fails(world: Any, role: str, url: str, payload: Any) -> bool:
    return bool(world.try_out(role, "POST", url, payload).status >= 500)


BODIES = {
    "application/x-www-form-urlencoded": b"full_name=%FF%FE%00&text=%ED%A0%80&note=\xff\xfe",
    "application/json": b'{"text": "\\ud800"}',
    "multipart/form-data": b"no boundary",
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff\x00\r\n",
    "text/plain; charset=no-such-one": b"x=1",
}


@pytest.mark.parametrize("name", doing())
def test_body_that_is_no_form_is_answered(world, name):
    role, url = who(name, "POST"), address(name, world.ours)
    broken = []

    for kind, body in BODIES.items():
        with taken_back():
            answer = world.client(role).generic("POST", url, body, content_type=kind)
            list(answer)  # a file is closed at its end
            if answer.status_code >= 500:
                broken.append(kind)

    assert broken == []


def numbered() -> Iterator[tuple[str, str]]:
    """Every part of an address that is a number."""
    for name in MATRIX:
        for part in patterns()[name.partition("@")[0]]:
            if part == "year" or part.endswith("_id") or part == "number":
                yield name, part


@pytest.mark.parametrize(("name", "part"), list(numbered()))
def test_numbers_in_an_address_that_are_nowhere_are_not_found(world, name, part):
    scene = SCENES.get(name, Scene())
    scene.arrange(world.ours)
    method = "POST" if 405 not in MATRIX[name][1].values() else "GET"

    for number in (0, HUGE):
        url = address(name, world.ours, **{part: number})
        answer = world.try_out(who(name, method), method, url, scene.payload(world.ours))

        assert answer.status in {403, 404}, number


QUERIES = (
    "can-bo/?tim={}", "can-bo/?page={}", "can-bo/?don-vi={}", "can-bo/?chi-bo={}", "can-bo/?vai-tro={}",
    "to-chuc/?tim={}", "to-chuc/?ngay={}", "to-chuc/?nhanh={}", "to-chuc/?page={}", "cap-tren-cap-duoi/?ngay={}",
    "ky-luat/?page={}", "van-ban/?hop={}", "van-ban/?page={}", "nhat-ky/?page={}",
    "nhap-danh-sach/?page={}",
    "2024/kiem-diem/?tim={}", "2024/kiem-diem/?trang_thai={}", "2024/kiem-diem/?don_vi={}", "2024/kiem-diem/?page={}",
    "2024/tien-do/?thieu={}", "2024/xep-loai/doi-tuong/?page={}", "2024/ho-so/?page={}", "2024/ho-so/?thieu={}",
    "2024/ho-so-den/?page={}",
)  # fmt: skip


WORDS = ("%00", "a%00b", "%FF", "%ED%A0%80", "-1", "0", str(HUGE), "9" * 4_500, "%F0%9F%98%80", "%27")


@pytest.mark.parametrize("query", QUERIES)
def test_nonsense_behind_the_question_mark_is_answered(world, query):
    page = f"/{world.ours.tenant.slug}/{query}"

    assert {word: world.ask("office", "GET", page.format(word)).status for word in WORDS} == dict.fromkeys(WORDS, 200)


@pytest.mark.parametrize("row", ["conference", "board"])
def test_nonsense_on_the_page_of_a_meeting_is_answered(world, row):
    name = "reviews:conference" if row == "conference" else "ratings:board"
    url = address(name, world.ours)

    for word in ("%00", "%FF", str(HUGE), "bien-ban%00"):
        for query in (f"?xem={word}", f"?noi-dung={word}"):
            assert world.ask("office", "GET", url + query).status == 200


@pytest.mark.parametrize(
    "referer",
    ["http://[", "http://testserver//elsewhere.example/", "javascript:alert(1)", "http://testserver:x/", "\udcff"],
)
def test_refusal_leads_back_to_our_own_pages_only(world, referer):
    """Whoever is refused is offered the way back; where that is nonsense, the way home."""
    world.ours.put("own_review", state="circulated")
    url = address("reviews:circulate", world.ours)
    client = world.client("office")

    answer = client.post(url, HTTP_REFERER=referer)

    assert answer.status_code == 409
    assert "elsewhere" not in answer.text
    assert "javascript:" not in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_demo_cannot_be_sent_to_the_ends_of_the_calendar(world, settings, tmp_path, day):
    """There every page would fail that computes the day before or after, the one that leads back too."""
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    clock.set_demo_day(date(2024, 11, 5))

    world.ask("office", "POST", address("orgchart:set_demo_day", world.ours), {"day": day})

    assert clock.demo_day() == date(2024, 11, 5)
