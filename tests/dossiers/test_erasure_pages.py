"""The pages of an erasure, as the office and the head use them."""

import pytest

from orgchart.models import Erasure
from orgchart.services.jobs import run_job
from orgchart.tenancy import scope
from tests.dossiers.erased import Parting
from tests.dossiers.kept import LATER
from tests.factories.orgchart import PostFactory

pytestmark = pytest.mark.django_db

GROUND = {"ground": "Đơn ngày 02/01/2031", "spellings": ""}
ASK, APPROVE = "Gửi đề nghị", "Duyệt xóa dữ liệu"


@pytest.fixture
def parting(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Parting()


@pytest.fixture
def page(parting, client):
    """What somebody gets at an address of the office; sent as a form where there are values."""

    def ask(actor, path, values=None):
        client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        url = f"/{parting.tenant.slug}/{path}"
        answer = client.get(url) if values is None else client.post(url, values, follow=True)
        return answer.content.decode()

    return ask


def worked(parting):
    """The row after its job has run."""
    with scope(tenant=parting.tenant.pk):
        job = Erasure.objects.get().job_id
    run_job(job_id=job, clock=lambda: LATER)


def test_office_reads_every_reason_and_gets_no_form(parting, page):
    post = PostFactory(tenant=parting.tenant, person=parting.person, ended_on=None)

    shown = page(parting.office, f"can-bo/{parting.person.pk}/xoa-du-lieu/")

    assert f"Đang giữ chức vụ {post.title}: kết thúc chức vụ này trước." in shown
    assert ASK not in shown


def test_wrong_entry_is_told_at_its_field_and_nothing_typed_is_lost(parting, page):
    typed = {"ground": "", "spellings": "Hòa"}

    shown = page(parting.office, f"can-bo/{parting.person.pk}/xoa-du-lieu/", typed)
    again = page(parting.office, f"can-bo/{parting.person.pk}/xoa-du-lieu/", typed | {"ground": "Đơn"})

    assert "Ghi căn cứ" in shown
    assert "ít nhất hai chữ" in again
    assert ">\nHòa</textarea>" in again


def test_unclear_places_are_read_and_chosen(parting, page):
    parting.namesake()
    with scope(tenant=parting.tenant.pk):
        letter = parting.send_letter("Thư", {"text": f"Xác nhận {parting.name} đã nộp đủ"})
    page(parting.office, f"can-bo/{parting.person.pk}/xoa-du-lieu/", GROUND)
    worked(parting)
    with scope(tenant=parting.tenant.pk):
        here = f"xoa-du-lieu/{Erasure.objects.get().pk}/"
    box = f'value="orgchart.envelope:{letter.pk}"'

    shown = page(parting.office, here)
    chosen = page(parting.office, f"{here}chon/", {"chosen": f"orgchart.envelope:{letter.pk}"})

    assert f"Xác nhận {parting.name} đã nộp đủ" in shown
    assert f"{box} checked" not in shown
    assert f"{box} checked" in chosen
    assert f"{box} checked disabled" in page(parting.head, here)


def test_head_decides_on_it_and_reads_what_came_of_it(parting, page):
    page(parting.office, f"can-bo/{parting.person.pk}/xoa-du-lieu/", GROUND)
    with scope(tenant=parting.tenant.pk):
        here = f"xoa-du-lieu/{Erasure.objects.get().pk}/"
    assert APPROVE not in page(parting.head, here)  # nothing was looked for yet
    worked(parting)
    assert "Văn bản gửi, nhận" in page(parting.head, here)
    assert APPROVE in page(parting.head, here)
    assert APPROVE not in page(parting.office, here)
    assert "Chờ người đứng đầu hoặc Ban Thường vụ quyết định" in page(parting.office, here)
    assert "Chờ người đứng đầu hoặc Ban Thường vụ quyết định" not in page(parting.head, here)

    page(parting.head, f"{here}duyet/", {})
    worked(parting)

    shown = page(parting.head, here)
    assert parting.name not in shown
    assert "còn chứa dữ liệu này đến hết ngày 01/02/2031" in shown
    assert parting.superior.name in shown
    assert "Thêm chức vụ" not in page(parting.office, f"can-bo/{parting.person.pk}/")
    assert "Dữ liệu cá nhân của người này đã xóa" in page(parting.office, f"can-bo/{parting.person.pk}/")
