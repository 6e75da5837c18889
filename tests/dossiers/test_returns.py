"""A dossier comes back item by item, is mended, and shows what changed when it is handed in again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dossiers.models import ChecklistItem, Dossier, IncomingSubmission
from dossiers.papers import paper_rows
from dossiers.queries import dossiers_for, papers_of
from dossiers.services import checklists, handing_up
from dossiers.states import DossierState
from dossiers.work import dossier_work
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord, Tenant
from orgchart.tenancy import scope
from orgchart.work import counted
from reviews.models import RatingPlace
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, TenantFactory, TenantLinkFactory, actor_for
from tests.factories.ratings import RatingCaseFactory
from tests.factories.reviews import CollectiveSubjectFactory, CycleFactory, SubjectFactory

pytestmark = pytest.mark.django_db
REMARKS = {"cv_supplement": "Thiếu xác nhận của cơ quan"}


def complete(subject, office) -> Dossier:
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ 1", actor=office, at=NOON)
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)
    return dossier


@pytest.fixture
def sent():
    """A dossier that has gone up, its office, and the board above."""
    link = TenantLinkFactory()
    subject = SubjectFactory(tenant=link.subordinate, rating=RatingPlace.SUPERIOR, decided_by=link.superior)
    office = actor_for(link.subordinate, Role.OFFICE)
    RatingCaseFactory(
        subject=subject, state="appraised", self_level="HTT", proposed_level="HTT", appraised_at=NOON,
        appraised_by=office.account, own_ceiling="HTT",
    )  # fmt: skip
    CycleFactory(tenant=link.superior)
    dossier = complete(subject, office)
    submit(dossier, office)
    return dossier, office, actor_for(link.superior, Role.ORGANISATION_BOARD)


def submit(dossier, actor) -> Dossier:
    with scope(tenant=dossier.tenant_id):
        return handing_up.submit_dossier(dossier_id=dossier.pk, actor=actor, at=NOON)


def arrived(board) -> IncomingSubmission:
    with scope(tenant=board.tenant_id):
        return IncomingSubmission.objects.select_related("envelope", "cycle").latest("pk")


def send_back(board, reason="", remarks=REMARKS) -> None:
    with scope(tenant=board.tenant_id):
        handing_up.return_submission(
            submission_id=arrived(board).pk, reason=reason, remarks=remarks, actor=board, at=NOON
        )


def item(dossier, code) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.select_related("dossier").get(dossier=dossier, code=code)


def test_reason_stands_at_the_item_below(sent):
    dossier, _, board = sent

    send_back(board, reason="Bổ sung trong ngày")

    row = item(dossier, "cv_supplement")
    assert row.return_reason == "Thiếu xác nhận của cơ quan"
    assert row.dossier.state == DossierState.RETURNED
    assert row.dossier.return_reason == f"Bổ sung trong ngày\n{row.label}: Thiếu xác nhận của cơ quan"
    assert item(dossier, "self_review").return_reason == ""


def test_return_without_any_reason_is_refused(sent):
    _, _, board = sent

    with pytest.raises(InvalidInput):
        send_back(board, remarks={"cv_supplement": "  "})


def test_remark_on_a_paper_that_did_not_travel_is_no_reason(sent):
    _, _, board = sent

    with pytest.raises(InvalidInput):
        send_back(board, remarks={"khong-co": "Thiếu"})


def test_dossier_that_comes_again_shows_what_was_mended_and_what_was_not(sent):
    dossier, office, board = sent
    send_back(board, remarks=REMARKS | {"workplace_comment": "Chưa ký"})
    with scope(tenant=dossier.tenant_id):
        checklists.upload_to_item(
            item_id=item(dossier, "cv_supplement").pk, name="ly-lich.pdf", content=PDF, actor=office, at=NOON
        )

    submit(dossier, office)

    with scope(tenant=board.tenant_id):
        rows = {row.code: row for row in papers_of(arrived(board))}
    assert rows["cv_supplement"].change == "đã thay đổi"
    assert (rows["workplace_comment"].change, rows["workplace_comment"].returned) == ("", "Chưa ký")
    assert (rows["self_review"].change, rows["self_review"].returned) == ("", "")


def test_first_dossier_shows_no_changes(sent):
    _, _, board = sent

    with scope(tenant=board.tenant_id):
        assert {row.change for row in papers_of(arrived(board))} == {""}


@pytest.mark.parametrize(
    ("new", "change"),
    [
        ({"state": "missing", "digest": "", "note": ""}, ""),
        ({"state": "provided", "digest": "b", "note": ""}, "mới bổ sung"),
        ({"state": "on_paper", "digest": "", "note": "Tủ 1"}, "mới ghi nơi lưu bản giấy"),
    ],
)
def test_change_of_a_paper_that_lacked(new, change):
    old = {"code": "a", "label": "Giấy A", "state": "missing", "note": "", "digest": ""}

    assert [row.change for row in paper_rows([old | new], [old])] == [change]


def test_other_file_and_other_note_are_told_apart():
    old = {"code": "a", "label": "Giấy A", "state": "provided", "note": "", "digest": "1"}

    changes = [paper_rows([old | new], [old])[0].change for new in ({"digest": "2"}, {"note": "Tủ 3"}, {"code": "b"})]

    assert changes == ["tệp mới", "ghi chú mới", "mục mới"]


def test_pages_on_both_sides_show_the_reason_and_the_change(sent):
    dossier, office, board = sent
    page = _client(board).get(_submission(board)).content.decode()
    assert "Lý do chung" in page
    number = [row.code for row in _papers(board)].index("cv_supplement")

    refused = _client(board).post(_submission(board) + "tra-lai/", {"reason": ""})
    assert refused.status_code == 422
    assert "Ghi rõ lý do trả lại" in refused.content.decode()
    answer = _client(board).post(
        _submission(board) + "tra-lai/", {"reason": "", f"giay-{number}": "Mờ, không đọc được"}
    )
    assert answer.status_code == 302

    below = _client(office).get(reverse("dossiers:dossier", args=[dossier.tenant.slug, 2024, dossier.pk]))
    assert "Trả lại: Mờ, không đọc được" in below.content.decode()
    submit(dossier, office)
    assert "Thay đổi so với lần nộp trước" in _client(board).get(_submission(board)).content.decode()


def _papers(board):
    with scope(tenant=board.tenant_id):
        return papers_of(arrived(board))


def _submission(board) -> str:
    slug = Tenant.objects.get(pk=board.tenant_id).slug
    return reverse("dossiers:submission", args=[slug, 2024, arrived(board).pk])


def _client(actor) -> Client:
    client = Client()
    client.force_login(actor.account)
    return client


def rated_here(set_code="son-la-bdt-2022", factory=SubjectFactory):
    tenant = TenantFactory()
    return factory(tenant=tenant, cycle=CycleFactory(tenant=tenant, set_code=set_code))


def handed_in(subject):
    office = actor_for(subject.tenant, Role.OFFICE)
    dossier = complete(subject, office)
    submit(dossier, office)
    return dossier, office


@pytest.mark.clause("SL-IV.1-2")
def test_office_takes_in_or_gives_back_what_was_handed_in_here():
    first, office = handed_in(rated_here())
    with scope(tenant=first.tenant_id):
        handing_up.return_dossier(
            dossier_id=first.pk, reason="", remarks={"self_review": "Chưa ký"}, actor=office, at=NOON
        )
    row = item(first, "self_review")
    assert (row.dossier.state, row.return_reason) == (DossierState.RETURNED, "Chưa ký")

    submit(first, office)
    with scope(tenant=first.tenant_id):
        taken = handing_up.receive_dossier(dossier_id=first.pk, actor=office, at=NOON)
        told = list(AuditRecord.objects.filter(target_id=first.pk, action__in=["return_dossier", "receive_dossier"]))
    assert (taken.state, taken.received_at) == (DossierState.RECEIVED, NOON)
    assert [record.at for record in told] == [NOON, NOON]


@pytest.mark.clause("SL-IV.1-2", "SL-II.4.1b-5")
def test_list_and_task_tell_what_arrived_and_what_lacks():
    dossier, office = handed_in(rated_here(factory=CollectiveSubjectFactory))
    prepared(CollectiveSubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle), office)

    with scope(tenant=dossier.tenant_id):
        rows = {row.state: row.lacking for row in dossiers_for(office, dossier.subject.cycle)}
        tasks = [one.about for one in counted(dossier_work(office, NOON.date())) if one.what == "Tiếp nhận hồ sơ"]
    assert rows[DossierState.SUBMITTED] == 0
    assert rows[DossierState.PREPARING] > 0
    assert tasks == ["1 hồ sơ năm 2024 đã nộp, chờ kiểm tra"]


def test_what_was_not_handed_in_is_not_given_back():
    subject = rated_here()
    office = actor_for(subject.tenant, Role.OFFICE)
    dossier = complete(subject, office)

    with scope(tenant=subject.tenant_id), pytest.raises(Refused):
        handing_up.return_dossier(dossier_id=dossier.pk, reason="Thiếu", remarks={}, actor=office, at=NOON)


def test_what_went_up_comes_back_from_above_only(sent):
    dossier, office, _ = sent

    with scope(tenant=dossier.tenant_id), pytest.raises(Refused, match="cấp trên"):
        handing_up.return_dossier(dossier_id=dossier.pk, reason="Thiếu", remarks={}, actor=office, at=NOON)


@pytest.mark.clause("HY-B.II.3-2")
def test_person_hands_the_own_dossier_in_to_the_office_that_the_set_names():
    subject = rated_here("hung-yen-2019")
    owner = actor_for(subject.tenant, person=subject.person)
    office = actor_for(subject.tenant, Role.OFFICE)
    dossier = prepared(subject, office)
    with scope(tenant=subject.tenant_id):
        for row in checklists.missing_items(dossier):
            ChecklistItem.objects.filter(pk=row.pk).update(state="on_paper", note="Tủ 1")
        checklists.complete_dossier(dossier_id=dossier.pk, actor=owner, at=NOON)

    assert submit(dossier, owner).state == DossierState.SUBMITTED
    with scope(tenant=subject.tenant_id):
        assert [one.what for one in counted(dossier_work(office, NOON.date()))][:1] == ["Tiếp nhận hồ sơ"]
    page = _client(owner).get(reverse("dossiers:dossier", args=[subject.tenant.slug, 2024, dossier.pk]))
    assert "nơi nhận hồ sơ: Ban Tổ chức cấp ủy cùng cấp" in page.content.decode()


def test_person_hands_in_nobody_elses_dossier_and_none_that_goes_up(sent):
    dossier, _, board = sent
    send_back(board)
    owner = actor_for(dossier.tenant, person=dossier.subject.person)
    stranger = actor_for(
        dossier.tenant, person=SubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle).person
    )

    for actor in (owner, stranger):
        with pytest.raises(PermissionDenied):
            submit(dossier, actor)
