"""The standing board owns two drafts of the year: the standing committee's report, and the one on party building."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.access import Actor, load_actor
from orgchart.errors import Conflict, NotVisible, Refused
from orgchart.kinds import CollectiveKind
from orgchart.services import roles
from orgchart.tenancy import scope
from orgchart.work import counted
from ratings.models import PartyReport
from ratings.services.party_reports import write_party_report
from ratings.work import rating_work
from reviews.models import Review
from reviews.queries.listing import visible_reviews
from reviews.services.writing import save_section
from reviews.work import writing_work
from tests.factories.orgchart import NOON, actor_for

TODAY = NOON.date()


@pytest.fixture
def board(town: Any) -> Any:
    """Somebody without a role to whom the two reports of the year were given."""
    account = actor_for(town.tenant).account
    with scope(tenant=town.tenant.pk):
        asked = {"permission": "draft_reports", "object_id": town.cycle.pk, "account_id": account.pk}
        roles.entrust(**asked, actor=town.office, at=NOON)
        yield load_actor(account, town.tenant.pk, on=TODAY)


def reports(town: Any) -> dict[str, Review]:
    """The unsent reports of the standing committee and of another body."""
    found = {}
    for name, kind in (("own", CollectiveKind.STANDING_COMMITTEE), ("other", CollectiveKind.MASS_STANDING)):
        subject = town.collective(name, kind=kind)
        Review.objects.filter(subject=subject).update(state="draft", finalised_at=None, finalised_by=None)
        found[name] = Review.objects.get(subject=subject)
    return found


def write(town: Any, actor: Actor, **fields: Any) -> PartyReport:
    given = {"text": "Đảng bộ đã hoàn thành nhiệm vụ.", "version": 0} | fields
    return write_party_report(cycle_id=town.cycle.pk, actor=actor, at=NOON, **given)


@pytest.mark.clause("CC-IIIb.1-1")
def test_the_standing_board_is_asked_for_both_drafts_and_writes_them(town, board):
    drafts = reports(town)
    waiting = [item.what for item in counted([*writing_work(board, TODAY), *rating_work(board, TODAY)])]

    save_section(review_id=drafts["own"].pk, key="I-1", version=0, text="Dự thảo.", actor=board, at=NOON)
    write(town, board)

    assert waiting == [
        "Soạn báo cáo kiểm điểm tập thể Ban Thường vụ", "Soạn báo cáo tổng kết công tác xây dựng Đảng",
    ]  # fmt: skip
    assert PartyReport.objects.get().changed_by == board.account
    assert set(visible_reviews(board, town.cycle)) == {drafts["own"]}
    with pytest.raises(NotVisible):
        save_section(review_id=drafts["other"].pk, key="I-1", version=0, text="Dự thảo.", actor=board, at=NOON)


@pytest.mark.clause("CC-IIIb.1-1")
def test_figures_of_the_decisions_stand_in_the_report_by_themselves(client, town, board):
    found = [town.collective(f"Tập thể {index}") for index in range(4)]
    town.prepare()
    town.appraise(*found)
    meeting = town.board(*found)
    client.force_login(board.account)
    address = reverse("ratings:party_report", args=[town.tenant.slug, town.cycle.year])

    before = client.get(address).content.decode()
    town.vote(meeting, dict.fromkeys(found, 5), {found[0]: 5} | dict.fromkeys(found[1:], 0))
    town.decide(meeting)
    after = client.get(address).content.decode()

    assert "3 (75%)" not in before
    assert "1 (25%)" in after
    assert "3 (75%)" in after


def test_two_writers_keep_both_texts(client, town, board):
    write(town, town.office, text="Bản của văn phòng.")
    with pytest.raises(Conflict):
        write(town, board, text="Bản của Thường trực.")
    client.force_login(board.account)
    address = reverse("ratings:party_report", args=[town.tenant.slug, town.cycle.year])

    answer = client.post(address, {"text": "Bản của Thường trực.", "version": "0"})

    assert answer.status_code == 409
    assert "Bản của văn phòng." in answer.content.decode()
    assert "Bản của Thường trực." in answer.content.decode()


def test_nobody_else_writes_and_a_finished_year_is_only_read(town, board):
    with pytest.raises(PermissionDenied):
        write(town, actor_for(town.tenant))
    town.cycle.state = "closed"
    town.cycle.save()
    with pytest.raises(Refused, match="chỉ còn để xem"):
        write(town, board)
