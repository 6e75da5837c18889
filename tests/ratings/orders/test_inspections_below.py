"""A superior opens the inspection of a body from what it handed over, reads its documents, records findings."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.errors import InvalidInput, Refused
from orgchart.kinds import Role
from orgchart.models import Envelope
from orgchart.tenancy import scope
from ratings.models import DecisionItem, Inspection, RatingCase
from ratings.services.inspection_files import HandFinding, open_from_file, record_finding
from reviews.models import Review
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import AgendaItemFactory, ConferenceFactory, ReviewSectionFactory

pytestmark = pytest.mark.django_db


def find(district, inspection, **more):
    given = {"text": "Bản kiểm điểm không nêu hạn chế.", "evidence": "Bản kiểm điểm của đồng chí Phó", "remedy": ""}
    with scope(tenant=district.tenant.pk):
        return record_finding(
            inspection_id=inspection.pk, found=HandFinding(**given | more), actor=district.office, at=NOON
        )


@pytest.mark.clause("CC-III.4-3")
def test_the_levels_that_came_up_are_judged_by_the_rules_of_the_body_below(town, district, decided):
    """The collective fell to a lower level after the decision; the head stands above it."""
    with scope(tenant=town.tenant.pk):
        RatingCase.objects.filter(subject=decided["body"]).update(level="HT")
    district.warrant()

    inspection = district.inspect()

    with scope(tenant=district.tenant.pk):
        rules = list(inspection.findings.order_by("position").values_list("rule", "subjects"))
    assert inspection.source == "envelope"
    assert inspection.body_name == town.tenant.name
    assert (inspection.subjects, inspection.rated) == (3, 3)
    assert ("head-ceiling", ["Ma Văn Đứng Đầu"]) in [(rule, names) for rule, names in rules]


@pytest.mark.clause("CC-III.4-3")
def test_all_documents_of_the_body_are_read_above_and_findings_are_recorded(town, district, decided, client):
    with scope(tenant=town.tenant.pk):
        review = Review.objects.get(subject=decided["deputy"])
        conference = ConferenceFactory(tenant=town.tenant, cycle=town.cycle, title="Hội nghị UBND", state="signed")
    ReviewSectionFactory(review=review, key="I-1", text="Luôn gương mẫu.", degree="T", saved_by=town.office.account)
    AgendaItemFactory(
        tenant=town.tenant, conference=conference, subject=decided["deputy"], position=1, state="concluded",
        concluded_at=NOON, weaknesses="Chậm báo cáo.",
    )  # fmt: skip
    district.warrant()
    inspection = district.inspect()
    client.force_login(district.office.account)
    place = [district.tenant.slug, 2024, inspection.pk]

    papers = client.get(reverse("ratings:inspection_papers", args=place)).content.decode()
    client.post(
        reverse("ratings:record_finding", args=place),
        {"ph-text": "Kết luận có hạn chế nhưng bản kiểm điểm không nêu.", "ph-evidence": "Biên bản Hội nghị UBND",
         "ph-subjects": ["Lò Thị Phó"]},
    )  # fmt: skip
    page = client.get(reverse("ratings:inspection", args=place)).content.decode()

    assert "Luôn gương mẫu." in papers
    assert "Chậm báo cáo." in papers
    assert "01-QĐ/ĐU" in papers
    assert "Kết luận có hạn chế nhưng bản kiểm điểm không nêu." in page
    assert "đối chiếu số liệu không phát hiện vi phạm. Đọc tài liệu phát hiện thêm 1 vi phạm." in page
    with scope(tenant=district.tenant.pk):
        finding = inspection.findings.get(rule="by-hand")
    assert (finding.subjects, finding.arithmetic) == (["Lò Thị Phó"], "Biên bản Hội nghị UBND")


def test_a_finding_says_what_and_on_which_ground(district, decided):
    district.warrant()
    inspection = district.inspect()

    with pytest.raises(InvalidInput) as refusal:
        find(district, inspection, text=" ", evidence="")

    assert set(refusal.value.errors) == {"text", "evidence"}


def test_open_results_do_not_go_up_and_no_level_is_no_inspection(town, district):
    town.leader("Người chưa xếp loại")
    town.prepare()
    district.warrant()

    with pytest.raises(Refused, match="chưa có kết quả nào"):
        district.inspect()


def test_the_documents_are_taken_in_with_the_inspection_and_open_it_once(district, decided):
    district.warrant()
    first, second = district.inspect(), district.inspect()

    with scope(tenant=district.tenant.pk):
        assert Envelope.objects.get(kind=EnvelopeKind.INSPECTION_FILE).state == "received"
        assert Inspection.objects.count() == 1
    assert first.pk == second.pk


def test_who_does_not_inspect_opens_nothing(town, district, decided):
    district.warrant()

    head = actor_for(district.tenant, Role.HEAD)
    with scope(tenant=district.tenant.pk):
        file = Envelope.objects.get(kind=EnvelopeKind.INSPECTION_FILE)
        with pytest.raises(PermissionDenied):
            open_from_file(cycle_id=district.cycle.pk, envelope_id=file.pk, actor=head, at=NOON)


def test_the_body_below_keeps_its_levels_whatever_is_found(town, district, decided):
    district.warrant()
    find(district, district.inspect())

    with scope(tenant=town.tenant.pk):
        assert DecisionItem.objects.count() == 3
        assert RatingCase.objects.exclude(level="").count() == 3
