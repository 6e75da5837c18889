"""For every address: where it points, what has to stand there first, and what a sound request sends."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ratings.services.ballots import Count, open_round_1, open_round_2, record_ballot
from ratings.services.inspections import Question, preview_file
from reviews.models import Attendance
from reviews.queries.written import sections_of
from tests.access.chart_scenes import CHART, PERSON, POST
from tests.access.estate import Estate, finished_year
from tests.access.scene import Scene, fixed
from tests.access.scenes_aftermath import AFTERMATH_PARTS, aftermath_scenes
from tests.access.scenes_by_points import POINT_SCENES
from tests.access.scenes_keeping import KEEPING_SCENES
from tests.access.scenes_of_accounts import ACCOUNT_SCENES
from tests.access.scenes_papers import PAPER_SCENES, printed_for_real
from tests.access.scenes_ratings import RATING_SCENES
from tests.access.scenes_reviews import REVIEW_PARTS, review_scenes
from tests.access.scenes_sets import SET_SCENES
from tests.access.scope_scenes import RULING, SUBORDINATE, letter_upward, shown_changes, three_posts
from tests.factories.orgchart import NOON
from tests.orgchart.imports.messy import decisions, plain

OWN_APPS = ("orgchart", "reviews", "ratings", "dossiers")
# Parts of addresses that are rows, by the name of the row that stands for them; some apps mean another row.
ROWS = {
    "person_id": "own", "post_id": "own_post", "job_id": "job", "review_id": "own_review", "body_id": "spare",
    "shortcoming_id": "shortcoming", "conference_id": "conference", "item_id": "body_item", "comment_id": "comment",
    "case_id": "own_case", "board_id": "board", "group_id": "group", "dossier_id": "own_dossier",
    "submission_id": "submission", "file_id": "file", "decision_id": "decision", "subject_id": "own_subject",
    "document_id": "document", "batch_id": "scan_batch", "pile_id": "print_batch",
    "package_id": "package", "hold_id": "hold", "disposal_id": "disposal", "erasure_id": "erasure",
    "letter_id": "office_letter", "recipient_id": "letter_recipient",
    "inspection_id": "inspection", "finding_id": "finding", "account_id": "account", "delegation_id": "delegation",
    "record_id": "record", "object_id": "cell", "import_id": "roster",
    **REVIEW_PARTS, **AFTERMATH_PARTS,
    "organization_id": "front", "collective_id": "collective", "membership_id": "membership",
    "supervision_id": "supervision", "link_id": "management", "managed_id": "own_post",
}  # fmt: skip
ROWS_OF = {
    ("orgchart", "envelope_id"): "letter",
    ("orgchart:ask_erasure", "person_id"): "clerk",
    ("ratings", "envelope_id"): "order_letter",
    ("ratings:inspection_from_file", "envelope_id"): "inspection_file",
    ("orgchart:letter_file", "file_id"): "letter_file",
    ("reviews", "case_id"): "open_case",
    ("orgchart:discipline_edit", "record_id"): "discipline",
    ("dossiers", "item_id"): "paper",
    ("dossiers:envelope_file", "file_id"): "envelope_file",
    ("dossiers:envelope_file_preview", "file_id"): "envelope_file",
    ("dossiers:envelope_file_page", "file_id"): "envelope_file",
}
PLAIN = {
    "year": 2024, "key": "II-1", "kind": "tap-the", "number": 1, "slug": "bat-dau", "permission": "enter_for_cell",
    "entry": "chuc-vu",
    "name": "notify.days", "page": 0,
}  # fmt: skip


@cache
def patterns() -> dict[str, list[str]]:
    """Every address of the project by its full name, with the names of its parts."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, space: str) -> Any:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", list(entry.pattern.converters)


def own_names() -> list[str]:
    """The addresses of the four apps."""
    return [name for name in patterns() if name.partition(":")[0] in OWN_APPS]


def row_of(name: str, part: str) -> str | None:
    """Which row a part of an address stands for."""
    plain = name.partition("@")[0]
    given = SCENES.get(name, Scene()).rows.get(part)
    return given or ROWS_OF.get((plain, part)) or ROWS_OF.get((plain.partition(":")[0], part)) or ROWS.get(part)


def address(name: str, estate: Estate, **instead: Any) -> str:
    """The address of the estate's own objects, with some parts replaced."""
    given: dict[str, Any] = {}
    plain = name.partition("@")[0]
    scene = SCENES.get(name, Scene())
    for part in patterns()[plain]:
        row = row_of(name, part)
        if part in {"tenant", "place"}:
            given[part] = estate.tenant.slug
        elif row is not None:
            given[part] = estate[row].pk
        elif part == "code":
            given[part] = estate["own_set"].code
        elif part in scene.words:
            given[part] = scene.words[part](estate)
        else:
            given[part] = scene.args.get(part, PLAIN.get(part))
    return reverse(plain, kwargs=given | instead)


# --- What has to stand there -------------------------------------------------------------------------------


def review_in(state: str) -> Callable[[Estate], None]:
    """The review of the person in a state, with the stamps that go with it."""

    def arrange(estate: Estate) -> None:
        account = estate.actors["office"].account
        sent = state not in {"not_started", "draft"}
        done = state in {"final", "confirmed"}
        estate.put(
            "own_review",
            state=state,
            circulated_at=NOON if sent else None,
            circulated_by=account if sent else None,
            finalised_at=NOON if done else None,
            finalised_by=account if done else None,
        )
        if not done:
            estate.put("own_case", state="self_rated")
        if state == "circulated":
            estate.put("conference", state="announced")
            estate.put("own_place", done_at=None)

    return arrange


def state_of(row: str, state: str, **more: Any) -> Callable[[Estate], None]:
    """A row in a state."""
    return lambda estate: estate.put(row, state=state, **more)


def both(*steps: Callable[[Estate], None]) -> Callable[[Estate], None]:
    """One after the other."""

    def arrange(estate: Estate) -> None:
        for step in steps:
            step(estate)

    return arrange


def nobody_at_hand(estate: Estate) -> None:
    """No item is being discussed."""
    estate.put("body_item", state="waiting")
    estate.put("body_review", state="circulated")


def ballot_open(estate: Estate) -> None:
    """Round 1 of the leaders is open."""
    place = {"board_id": estate["board"].pk, "group_id": estate["group"].pk}
    with estate.inside():
        open_round_1(**place, actor=estate.actors["office"], at=NOON)


def ballot_counted(estate: Estate) -> None:
    """The first sitting of round 1 is typed in; the head's own one follows."""
    ballot_open(estate)
    count(estate, "own", sitting=1)


def all_counted(estate: Estate) -> None:
    """Both rounds of the leaders are over."""
    ballot_counted(estate)
    count(estate, "chair", sitting=2)
    place = {"board_id": estate["board"].pk, "group_id": estate["group"].pk}
    with estate.inside():
        row = open_round_2(**place, actor=estate.actors["office"], at=NOON)
    if row.state == "round_2":
        count(estate, "own", number=2, sitting=1)


def count(estate: Estate, *names: str, sitting: int, number: int = 1, votes: Mapping[str, int] | None = None) -> None:
    """Everybody has voted for everybody, unless told otherwise."""
    given = {estate[f"{name}_case"].pk: (votes or {}).get(name, 5) for name in names}
    with estate.inside():
        record_ballot(
            board_id=estate["board"].pk, group_id=estate["group"].pk, round_number=number, sitting=sitting,
            count=Count(issued=5, returned=5, valid=5, votes=given), actor=estate.actors["office"], at=NOON,
        )  # fmt: skip


def all_reviewed(estate: Estate) -> None:
    """Nobody's review and nobody's level is open any more."""
    estate.put("spare_subject", is_reviewed=False)
    estate.put("board", state="preparing")
    for name in ("body", "chair", "own", "above", "new", "spare"):
        estate.put(f"{name}_subject", rating="none", reason="Chưa đủ thời gian")


def case_told(estate: Estate) -> None:
    """The person's level is decided and told."""
    estate.put("own_case", state="notified", level="HTT", notified_at=NOON)


def at_work(estate: Estate) -> None:
    """One text being written and one waiting to be finished, so that their pages are linked from somewhere.

    The document of the batch is a PDF that can be bound with others, or the file for the printer could not be made;
    somebody else presents the report, and a dossier came back from above.
    """
    unsent = {"circulated_at": None, "circulated_by": None, "finalised_at": None, "finalised_by": None}
    estate.put("chair_review", state="draft", **unsent)
    estate.put("body_review", state="reviewed", finalised_at=None, finalised_by=None)
    printed_for_real(estate)
    estate.put("body_item", presenter=estate["own"])
    estate.put("above_dossier", state="returned", return_reason="Thiếu bản kê khai")


# --- What is sent ------------------------------------------------------------------------------------------


def _version(estate: Estate, key: str) -> int:
    with estate.inside():
        return sections_of(estate["own_review"])[key].version


def _present(estate: Estate) -> Mapping[str, Any]:
    with estate.inside():
        rows = Attendance.objects.filter(conference=estate["conference"]).values_list("pk", flat=True)
        return {f"present-{pk}": "co" for pk in rows}


FINISHED = {
    "body_name": "Đảng bộ xã", "year": 2023, "set_code": "cho-chu-2024", "rating_date": "2023-12-20",
}  # fmt: skip


def _previewed(estate: Estate) -> Mapping[str, Any]:
    content = finished_year(2)
    asked = Question(**FINISHED | {"rating_date": date(2023, 12, 20)})
    preview = preview_file(question=asked, file_name="nam-2023.xlsx", content=content)
    salt = f"ratings.inspection.{estate.tenant.pk}.{estate['cycle'].pk}"
    return {"content": signing.dumps(preview.content, salt=salt, compress=True)}


def _appraisal(estate: Estate) -> Mapping[str, Any]:
    codes = ("1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "3", "4", "5")
    degrees = {f"degree_{code}": "T" for code in codes}
    return degrees | {"version": estate.fresh("own_case").version, "targets_met_percent": 100, "proposed_level": "HT"}


def _ballot(estate: Estate) -> Mapping[str, Any]:
    papers = {"round": 1, "sitting": 1, "issued": 5, "returned": 5, "valid": 5}
    return papers | {f"votes_{estate['own_case'].pk}": 4}


MEETING = {"title": "Họp bổ sung", "held_on": "2024-12-05"}
SCHEDULE = {"starts_at": "2024-12-02T08:00", "days": "0.5", "location": "Hội trường"}

SCENES: dict[str, Scene] = {
    **PAPER_SCENES,
    **KEEPING_SCENES,
    **SET_SCENES,
    "orgchart:set_demo_day": Scene(payload=fixed(day="2024-11-05")),
    "orgchart:subordinates": Scene(payload=fixed(**SUBORDINATE)),
    "orgchart:write_letter": Scene(args={"kind": "question"}, payload=letter_upward),
    "orgchart:settle_envelope": Scene(payload=fixed(action="receive")),
    "orgchart:new_person": Scene(payload=fixed(**PERSON)),
    "orgchart:person": Scene(payload=fixed(**PERSON | {"version": 1})),
    "orgchart:appoint": Scene(
        payload=lambda estate: POST | {"organization": estate["front"].pk},
    ),
    "orgchart:end_post": Scene(payload=fixed(ended_on="2024-11-01")),
    "orgchart:rosters": Scene(
        payload=lambda estate: {
            "since": "2024-01-01",
            "file": SimpleUploadedFile("can-bo.xlsx", plain([1, "Lý Văn Ba", "1970", "", ""])),
        }
    ),
    "orgchart:discipline_imports": Scene(
        payload=lambda estate: {"file": SimpleUploadedFile("ky-luat.xlsx", decisions(estate["own"].full_name))}
    ),
    "orgchart:roster": Scene(payload=fixed(**{"tra-loi:u:khong co": "skip"})),
    **ACCOUNT_SCENES,
    **{name: Scene(**parts) for name, parts in RATING_SCENES.items()},
    **{name: Scene(**parts) for name, parts in CHART.items()},
    "reviews:cycle_new": Scene(
        payload=fixed(year=2025, title="Đợt 2025", set_code="cho-chu-2024", rating_date="2025-11-30")
    ),
    "reviews:deadline_new": Scene(payload=fixed(title="Họp trù bị", last_day="2024-11-20")),
    "reviews:scope_changes": Scene(payload=shown_changes),
    "reviews:decide_case": Scene(payload=fixed(**RULING, audience="key_cadres")),
    "reviews:request_place": Scene(
        arrange=three_posts, payload=lambda estate: RULING | {"collective": estate["body"].pk}
    ),
    "reviews:add_body": Scene(payload=lambda estate: RULING | {"collective": estate["body"].pk}),
    "reviews:cycle_move@issue": Scene(arrange=state_of("cycle", "preparing"), args={"move": "ban-hanh"}),
    "reviews:cycle_move@run": Scene(arrange=state_of("cycle", "issued"), args={"move": "bat-dau"}),
    "reviews:cycle_move@close": Scene(arrange=all_reviewed, args={"move": "ket-thuc"}),
    "reviews:conference_new": Scene(payload=fixed(**SCHEDULE)),
    "reviews:conference_change": Scene(arrange=state_of("conference", "planned"), payload=fixed(**SCHEDULE)),
    "reviews:conference_move": Scene(arrange=state_of("conference", "planned"), args={"move": "thong-bao"}),
    "reviews:attendance": Scene(payload=_present),
    "reviews:conference_guest": Scene(payload=fixed(name="Đại diện Ban Tổ chức")),
    "reviews:part_conference": Scene(arrange=state_of("conference", "planned"), rows={"body_id": "body"}),
    "reviews:guest_letter_new": Scene(
        payload=lambda estate: {
            "receiver": estate["above_subject"].decided_by_id,
            "begins_on": "2024-11-04",
            "ends_on": "2025-01-31",
        }
    ),
    "reviews:guest_letter": Scene(
        rows={"envelope_id": "guest_letter"},
        payload=lambda estate: {"logins": estate.actors["office"].account.username},
    ),
    "reviews:guest_letter_return": Scene(
        rows={"envelope_id": "guest_letter"}, payload=fixed(reason="Trùng lịch công tác.")
    ),
    "reviews:item_start": Scene(arrange=nobody_at_hand, payload=lambda estate: {"chair": estate["chair"].pk}),
    "reviews:item_comment": Scene(payload=lambda estate: {"person": estate["own"].pk, "text": "Cần quyết liệt hơn."}),
    "reviews:comment_judge": Scene(payload=fixed(verdict="accepted")),
    "reviews:item_conclude": Scene(payload=fixed(version=0, strengths="Đoàn kết.", silence_confirmed="on")),
    "reviews:item_absent": Scene(rows={"item_id": "own_item"}, payload=fixed(reason="Đi công tác đột xuất")),
    "reviews:review_edit": Scene(
        arrange=review_in("draft"),
        payload=lambda estate: {"II-1": "Viết lại.", "II-1-version": _version(estate, "II-1")},
    ),
    "reviews:save_section": Scene(
        arrange=review_in("draft"), payload=lambda estate: {"text": "Viết lại.", "version": _version(estate, "II-1")}
    ),
    "reviews:save_level": Scene(arrange=review_in("draft"), payload=fixed(level="HT", version=1)),
    "reviews:save_shortcoming": Scene(arrange=review_in("draft"), payload=fixed(status="fixed", version=1)),
    "reviews:section_history": Scene(arrange=review_in("draft")),
    "reviews:review_read": Scene(arrange=review_in("circulated")),
    "reviews:circulate": Scene(arrange=review_in("draft"), payload=fixed(approved="on")),
    "reviews:withdraw": Scene(arrange=review_in("circulated")),
    "reviews:finalise": Scene(arrange=review_in("reviewed"), payload=fixed(self_level="HTT", confirmed="on")),
    "reviews:confirm": Scene(arrange=review_in("final")),
    "reviews:review_again": Scene(
        arrange=review_in("final"), payload=fixed(ordered_by="Huyện ủy", reason="Chưa tự phê bình")
    ),
    "ratings:board_new": Scene(
        payload=lambda estate: MEETING | {"body": estate["body"].pk, "groups": [estate["spare_group"].pk]},
    ),
    "ratings:create_group": Scene(payload=fixed(name="Nhóm mới", kind="leaders")),
    "ratings:appraise": Scene(payload=_appraisal),
    "ratings:verdict": Scene(payload=_appraisal),
    "ratings:self_rate": Scene(arrange=state_of("own_case", "self_rated"), payload=fixed(self_level="HT")),
    "ratings:propose": Scene(rows={"case_id": "above_case"}),
    "ratings:decide_externally": Scene(
        arrange=state_of("above_case", "proposed"),
        payload=fixed(level="HTT", decision_code="7-QĐ/HU", decided_on="2024-12-10", body="Huyện ủy"),
        rows={"case_id": "above_case"},
    ),
    "ratings:exempt": Scene(rows={"case_id": "new_case"}),
    "ratings:change_group": Scene(payload=fixed(group="")),
    "ratings:open_board": Scene(arrange=state_of("board", "preparing", present=None), payload=fixed(present=5)),
    "ratings:record_ballot": Scene(arrange=ballot_open, payload=_ballot),
    "ratings:withdraw_ballot": Scene(arrange=ballot_counted, payload=fixed(reason="Nhập nhầm")),
    "ratings:decide": Scene(
        arrange=all_counted, payload=fixed(decided_on="2024-12-06", signer_name="Ma Văn A", signer_title="Bí thư")
    ),
    "ratings:notify": Scene(rows={"board_id": "done_board"}),
    "ratings:inspection_new": Scene(
        payload=lambda estate: FINISHED | {"file": SimpleUploadedFile("nam-2023.xlsx", finished_year(2))}
    ),
    "ratings:inspection_store": Scene(payload=_previewed),
    "ratings:correct": Scene(
        payload=lambda estate: {
            f"yc-{estate['finding'].pk}-{key}": value
            for key, value in {"kind": "explained", "done_on": "2024-01-15", "answer": "Đã giải trình"}.items()
        }
    ),
    "ratings:inspection_own": Scene(arrange=state_of("cycle", "closed"), payload=fixed(own_year=2024)),
    "ratings:my_result": Scene(arrange=case_told),
    "ratings:confirm_read": Scene(arrange=case_told),
} | {name: Scene(**parts) for name, parts in (review_scenes() | aftermath_scenes() | POINT_SCENES).items()}


def variants() -> list[str]:
    """Every address of the apps, those with several moves once for each."""
    names = []
    for name in own_names():
        names += [key for key in SCENES if key.startswith(f"{name}@")] or [name]
    return names
