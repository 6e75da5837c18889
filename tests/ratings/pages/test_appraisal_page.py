"""The appraisal page: what stands beside the form, errors that lose nothing, the verdict while typing."""

import pytest
from django.urls import reverse

from orgchart.tenancy import scope
from ratings.models import RatingCase
from tests.counting import statements_of
from tests.factories.orgchart import NOON, DisciplineRecordFactory, TenantFactory
from tests.factories.ratings import CriterionDegreeFactory
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory
from tests.ratings.conftest import ATTESTATIONS


def address(town, name, subject):
    return reverse(f"ratings:{name}", args=[town.tenant.slug, town.cycle.year, town.case(subject).pk])


def typed(town, subject, degree="X", **more):
    data = {"version": town.case(subject).version, "proposed_level": "XS", "targets_met_percent": "100"}
    data |= {"main_targets_met": "on"}
    data |= {f"degree_{code}": degree for code in ("1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "3")}
    data |= {f"attestation_{number}": "Báo cáo số 12" for number, _ in enumerate(ATTESTATIONS)}
    return data | more


@pytest.fixture
def office(client, town):
    client.force_login(town.office.account)
    return client


@pytest.fixture
def union(town):
    subject = town.collective("Đoàn Thanh niên")
    town.prepare()
    return subject


@pytest.mark.clause("CC-I.4-1", "SL-I.3-3", "HY-A.2-6")
def test_work_results_come_first_and_the_bodies_levels_stand_beside(town, office, union):
    head = town.leader("Ngô Văn Trưởng", heads=(union,))
    town.prepare()
    town.appraise(union, proposed="HTT")

    page = office.get(address(town, "appraise", head)).content.decode()

    assert page.index("<strong>2a.</strong>") < page.index("<strong>1a.</strong>")
    assert "Đoàn Thanh niên: <span" in page
    assert "đang đề nghị Hoàn thành tốt nhiệm vụ" in page


@pytest.mark.clause("CC-III.5-1")
def test_what_the_conference_concluded_stands_beside_the_form(town, office, union):
    AgendaItemFactory(
        conference=ConferenceFactory(tenant=town.tenant, cycle=town.cycle, title="Hội nghị kiểm điểm Đoàn"),
        subject=union,
        state="concluded",
        concluded_at=NOON,
        strengths="Giữ nền nếp sinh hoạt",
        weaknesses="Kết nạp đoàn viên chậm",
    )

    page = office.get(address(town, "appraise", union)).content.decode()

    panel = page[page.index("<h2>Kết luận kiểm điểm</h2>") :].partition("</section>")[0]
    assert "Hội nghị kiểm điểm Đoàn" in panel
    assert "Giữ nền nếp sinh hoạt" in panel
    assert "Kết nạp đoàn viên chậm" in panel


@pytest.mark.clause("SL-I.3-4")
def test_a_proposal_above_the_own_office_is_flagged_on_the_sheet_in_son_la(town, office, union):
    with scope(tenant=town.tenant.pk):
        town.cycle.set_code = "son-la-bdt-2022"
        town.cycle.save()
    head = town.leader("Ngô Văn Trưởng", heads=(union,))
    town.prepare()
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject=union).update(state="decided", level="HT")

    page = office.post(address(town, "verdict", head), typed(town, head)).content.decode()

    assert "“Đoàn Thanh niên” xếp loại “Hoàn thành nhiệm vụ”" in page
    assert "ruling-refused" in page


def test_own_degrees_and_discipline_stand_beside_the_form(town, office, union):
    CriterionDegreeFactory(case=town.case(union), code="1a", self_degree="TB", degree="")
    DisciplineRecordFactory(
        tenant=town.tenant, person=None, collective=union.collective, decision_number="9-QĐ/UBKT", counted_in_year=2023
    )

    page = office.get(address(town, "appraise", union)).content.decode()

    assert "Tự nhận: Trung bình" in page
    assert "Quyết định 9-QĐ/UBKT" in page
    assert "đã tính vào năm 2023" in page


@pytest.mark.clause("HY-B.II.1.4-1", "SL-IV.1-4")
def test_an_appraisal_is_stored_with_evidence_note_and_proposal(town, office, union):
    answer = office.post(address(town, "appraise", union), typed(town, union, note="Tập thể mạnh"))

    case = town.case(union)
    assert answer.status_code == 302
    assert (case.state, case.proposed_level, case.appraisal_note) == ("appraised", "XS", "Tập thể mạnh")
    assert case.attested
    assert case.attestations["Có sản phẩm cụ thể"] == "Báo cáo số 12"


@pytest.mark.clause("HY-B.II.1.4-1")
def test_the_top_level_without_every_attestation_is_refused_and_nothing_typed_is_lost(town, office, union):
    answer = office.post(address(town, "appraise", union), typed(town, union, attestation_0=" ", note="Giữ nguyên văn"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "xác nhận đủ các điều kiện định tính" in page
    assert "Giữ nguyên văn" in page
    assert town.case(union).state == "self_rated"


def test_the_verdict_follows_what_stands_on_the_page_and_keeps_nothing(town, office, union):
    shown = office.post(address(town, "verdict", union), typed(town, union, degree="T")).content.decode()

    assert "Không quá <em>Hoàn thành tốt</em>" in shown
    assert "muốn xếp cao hơn" in shown
    assert "<html" not in shown
    assert town.case(union).state == "self_rated"


def test_a_stale_page_is_answered_with_409(town, office, union):
    stale = typed(town, union)
    office.post(address(town, "appraise", union), stale)

    assert office.post(address(town, "appraise", union), stale).status_code == 409


def test_the_group_changes_on_the_page_until_the_first_ballot(town, office, union):
    answer = office.post(address(town, "change_group", union), {"group": ""})

    assert answer.status_code == 302
    assert town.case(union).group is None


def test_an_own_level_on_paper_is_entered_by_the_office(town, office, union):
    with scope(tenant=town.tenant.pk):
        case = town.case(union)
        case.state, case.self_level = "not_ready", ""
        case.save()

    assert office.post(address(town, "self_rate", union), {}).status_code == 422
    office.post(address(town, "self_rate", union), {"self_level": "HT"})

    assert (town.case(union).state, town.case(union).self_level) == ("self_rated", "HT")


def test_the_page_costs_the_same_in_a_cycle_of_1_and_of_4(town, office, union):
    one = len(statements_of(office, address(town, "appraise", union)))
    more = [town.collective("Hội Nông dân"), town.cell("Chi bộ 1"), town.leader("Lê Thị Phó", heads=(union,))]
    town.prepare()
    town.appraise(*more[:2])

    assert len(statements_of(office, address(town, "appraise", union))) == one <= 28


@pytest.mark.clause("CC-IIIb.1-5")
def test_a_paper_decision_of_the_superior_is_typed_in_with_its_number(town, office):
    chair = town.leader("Ma Đình Quang", rating="superior", decided_by=TenantFactory())
    town.prepare()
    town.appraise(chair)
    office.post(address(town, "propose", chair))
    where = address(town, "decide_externally", chair)
    given = {"level": "XS", "decision_code": "", "decided_on": "2024-12-20", "body": "Ban Thường vụ Huyện ủy"}

    refused = office.post(where, given)
    office.post(where, given | {"decision_code": "45-QĐ/HU"})

    assert refused.status_code == 422
    assert "Ban Thường vụ Huyện ủy" in refused.content.decode()
    assert (town.case(chair).level, town.case(chair).external_decision) == ("XS", "45-QĐ/HU")


def test_second_of_two_appraisers_loses_nothing_and_sees_the_first(town, office, union):
    mine = typed(town, union, note="Cần bổ sung minh chứng", proposed_level="HTT")
    town.appraise(union, proposed="HT", note="Bản của người trước")

    page = office.post(address(town, "appraise", union), mine)

    text = page.content.decode()
    assert page.status_code == 409
    assert "Cần bổ sung minh chứng" in text
    assert "Bản của người trước" in text
    assert f'name="version" value="{town.case(union).version}"' in text


def test_decision_of_the_superior_is_noted_though_the_case_was_appraised_again(town, office):
    head = town.leader("Ngô Văn Trưởng", rating="superior", decided_by=TenantFactory())
    town.prepare()
    town.appraise(head)
    sent = {"level": "HTT", "decision_code": "7-QĐ/HU", "decided_on": "2024-12-10", "body": "Huyện ủy"}

    assert office.post(address(town, "decide_externally", head), sent).status_code == 302
    assert town.case(head).level == "HTT"
