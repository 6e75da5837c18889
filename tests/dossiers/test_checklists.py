"""Dossiers and their checklists."""

import pytest
from django.core.exceptions import PermissionDenied

from dossiers.models import ChecklistItem, Dossier
from dossiers.queries import item_rows
from dossiers.services import checklists
from dossiers.states import DossierState, ItemState
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import AuditRecord
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import CollectiveSubjectFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(dossier):
    return actor_for(dossier.tenant, Role.OFFICE)


def item(dossier: Dossier, code: str) -> ChecklistItem:
    with scope(tenant=dossier.tenant_id):
        return ChecklistItem.objects.get(dossier=dossier, code=code)


def attach(dossier, office, code, **more):
    with scope(tenant=dossier.tenant_id):
        return checklists.upload_to_item(
            item_id=item(dossier, code).pk, name="giấy tờ.pdf", content=PDF, actor=office, at=NOON, **more
        )


def fill_everything(dossier, office):
    with scope(tenant=dossier.tenant_id):
        for row in checklists.missing_items(dossier):
            checklists.keep_on_paper(item_id=row.pk, place="Tủ hồ sơ số 2", actor=office, at=NOON)


@pytest.mark.clause("CC-III.7.2-1", "CC-III.7.2-2", "CC-III.7.2-3", "CC-III.7.2-4", "CC-III.7.2-5", "CC-III.7.2-8")
def test_dossier_of_a_person_lacks_the_papers_that_the_plan_requires(dossier):
    with scope(tenant=dossier.tenant_id):
        codes = {row.code for row in checklists.missing_items(dossier)}

    assert codes == {
        "individual_submission_letter",
        "self_review",
        "asset_declaration",
        "cv_supplement",
        "workplace_comment",
        "residence_comment",
    }


@pytest.mark.clause("CC-III.7.1-1", "CC-III.7.1-2", "CC-III.7.1-3", "CC-III.7.1-4")
def test_dossier_of_a_collective_lacks_the_papers_that_the_plan_requires():
    dossier = prepared(CollectiveSubjectFactory())

    with scope(tenant=dossier.tenant_id):
        codes = {row.code for row in checklists.missing_items(dossier)}

    assert codes == {"submission_letter", "report", "self_rating_sheet", "minutes"}


@pytest.mark.clause("CC-III.7.1-6", "CC-III.7.2-6")
@pytest.mark.parametrize(
    ("factory", "code"), [(CollectiveSubjectFactory, "suggestion"), (SubjectFactory, "individual_suggestion")]
)
def test_suggestion_letter_is_not_asked_for_where_there_was_no_suggestion(factory, code):
    row = item(prepared(factory()), code)

    assert row.state == ItemState.NOT_APPLICABLE
    assert "không có văn bản gợi ý" in row.note


@pytest.mark.clause("CC-III.7.1-5")
def test_ratings_of_subordinates_are_not_asked_for_where_there_are_none():
    row = item(prepared(CollectiveSubjectFactory()), "subordinate_ratings")

    assert (row.state, row.note) == (ItemState.NOT_APPLICABLE, "Không có tổ chức đảng trực thuộc")


@pytest.mark.clause("CC-III.7.1-7", "CC-III.7.1-8")
def test_papers_of_the_receiving_office_are_no_duty_of_the_subject():
    dossier = prepared(CollectiveSubjectFactory())

    for code in ("opinions", "appraisal"):
        row = item(dossier, code)
        assert (row.stage, row.producer, row.requirement) == ("appraisal", "office", "later")
        with scope(tenant=dossier.tenant_id):
            assert row not in checklists.missing_items(dossier)


@pytest.mark.clause("CC-III.7.2-7", "CC-III.7.2-10")
def test_decision_and_complaint_can_not_be_missing_at_submission(dossier, office):
    fill_everything(dossier, office)

    with scope(tenant=dossier.tenant_id):
        done = checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    assert done.state == DossierState.COMPLETE
    assert item(dossier, "decision").state == ItemState.MISSING
    assert item(dossier, "complaint").state == ItemState.MISSING


@pytest.mark.clause("CC-III.7.2-3")
@pytest.mark.parametrize("year", [2023, 2025, None])
def test_declaration_of_assets_of_another_year_is_refused(dossier, office, year):
    with pytest.raises(InvalidInput) as refusal:
        attach(dossier, office, "asset_declaration", declared_year=year)

    assert "2024" in refusal.value.errors["declared_year"]
    assert item(dossier, "asset_declaration").state == ItemState.MISSING


def test_declaration_of_the_reviewed_year_is_taken(dossier, office):
    assert attach(dossier, office, "asset_declaration", declared_year=2024).state == ItemState.PROVIDED


def test_incomplete_dossier_is_not_completed_and_the_missing_papers_are_named(dossier, office):
    with scope(tenant=dossier.tenant_id), pytest.raises(Refused) as refusal:
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    assert "6 thành phần" in refusal.value.message
    assert "Bản kiểm điểm cá nhân" in refusal.value.reasons
    assert "CC-III.7.2-2" in refusal.value.clauses


def test_required_paper_can_not_be_declared_absent(dossier, office):
    with scope(tenant=dossier.tenant_id), pytest.raises(Refused, match="bắt buộc"):
        checklists.mark_not_applicable(
            item_id=item(dossier, "self_review").pk, reason="Không có", actor=office, at=NOON
        )


@pytest.mark.clause("CC-III.7.2-9")
def test_other_papers_are_optional_and_take_a_file(dossier, office):
    row = item(dossier, "other")

    assert row.requirement == "if_any"
    assert attach(dossier, office, "other").state == ItemState.PROVIDED


def test_paper_kept_elsewhere_needs_its_place(dossier, office):
    with scope(tenant=dossier.tenant_id), pytest.raises(InvalidInput, match="nơi lưu"):
        checklists.keep_on_paper(item_id=item(dossier, "cv_supplement").pk, place=" ", actor=office, at=NOON)


def test_papers_are_fixed_once_the_dossier_is_complete(dossier, office):
    fill_everything(dossier, office)
    with scope(tenant=dossier.tenant_id):
        checklists.complete_dossier(dossier_id=dossier.pk, actor=office, at=NOON)

    with pytest.raises(Refused, match="Mở lại hồ sơ"):
        attach(dossier, office, "cv_supplement")


def test_preparing_again_adds_nothing(dossier, office):
    with scope(tenant=dossier.tenant_id):
        before = ChecklistItem.objects.count()

        assert checklists.prepare_dossiers(cycle_id=dossier.subject.cycle_id, actor=office, at=NOON) == 0
        assert ChecklistItem.objects.count() == before


def test_every_change_leaves_a_record(dossier, office):
    attach(dossier, office, "cv_supplement")

    with scope(tenant=dossier.tenant_id):
        record = AuditRecord.objects.filter(action="change_checklist_item").latest("pk")
    assert record.changes == {"item": "cv_supplement", "state": "provided", "note": ""}


def test_owner_may_add_papers_to_the_own_dossier_but_nobody_elses(dossier):
    owner = actor_for(dossier.tenant, person=dossier.subject.person)
    stranger = actor_for(
        dossier.tenant, person=SubjectFactory(tenant=dossier.tenant, cycle=dossier.subject.cycle).person
    )

    assert attach(dossier, owner, "cv_supplement").state == ItemState.PROVIDED
    with pytest.raises(PermissionDenied):
        attach(dossier, stranger, "cv_supplement")


@pytest.mark.parametrize("code", ["workplace_comment", "decision"])
def test_owner_leaves_papers_of_others_alone(dossier, code):
    """A comment or a decision about oneself is not one's own to bring, to replace or to take out."""
    owner = actor_for(dossier.tenant, person=dossier.subject.person)

    with pytest.raises(PermissionDenied):
        attach(dossier, owner, code)
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code=code)
        with pytest.raises(PermissionDenied):
            checklists.clear_item(item_id=item.pk, actor=owner, at=NOON)
        shown = {row.item.code: row.can_change for row in item_rows(dossier, owner, dossier.tenant)}

    assert shown[code] is False
    assert shown["cv_supplement"] is True
