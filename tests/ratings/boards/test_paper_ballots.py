"""Paper ballots: papers to print, over-marked ones counted, a second count compared, minutes of every count."""

import pytest
from django.urls import reverse

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.layout import html_of
from dossiers.models import PrintedDocument
from dossiers.services.gathering import gather
from dossiers.services.printing import print_for_subject, print_meeting
from orgchart.errors import InvalidInput, NotVisible, Refused
from orgchart.kinds import PostRole
from orgchart.tenancy import scope
from ratings.models import Ballot
from ratings.services.notices import notify_decided
from tests.factories.orgchart import NOON, PostFactory


@pytest.fixture
def opened(town):
    """Two collectives, round 1 open."""
    found = [town.collective(f"Tập thể {index}") for index in range(2)]
    town.prepare()
    town.appraise(*found)
    board = town.board(*found)
    town.open_round_1(board, found[0])
    return board, found


def place(town, board, subject):
    return [town.tenant.slug, town.cycle.year, board.pk, town.group(subject).pk]


@pytest.mark.clause("HY-B.II.4-2")
def test_over_marked_papers_are_part_of_the_invalid_ones(town, opened):
    board, found = opened

    with pytest.raises(InvalidInput) as caught:
        town.count(board, dict.fromkeys(found, 3), valid=4, overmarked=2)
    town.count(board, dict.fromkeys(found, 3), valid=3, overmarked=2)

    assert set(caught.value.errors) == {"overmarked"}
    with scope(tenant=town.tenant.pk):
        assert Ballot.objects.values_list("returned", "valid", "overmarked").get() == (5, 3, 2)


def test_two_tellers_have_to_count_the_same(town, opened, client):
    board, found = opened
    client.force_login(town.office.account)
    cases = [town.case(one).pk for one in found]
    given = {"round": 1, "sitting": 1, "issued": 5, "returned": 5, "valid": 5}
    given |= {f"votes_{case}": 4 for case in cases}
    address = reverse("ratings:record_ballot", args=place(town, board, found[0]))

    wrong = client.post(address, given | {f"again_{cases[0]}": 3})
    right = client.post(address, given | {f"again_{case}": 4 for case in cases})

    assert wrong.status_code == 422
    assert "Hai lần đếm lệch nhau: lần đầu 4, lần hai 3." in wrong.content.decode()
    assert "Hai lần đếm lệch nhau: lần đầu 4, lần hai chưa nhập." in wrong.content.decode()
    assert right.status_code == 302


def test_papers_are_printed_one_for_each_member_present(town, opened, client):
    board, found = opened
    client.force_login(town.office.account)
    address = reverse("ratings:papers", args=place(town, board, found[0]))

    shown = client.get(address).content.decode()
    town.count(board, dict.fromkeys(found, 5))
    over = client.get(address)

    assert shown.count("PHIẾU XẾP LOẠI") == 5
    assert shown.count("Tập thể 1") == 5
    assert over.status_code == 409


def test_a_member_on_the_paper_has_at_most_the_votes_of_the_others(town):
    member, other = town.leader("Lường Văn Thường"), town.leader("Hoàng Thị Khác")
    PostFactory(tenant=town.tenant, person=member.person, collective=town.body, role=PostRole.MEMBER, rank=9)
    town.prepare()
    town.appraise(member, other)
    board = town.board(member, other)
    town.open_round_1(board, member)

    with pytest.raises(InvalidInput, match="không ai biểu quyết về chính mình"):
        town.count(board, {member: 6, other: 6})
    town.count(board, {member: 5, other: 6})


@pytest.mark.clause("HY-B.II.4-1", "HY-B.II.4-2", "CC-III.5-2")
def test_list_minutes_and_notice_say_what_was_counted_and_decided(town, opened):
    board, found = opened
    town.count(board, {found[0]: 5, found[1]: 4}, valid=5)
    with scope(tenant=town.tenant.pk):
        with pytest.raises(Refused, match="Chưa có quyết định"):
            print_for_subject(kind=DocumentKind.NOTICE, subject_id=found[0].pk, actor=town.office, at=NOON)
        group = town.group(found[0]).pk
        for part in (f"{group}-2-1", "1-1", "a-b-c", f"{group}-1-1-1"):
            with pytest.raises(NotVisible):
                print_meeting(board_id=board.pk, part=part, actor=town.office, at=NOON)
        count = gather(print_meeting(board_id=board.pk, part=f"{group}-1-1", actor=town.office, at=NOON))
    town.open_round_2(board, found[0])
    town.count(board, {found[0]: 4, found[1]: 1}, round_number=2)
    town.decide(board)
    with scope(tenant=town.tenant.pk):
        notify_decided(board_id=board.pk, actor=town.office, at=NOON)
        listed = gather(print_meeting(board_id=board.pk, part="danh-sach", actor=town.office, at=NOON))
        notice = gather(print_for_subject(kind=DocumentKind.NOTICE, subject_id=found[0].pk, actor=town.office, at=NOON))
        kinds = list(PrintedDocument.objects.order_by("pk").values_list("kind", flat=True))

    assert [(row.name, row.votes) for row in count.rows] == [("Tập thể 0", (5, 0)), ("Tập thể 1", (4, 1))]
    assert (count.issued, count.invalid, count.base) == (5, 0, 5)
    assert count.result.startswith("Có 02 đối tượng đạt loại Tốt trở lên.")
    rows = listed.groups[0].rows
    assert [(row.name, row.first_ballot, row.second_ballot, row.level) for row in rows] == [
        ("Tập thể 0", "5", "4", "XS"), ("Tập thể 1", "4", "1", "HTT"),
    ]  # fmt: skip
    assert notice.decision == "Quyết định số 01-QĐ/ĐU ngày 05/12/2024 của Ban Thường vụ Đảng ủy"
    assert notice.groups[0].subjects[0].level == "XS"
    assert "bảo lưu ý kiến" in notice.rights
    assert kinds == [DocumentKind.BALLOT_COUNT, DocumentKind.BOARD_LIST, DocumentKind.NOTICE]


def test_minutes_say_how_many_stayed_away(town):
    body = town.collective("Tập thể vắng một")
    town.prepare()
    town.appraise(body)
    board = town.board(body, present=4)
    town.open_round_1(board, body)
    town.count(board, {body: 4})
    with scope(tenant=town.tenant.pk):
        part = f"{town.group(body).pk}-1-1"
        count = gather(print_meeting(board_id=board.pk, part=part, actor=town.office, at=NOON))

    assert (count.summoned, count.present, count.away) == (5, 4, 1)
    assert "có mặt: 04 đồng chí; vắng mặt: 01 đồng chí." in html_of(DocumentKind.BALLOT_COUNT, count)
