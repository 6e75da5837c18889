"""Keeping the points that the meeting of an office agrees on. (SL-IV.3-6)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible, Refused
from reviews.models import Conference
from reviews.queries.office_sheet import SheetLine, sheet_of
from reviews.queries.regulations import set_of
from reviews.regulations.scoring import PART_NAMES
from reviews.services.conferences import runnable_conference
from reviews.states import ConferenceState
from reviews.texts import clean_text


@dataclass(frozen=True)
class Agreed:
    """What was typed in one line, and the version of the line that its writer had seen."""

    points: Decimal | None
    reason: str
    version: int


@transaction.atomic
def record_office_scores(*, conference_id: int, given: Mapping[str, Agreed], actor: Actor, at: datetime) -> Conference:
    """Keep the lines that were changed; points below the most need the reason for the deduction.

    Two who write at once keep each other's lines; what both have changed is refused with what stands there.
    """
    conference = runnable_conference(conference_id, actor)
    sheet = sheet_of(conference)
    if not sheet:
        raise NotVisible
    if conference.state != ConferenceState.RUNNING:
        raise Refused(
            f"Hội nghị đang ở bước “{conference.get_state_display()}”; điểm của phòng được ghi khi hội nghị đang họp."
        )
    changed = [line for line in sheet if line.key in given and _differs(line, given[line.key])]
    _refuse_wrong(conference, sheet, changed, given)
    _refuse_overwriting([line for line in changed if line.row.version != given[line.key].version])
    for line in changed:
        row, agreed = line.row, given[line.key]
        row.points, row.reason, row.agreed_at = agreed.points, _reason(agreed), at
        row.version += 1
        row.save()
    if changed:
        audit.record(
            actor=actor, action="record_office_scores", target=conference, at=at,
            summary=f"Ghi điểm của phòng: {conference.title}"[:300],
            changes={line.key: [str(given[line.key].points), _reason(given[line.key])] for line in changed},
        )  # fmt: skip
    return conference


def _reason(agreed: Agreed) -> str:
    return " ".join(clean_text(agreed.reason).split())[:500]


def _differs(line: SheetLine, agreed: Agreed) -> bool:
    return (line.row.points, line.row.reason) != (agreed.points, _reason(agreed))


def _refuse_wrong(
    conference: Conference, sheet: Sequence[SheetLine], changed: Sequence[SheetLine], given: Mapping[str, Agreed]
) -> None:
    errors: dict[str, str] = {}
    for line in changed:
        agreed = given[line.key]
        if agreed.points is None:
            continue
        if not 0 <= agreed.points <= line.most:
            errors[f"points_{line.key}"] = f"Điểm từ 0 đến {line.most}."
        elif agreed.points < line.most and not _reason(agreed):
            errors[f"reason_{line.key}"] = f"Ghi lý do trừ điểm “{line.title}”."
    if not errors:
        errors = _too_much(conference, sheet, given)
    if errors:
        raise InvalidInput(errors)


def _too_much(conference: Conference, sheet: Sequence[SheetLine], given: Mapping[str, Agreed]) -> dict[str, str]:
    """A part that adds up to more than it carries; lines without a limit of their own share that of the part."""
    errors, rules = {}, set_of(conference.cycle)
    for part, name in PART_NAMES.items():
        lines = [line for line in sheet if line.part == part]
        points = [given[line.key].points if line.key in given else line.points for line in lines]
        found, most = sum((one for one in points if one is not None), Decimal(0)), rules.part_points(part)
        if found > most:
            errors[f"points_{lines[-1].key}"] = f"{name} cộng lại quá {most} điểm; mời xem lại các dòng của phần này."
    return errors


def _refuse_overwriting(lines: Sequence[SheetLine]) -> None:
    """What somebody else has agreed to since the page was opened is not replaced unseen."""
    if lines:
        raise Refused(
            "Người khác vừa ghi điểm khác với đồng chí, chưa ghi gì. Mời xem lại các dòng sau rồi ghi lại.",
            reasons=[f"{line.title}: {_words(line)}" for line in lines],
        )


def _words(line: SheetLine) -> str:
    points = "để trống" if line.points is None else f"{line.points.normalize():f} điểm".replace(".", ",")
    return f"{points} – {line.row.reason}" if line.row.reason else points
