"""Laying a meeting's list, proposals and dossiers before the deciding body. (SL-IV.4-4)"""

import json
import tempfile
import zipfile
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers import access
from dossiers.file_rules import CheckedFile
from dossiers.models import BoardPackage, Dossier
from dossiers.services.archiving import IN_MEMORY, MANIFEST, put_dossier
from dossiers.services.checklists import missing_items
from dossiers.services.files import store
from dossiers.tables import PROPOSALS
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import NotVisible, Refused
from orgchart.exports import list_file
from ratings.access import can_run_board
from ratings.models import Board, RatingCase
from ratings.queries.sheet import cases_in_order
from ratings.states import BoardState

LIST = "Danh sách đề nghị xếp loại.xlsx"


@transaction.atomic
def hand_to_body(*, board_id: int, actor: Actor, at: datetime) -> BoardPackage:
    """Make the package of a meeting and note the day on which its body got it.

    Refused while a subject has no proposal, because the body decides on proposals; papers that lack are counted and
    named. After the meeting was opened the package stands as it was.
    """
    if not (can_run_board(actor) and access.can_keep_dossiers(actor)):
        raise PermissionDenied
    rows = Board.objects.select_for_update(of=("self",)).select_related("cycle__tenant", "body")
    board = rows.filter(pk=board_id).first()
    if board is None:
        raise NotVisible
    if board.state != BoardState.PREPARING:
        raise Refused("Phiên họp đã khai mạc nên hồ sơ trình giữ nguyên như đã trình.")
    cases = list(cases_in_order().filter(group__board_group__board=board))
    waiting = [case.subject.name for case in cases if not case.proposed_level]
    if not cases or waiting:
        raise Refused(
            "Chưa trình được: đối tượng sau chưa có mức đề nghị. Hoàn thành thẩm định rồi trình."
            if waiting else "Phiên họp chưa có đối tượng nào để trình.",
            reasons=waiting,
        )  # fmt: skip
    content, incomplete = _package(board, cases, at)
    name = f"Hồ sơ trình {board.body.name} ngày {board.held_on:%d-%m-%Y}.zip"[:200]
    file = store(CheckedFile(name, "application/zip", content), actor=actor, at=at)
    package = BoardPackage(
        tenant_id=board.tenant_id, board=board, file=file, subjects=len(cases), incomplete=incomplete,
        handed_over_at=at, handed_over_by=actor.account,
    )  # fmt: skip
    package.save()
    audit.record(
        actor=actor, action="hand_to_body", target=board, at=at,
        summary=f"Trình {board.body.name} hồ sơ của {len(cases)} đối tượng"[:300],
        changes={"digest": file.digest, "incomplete": incomplete},
    )  # fmt: skip
    return package


def _package(board: Board, cases: list[RatingCase], at: datetime) -> tuple[bytes, int]:
    """The bytes of the package, and how many dossiers in it lack something."""
    known = {one.subject_id: one for one in Dossier.objects.filter(subject__in=[case.subject_id for case in cases])}
    incomplete, listed = 0, []
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
        with zipfile.ZipFile(spooled, "w", zipfile.ZIP_STORED) as archive:
            rows = []
            for number, case in enumerate(cases, start=1):
                dossier = known.get(case.subject_id)
                lacks = dossier is None or bool(missing_items(dossier))
                incomplete += lacks
                rows.append((number, case, not lacks))
                if dossier is not None:
                    listed.append(put_dossier(archive, number, dossier, without=access.PRIVATE_ITEMS))
            with list_file(board.cycle.tenant.name, f"{board.title} – {board.body.name}", PROPOSALS, rows) as table:
                archive.writestr(zipfile.ZipInfo(LIST, at.timetuple()[:6]), table.read())
            manifest = {"meeting": board.title, "body": board.body.name, "made_at": at.isoformat(), "dossiers": listed}
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        spooled.seek(0)
        return spooled.read(), incomplete
