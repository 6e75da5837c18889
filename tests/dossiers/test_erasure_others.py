"""What an erasure leaves to others: longer names, the account of another office, papers of years that are kept."""

import pytest
from django.core.files.base import ContentFile

from dossiers.models import PrintedDocument
from dossiers.services import printing, retention
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import Account, EnvelopeFile, Erasure, Organization, Person, RosterImport
from orgchart.services import erasures
from orgchart.services.chart.merging import merge_persons
from orgchart.tenancy import scope
from reviews.models import Cycle, Subject
from tests.dossiers.erased import FIRST_NAME, Parting, failed
from tests.dossiers.kept import LATER
from tests.factories.orgchart import NOON, OrganizationFactory, PersonFactory, actor_for
from tests.factories.reviews import CycleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def parting():
    return Parting()


# --- Names of others -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("longer", ["{} Hằng", "Hà {}"])
def test_longer_name_of_somebody_else_stays_whole(parting, longer):
    longer = longer.format(parting.name)
    other = PersonFactory(tenant=parting.tenant, full_name=longer)
    with scope(tenant=parting.tenant.pk):
        letter = parting.send_letter("Thư", {"text": f"{longer} thay {parting.name}; {longer.upper()}"})

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        letter.refresh_from_db()
        assert Person.objects.get(pk=other.pk).full_name == longer
    assert letter.content["text"] == f"{longer} thay Người số {parting.person.pk}; {longer.upper()}"


def test_unit_that_is_named_after_somebody_keeps_its_name(parting):
    unit = OrganizationFactory(tenant=parting.tenant, name=f"Trường {parting.name}")

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        assert Organization.objects.get(pk=unit.pk).name == f"Trường {parting.name}"


@pytest.mark.parametrize("spellings", ["", "Bảy Khuyên"])
def test_whoever_has_an_earlier_name_or_another_spelling_keeps_it(parting, spellings):
    name = spellings or FIRST_NAME
    other = PersonFactory(tenant=parting.tenant, full_name=name)

    parting.erase(spellings=spellings)

    with scope(tenant=parting.tenant.pk):
        assert Person.objects.get(pk=other.pk).full_name == name


def test_namesake_who_came_after_the_search_is_told_of_in_the_report(parting):
    erasure = parting.look(parting.ask())
    parting.namesake()

    report = parting.look(parting.allow(erasure)).report

    assert erasure.doubtful == []
    assert report["left"] > 0


def test_two_rows_that_differ_by_the_spelling_alone_stay_two(parting):
    with scope(tenant=parting.tenant.pk):
        subject = Subject.objects.exclude(pk=parting.subject.pk).get()
        for body in (parting.name, FIRST_NAME):
            subject.level_references.create(
                tenant=parting.tenant, body=body, sender=parting.superior, told_at=NOON,
            )  # fmt: skip

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        bodies = sorted(subject.level_references.values_list("body", flat=True))
        assert all(body.startswith(f"Người số {parting.person.pk}") for body in bodies)
        assert len(set(bodies)) == 2


# --- Rows, accounts and papers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["proposed", "done"])
def test_whoever_is_to_be_erased_is_merged_with_nobody(parting, state):
    _ = parting.erase() if state == "done" else parting.ask()
    other = PersonFactory(tenant=parting.tenant, birth_date=None)

    for kept, double in ((parting.person.pk, other.pk), (other.pk, parting.person.pk)):
        with pytest.raises(InvalidInput, match="xóa dữ liệu cá nhân"):
            parting.call(merge_persons, kept_id=kept, double_id=double)


def test_account_of_another_office_is_in_no_list_here(parting, client):
    other = actor_for(parting.superior, Role.READ_ONLY).tenant_id
    parting.account.memberships.create(tenant_id=other)

    parting.erase()

    assert Account.objects.get(pk=parting.account.pk).full_name == parting.name
    client.force_login(actor_for(parting.tenant, Role.ADMIN).account)
    for shown in ("", "?da_khoa=1"):
        page = client.get(f"/{parting.tenant.slug}/tai-khoan/{shown}")
        assert page.status_code == 200
        assert parting.name not in page.content.decode()
    with scope(tenant=parting.tenant.pk):
        assert Person.objects.get(pk=parting.person.pk).account is None


def test_papers_of_another_year_that_is_kept_stay_and_the_report_says_so(parting):
    cycle = CycleFactory(tenant=parting.tenant, year=2029)
    parting.call(retention.place_hold, reason="Thanh tra", cycle_id=cycle.pk)
    with scope(tenant=parting.tenant.pk):
        letter = parting.send_letter("Hồ sơ", {"year": 2029, "text": f"{parting.name} góp ý"})

    report = parting.erase().report

    with scope(tenant=parting.tenant.pk):
        letter.refresh_from_db()
        assert EnvelopeFile.objects.filter(envelope=letter).exists()
    assert letter.content["text"] == f"Người số {parting.person.pk} góp ý"
    assert report["papers_left"] == 1


def test_list_that_was_asked_for_and_never_printed_stops_nothing(parting):
    with scope(tenant=parting.tenant.pk):
        disposal = Cycle.objects.get().disposals.get()
        printing.print_disposal(disposal_id=disposal.pk, actor=parting.office, at=LATER)
        assert PrintedDocument.objects.get().file is None

    assert parting.erase().state == "done"


def test_roster_that_is_not_settled_keeps_the_person(parting):
    with scope(tenant=parting.tenant.pk):
        roster = RosterImport(
            tenant=parting.tenant, file_name="ds.xlsx", digest="0" * 64, since=NOON.date(), uploaded_at=NOON,
            uploaded_by=parting.office.account, state="preview",
            sheets=[{"name": "DS", "rows": [[parting.name, "03/02/1970"]]}],
        )  # fmt: skip
        roster.content.save("ds", ContentFile(parting.name.encode()))

    with pytest.raises(Refused) as refusal:
        parting.ask()
    assert refusal.value.reasons == (
        "Danh sách ds.xlsx chưa ghi, có thể nêu tên người này: ghi hoặc bỏ danh sách trước.",
    )
    with scope(tenant=parting.tenant.pk):
        RosterImport.objects.update(state="dropped", sheets=[], content="")
    assert parting.ask().state == "proposed"


# --- An approval that can not be carried out -----------------------------------------------------------------------


def held(parting):
    erasure = parting.allow(parting.look(parting.ask()))
    parting.call(retention.place_hold, reason="Có đơn", person_id=parting.person.pk)
    failed(erasure)
    return erasure


def test_page_says_why_the_work_was_refused_and_offers_to_take_the_approval_back(parting, client):
    erasure = held(parting)
    client.force_login(parting.head.account)

    page = client.get(f"/{parting.tenant.slug}/xoa-du-lieu/{erasure.pk}/").content.decode()

    assert "tạm dừng tiêu hủy: Có đơn" in page
    assert "Không duyệt xóa dữ liệu" in page


def test_approval_whose_work_was_refused_is_taken_back(parting):
    erasure = held(parting)

    parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Có đơn", actor=parting.head)

    with scope(tenant=parting.tenant.pk):
        assert Erasure.objects.get().state == "rejected"


def test_approval_is_not_taken_back_while_work_is_on_its_way_or_rows_are_gone(parting):
    erasure = parting.allow(parting.look(parting.ask()))
    take_back = {"erasure_id": erasure.pk, "reason": "Thôi", "actor": parting.head}

    with pytest.raises(Refused, match="Đang thực hiện"):
        parting.call(erasures.reject_erasure, **take_back)
    with scope(tenant=parting.tenant.pk):
        erasure.job.state, erasure.job.finished_at = "failed", LATER
        erasure.job.save()
        Erasure.objects.update(emptied_at=LATER)
    with pytest.raises(Refused, match="Đang thực hiện"):
        parting.call(erasures.reject_erasure, **take_back)


def test_files_still_go_where_something_is_held_after_the_rows_have_gone(parting):
    erasure = held(parting)
    with scope(tenant=parting.tenant.pk):
        Erasure.objects.update(emptied_at=LATER)

    assert parting.look(parting.allow(erasure)).state == "done"
