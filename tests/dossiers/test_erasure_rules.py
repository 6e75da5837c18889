"""Nobody is erased early, by one person, or in place of a namesake."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dossiers.services import retention
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import (
    Erasure,
    Person,
    Post,
    RoleGrant,
    Supervision,
)
from orgchart.services import erasures
from orgchart.services.erasing import KEPT_MEANWHILE
from orgchart.services.jobs import NO_RIGHT
from orgchart.tenancy import scope
from reviews.models import Cycle, Subject
from tests.dossiers.erased import failed, naming, printed
from tests.dossiers.kept import LATER
from tests.factories.orgchart import NOON, OrganizationFactory, PostFactory, actor_for

pytestmark = pytest.mark.django_db


# --- Not before its time -------------------------------------------------------------------------------------------


def refused(parting, **more):
    with pytest.raises(Refused) as refusal:
        parting.ask(**more)
    return refusal.value.reasons


def test_papers_that_are_kept_keep_the_name_and_the_refusal_names_them_all(parting):
    printed(parting)

    assert refused(parting) == (
        "Năm 2024 còn 1 mục “Quyết định, thông báo, biên bản, báo cáo”, chưa đặt thời hạn bảo quản.",
    )


def test_hold_keeps_the_person(parting):
    parting.call(retention.place_hold, reason="Thanh tra tỉnh", person_id=parting.person.pk)

    assert refused(parting)[0] == "Hồ sơ của người này đang tạm dừng tiêu hủy: Thanh tra tỉnh."


def test_year_that_goes_on_keeps_everybody_in_it(parting):
    with scope(tenant=parting.tenant.pk):
        Cycle.objects.update(state="running", closed_at=None, closed_by=None)

    assert refused(parting) == ("Có trong đợt kiểm điểm năm 2024 chưa kết thúc.",)


def test_running_post_keeps_the_person(parting):
    post = PostFactory(tenant=parting.tenant, person=parting.person, ended_on=None)

    assert refused(parting) == (f"Đang giữ chức vụ {post.title}: kết thúc chức vụ này trước.",)
    with scope(tenant=parting.tenant.pk):
        Post.objects.update(ended_on=NOON.date())
    assert parting.ask().state == "proposed"


def test_running_charge_of_a_unit_keeps_the_person(parting):
    unit = OrganizationFactory(tenant=parting.tenant, name="Chi bộ Khuổi Lếch")
    with scope(tenant=parting.tenant.pk):
        charge = Supervision(
            tenant=parting.tenant, person=parting.person, organization=unit, started_on=date(2024, 1, 1)
        )
        charge.save()

    assert refused(parting) == ("Đang phụ trách, theo dõi Chi bộ Khuổi Lếch: kết thúc việc này trước.",)
    with scope(tenant=parting.tenant.pk):
        Supervision.objects.update(ended_on=NOON.date())
    assert parting.ask().state == "proposed"


def test_hold_after_the_approval_stops_the_work_and_nothing_is_gone(parting):
    erasure = parting.allow(parting.look(parting.ask()))
    parting.call(retention.place_hold, reason="Có đơn", person_id=parting.person.pk)

    assert failed(erasure) == KEPT_MEANWHILE
    assert "orgchart_person" in naming(parting, "ma văn số 1")


# --- Two persons ---------------------------------------------------------------------------------------------------


def test_nobody_decides_on_the_own_proposal(parting):
    both = actor_for(parting.tenant, Role.OFFICE, Role.HEAD)
    erasure = parting.look(parting.ask(actor=both))

    with pytest.raises(Refused, match="hai người"):
        parting.allow(erasure, actor=both)
    with pytest.raises(Refused, match="hai người"):
        parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Không", actor=both)
    assert parting.allow(erasure).state == "approved"


def test_nobody_decides_on_the_own_erasure(parting):
    own = actor_for(parting.tenant, Role.HEAD, person=parting.person)
    erasure = parting.look(parting.ask())

    with pytest.raises(Refused, match="chính đồng chí"):
        parting.allow(erasure, actor=own)


def test_database_itself_knows_no_erasure_by_one_person(parting):
    erasure = parting.ask()

    with scope(tenant=parting.tenant.pk), pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(state="approved", decided_at=LATER, decided_by=erasure.proposed_by)


def test_rights_are_asked_at_every_step(parting):
    with pytest.raises(PermissionDenied):
        parting.ask(actor=parting.head)
    erasure = parting.look(parting.ask())
    with pytest.raises(PermissionDenied):
        parting.allow(erasure, actor=actor_for(parting.tenant, Role.OFFICE))
    approved = parting.allow(erasure)
    with scope(tenant=parting.tenant.pk):
        RoleGrant.objects.filter(account=parting.head.account).delete()
    assert failed(approved) == NO_RIGHT
    assert "orgchart_person" in naming(parting, "ma văn số 1")


def test_search_is_repeated_for_what_was_written_since(parting):
    erasure = parting.look(parting.ask())
    parting.namesake()
    assert erasure.doubtful == []

    later = LATER + timedelta(minutes=1)
    again = parting.look(parting.call(erasures.look_again, erasure_id=erasure.pk, at=later))

    assert again.doubtful
    assert again.found["orgchart.envelope"] == erasure.found["orgchart.envelope"]
    parting.allow(again)
    with pytest.raises(Refused, match="Đang thực hiện"):
        parting.call(erasures.look_again, erasure_id=erasure.pk)


def test_nobody_is_looked_for_on_the_word_of_somebody_who_lost_the_right(parting):
    erasure = parting.ask()
    with scope(tenant=parting.tenant.pk):
        RoleGrant.objects.filter(account=parting.office.account).delete()

    assert failed(erasure) == NO_RIGHT


def test_what_was_not_approved_takes_nothing_away_and_may_be_asked_again(parting):
    erasure = parting.look(parting.ask())
    with pytest.raises(InvalidInput):
        parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason=" ", actor=parting.head)

    parting.call(erasures.reject_erasure, erasure_id=erasure.pk, reason="Chưa đủ căn cứ", actor=parting.head)

    assert "orgchart_person" in naming(parting, "ma văn số 1")
    with pytest.raises(Refused, match="Không duyệt"):
        parting.allow(erasure)
    assert parting.ask().state == "proposed"


def test_it_is_asked_for_once_with_its_ground(parting):
    with pytest.raises(InvalidInput) as wrong:
        parting.ask(ground=" ", spellings="Hòa")
    assert set(wrong.value.errors) == {"ground", "spellings"}
    parting.ask()
    with pytest.raises(Refused, match="Đã có đề nghị"):
        parting.ask()


def test_nothing_is_decided_before_the_places_are_known(parting):
    with pytest.raises(Refused, match="đang tìm"):
        parting.allow(parting.ask())


# --- Two of one name -----------------------------------------------------------------------------------------------


def test_namesake_keeps_the_name_where_a_row_is_about_him_or_her(parting):
    other = parting.namesake()

    parting.erase()

    with scope(tenant=parting.tenant.pk):
        assert Person.objects.get(pk=other.pk).full_name == parting.name
        assert Subject.objects.get(pk=parting.subject.pk).name == f"Người số {parting.person.pk}"


def test_rows_and_earlier_versions_of_either_are_clear(parting):
    parting.namesake()

    assert not {label for label, _ in parting.look(parting.ask()).doubtful} & {
        "orgchart.person", "orgchart.historicalperson", "reviews.subject", "reviews.historicalsubject",
    }  # fmt: skip


def test_unclear_places_are_listed_and_only_the_chosen_ones_go(parting):
    parting.namesake()
    with scope(tenant=parting.tenant.pk):
        mine, theirs = (parting.send_letter(f"Thư {n}", {"text": f"{parting.name} {n}"}) for n in (1, 2))
    erasure = parting.look(parting.ask())
    assert ["orgchart.envelope", mine.pk] in erasure.doubtful

    with pytest.raises(InvalidInput):
        parting.call(erasures.choose_places, erasure_id=erasure.pk, chosen=["orgchart.person:1"])
    parting.call(erasures.choose_places, erasure_id=erasure.pk, chosen=[f"orgchart.envelope:{mine.pk}"])
    parting.look(parting.allow(erasure))

    with scope(tenant=parting.tenant.pk):
        mine.refresh_from_db()
        theirs.refresh_from_db()
    assert parting.name not in mine.content["text"]
    assert theirs.content["text"] == f"{parting.name} 2"
