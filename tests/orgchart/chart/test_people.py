"""Persons: names whole, sorted and found; two who correct at once; one who stands in the rolls twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from orgchart import registry
from orgchart.errors import InvalidInput, Outdated
from orgchart.kinds import Role
from orgchart.models import AuditRecord, CellMembership, DisciplineRecord, Person, Post, Supervision
from orgchart.names import name_sort_key, search_key
from orgchart.queries.people import RosterFilter, roster
from orgchart.services import chart
from orgchart.services.chart.merging import links_to_person
from reviews.models import Attendance, Subject
from tests.factories.orgchart import AccountFactory, actor_for
from tests.factories.reviews import ConferenceFactory, CycleFactory, SubjectFactory
from tests.orgchart.chart.conftest import SINCE

pytestmark = pytest.mark.django_db

TODAY = date(2024, 11, 5)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("H'Hen", "H’Hen"), ("hÒA", "ho\u0300a")])
def test_spellings_of_one_name_are_one_in_order_and_search(one, other):
    assert name_sort_key(one) == name_sort_key(other)
    assert search_key(one) == search_key(other)


def test_tone_decides_between_names_wherever_it_is_put():
    names = ["Hỏa", "Hòa", "Hoà", "Hoả", "Hoa", "Hóa"]

    assert sorted(names, key=name_sort_key) == ["Hoa", "Hòa", "Hoà", "Hỏa", "Hoả", "Hóa"]


def test_letters_of_other_alphabets_have_a_place_and_are_found():
    names = ["Zoë", "Müller", "Søren", "Łukasz", "Muller", "Nam", "한"]

    assert sorted(names, key=name_sort_key) == ["Łukasz", "Müller", "Muller", "Nam", "Søren", "Zoë", "한"]
    assert [search_key(name) for name in names[:4]] == ["zoe", "muller", "soren", "lukasz"]
    assert name_sort_key("한") != name_sort_key("박")


def test_name_is_kept_whole_and_clean(commune):
    person = commune.person("  Nguye\u0302\u0303n\u00a0Thị \u200b  Hoa ")

    assert person.full_name == "Nguyễn Thị Hoa"


def _found(search="", **more):
    return [person.full_name for person in roster(RosterFilter(search=search, **more), TODAY)]


def test_roster_is_searched_by_words_in_any_spelling(commune):
    for name in ("Nguyễn Thị Hòa", "Lê Văn Hoá", "Trần Thị Ủy"):
        commune.person(name)

    assert _found("hoà nguyen") == ["Nguyễn Thị Hòa"]
    assert _found("uỷ") == ["Trần Thị Ủy"]
    assert _found("HOA") == ["Nguyễn Thị Hòa", "Lê Văn Hoá"]


def test_roster_is_narrowed_by_unit_cell_and_role_and_sorted_by_rank(commune):
    head, member, other = (commune.person(name) for name in ("Lê An", "Lê Bình", "Lê Anh"))
    commune.post(head, commune["board"], "head", title="Bí thư", rank=1)
    commune.post(other, commune["board"], "member", rank=5)
    chart.join_cell(person=member, cell=commune["one"], started_on=SINCE, **commune.by)

    assert _found(cell=commune["one"]) == _found(unit=commune["one"]) == ["Lê Bình"]
    assert _found(unit=commune["root"]) == ["Lê An", "Lê Anh", "Lê Bình"]
    assert _found(role="head") == ["Lê An"]
    assert _found(by_rank=True) == ["Lê An", "Lê Anh", "Lê Bình"]
    chart.leave_cell(membership_id=CellMembership.objects.get().pk, ended_on=date(2024, 1, 31), **commune.by)
    assert _found(only_current=True) == ["Lê An", "Lê Anh"]


def test_second_of_two_corrections_is_told_of_the_first(commune):
    person = commune.person("Lê An")
    seen = person.version
    chart.update_person(person_id=person.pk, version=seen, residence="Xóm Một", **commune.by)

    with pytest.raises(Outdated) as outdated:
        chart.update_person(person_id=person.pk, version=seen, residence="Xóm Hai", **commune.by)

    assert outdated.value.row.residence == "Xóm Một"
    assert Person.objects.get().residence == "Xóm Một"


@pytest.fixture
def twice(commune):
    """Somebody in the rolls twice: posts and party life on both, a finished year and an account on the double."""
    kept, double = commune.person("Lê Thị Hoa"), commune.person("Lê Thị Hoa")
    commune.post(kept, commune["board"], "member", started_on=date(2021, 1, 1))
    commune.post(double, commune["board"], "member", started_on=SINCE)
    commune.post(double, commune["board"], "deputy", title="Phó Bí thư", started_on=SINCE)
    for person in (kept, double):
        chart.join_cell(person=person, cell=commune["one"], started_on=SINCE, **commune.by)
    chart.put_in_charge(person=double, organization=commune["two"], started_on=SINCE, **commune.by)
    chart.record_discipline(
        person=double, degree="khien_trach", violation="Vi phạm", decision_number="1-QĐ/UBKT",
        decided_on=date(2022, 3, 1), **commune.by,
    )  # fmt: skip
    Person.objects.filter(pk=double.pk).update(account=AccountFactory())
    commune.rows |= {"kept": kept, "double": double}
    return commune


def _merge(commune):
    return chart.merge_persons(kept_id=commune["kept"].pk, double_id=commune["double"].pk, **commune.by)


def test_merging_takes_everything_over_and_keeps_history(twice):
    cycle = CycleFactory(tenant=twice.tenant, year=2023, state="closed")
    subject = SubjectFactory(tenant=twice.tenant, cycle=cycle, person=twice["double"], name="Lê Thị Hoa")

    kept = _merge(twice)

    posts = Post.objects.filter(person=kept).order_by("title").values_list("title", "started_on")
    assert list(posts) == [("Phó Bí thư", SINCE), ("Ủy viên", SINCE)]
    assert not Post.objects.exclude(person=kept).exists()
    assert CellMembership.objects.get().person == kept
    assert Supervision.objects.get().person == kept
    assert DisciplineRecord.objects.get().person == kept
    assert Subject.objects.get(pk=subject.pk).person == kept
    double = Person.objects.get(pk=twice["double"].pk)
    assert (double.merged_into, double.account, kept.account is not None) == (kept, None, True)
    record = AuditRecord.objects.filter(action="merge_persons").get()
    assert (record.target_id, record.changes["double"]) == (kept.pk, double.pk)
    assert record.changes["moved"]["reviews.Subject.person"] == [subject.pk]
    assert _found("le thi hoa") == ["Lê Thị Hoa"]


def test_year_in_which_both_took_part_stays_readable_with_the_double(twice):
    cycle = CycleFactory(tenant=twice.tenant, year=2023, state="closed")
    for name in ("kept", "double"):
        SubjectFactory(tenant=twice.tenant, cycle=cycle, person=twice[name])

    _merge(twice)

    assert Subject.objects.filter(person=twice["double"]).count() == 1


def test_merging_waits_for_the_end_of_a_year_in_which_both_take_part(twice):
    cycle = CycleFactory(tenant=twice.tenant, year=2024, state="running")
    for name in ("kept", "double"):
        SubjectFactory(tenant=twice.tenant, cycle=cycle, person=twice[name])

    with pytest.raises(InvalidInput) as refusal:
        _merge(twice)

    assert "đợt năm 2024" in refusal.value.errors["double"]


def test_merging_is_refused_where_the_rows_contradict_each_other(twice):
    Person.objects.filter(pk=twice["kept"].pk).update(birth_date=date(1980, 1, 1))
    Person.objects.filter(pk=twice["double"].pk).update(birth_date=date(1981, 1, 1))
    with pytest.raises(InvalidInput, match="ngày sinh khác nhau"):
        _merge(twice)

    Person.objects.filter(pk=twice["double"].pk).update(birth_date=date(1980, 1, 1))
    CellMembership.objects.filter(person=twice["double"]).update(cell=twice["two"])
    with pytest.raises(InvalidInput, match="hai chi bộ"):
        _merge(twice)

    CellMembership.objects.filter(person=twice["double"]).update(cell=twice["one"])
    Person.objects.filter(pk=twice["kept"].pk).update(account=AccountFactory())
    with pytest.raises(InvalidInput, match="tài khoản"):
        _merge(twice)
    assert not Person.objects.exclude(merged_into=None).exists()


def test_a_merged_row_can_not_log_in_again(twice):
    _merge(twice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=twice["double"].pk).update(account=AccountFactory())


def test_every_row_that_names_a_person_has_a_rule_for_merging():
    links = links_to_person()

    assert len(links) >= 16
    assert (Attendance, "person") in links
    assert [
        f"{model._meta.label}.{name}" for model, name in links if (model, name) not in registry._person_fields
    ] == []


def test_model_without_a_rule_stops_merging(twice, monkeypatch):
    monkeypatch.delitem(registry._person_fields, (Attendance, "person"))

    with pytest.raises(KeyError):
        _merge(twice)


def test_what_a_double_did_in_a_year_goes_over(twice):
    cycle = CycleFactory(tenant=twice.tenant, year=2023, state="closed")
    conference = ConferenceFactory(
        tenant=twice.tenant, cycle=cycle, collective=twice["board"], chair=twice["double"], state="closed"
    )
    Attendance.objects.create(tenant=twice.tenant, conference=conference, person=twice["double"])

    kept = _merge(twice)

    conference.refresh_from_db()
    assert conference.chair == kept
    assert Attendance.objects.get().person == kept


def test_earlier_double_leads_to_the_person_that_is_kept_in_the_end(twice):
    first = twice.person("Lê Thị Hoa")
    chart.merge_persons(kept_id=twice["double"].pk, double_id=first.pk, **twice.by)

    kept = _merge(twice)

    assert Person.objects.get(pk=first.pk).merged_into == kept


def test_charge_of_one_unit_becomes_one_row(twice):
    chart.put_in_charge(person=twice["kept"], organization=twice["two"], started_on=date(2024, 1, 1), **twice.by)

    kept = _merge(twice)

    row = Supervision.objects.get()
    assert (row.person, row.started_on) == (kept, SINCE)


@pytest.mark.parametrize(("state", "is_refused"), [("announced", True), ("signed", False)])
def test_both_on_one_list_of_a_conference_wait_for_its_end(twice, state, is_refused):
    cycle = CycleFactory(tenant=twice.tenant, year=2024, state="running")
    conference = ConferenceFactory(tenant=twice.tenant, cycle=cycle, collective=twice["board"], state=state)
    for name in ("kept", "double"):
        Attendance.objects.create(tenant=twice.tenant, conference=conference, person=twice[name])

    if not is_refused:
        _merge(twice)
        assert Attendance.objects.filter(person=twice["double"]).count() == 1
        return
    with pytest.raises(InvalidInput) as refusal:
        _merge(twice)
    assert "Bỏ dòng bị trùng khỏi danh sách dự" in refusal.value.errors["double"]


def test_linked_decisions_are_one_case_with_one_wording(commune):
    inspection = actor_for(commune.tenant, Role.INSPECTION)
    by = {"actor": inspection, "at": commune.by["at"]}
    member = commune.person("Lê An")
    common = {"degree": "khien_trach", "decided_on": date(2024, 3, 1)}
    first = chart.record_discipline(
        collective=commune["board"], violation="Buông lỏng quản lý đất đai", decision_number="1-QĐ/UBKT", **common, **by
    )
    second = chart.record_discipline(person=member, same_case_as=first, decision_number="2-QĐ/UBKT", **common, **by)

    third = chart.record_discipline(
        person=commune.person("Lê Bình"), same_case_as=second, decision_number="3-QĐ/UBKT", **common, **by
    )
    chart.update_discipline(record_id=first.pk, violation="Vi phạm quy định về đất đai", **by)

    second.refresh_from_db()
    assert third.same_case_as == first
    assert second.violation == "Vi phạm quy định về đất đai"
    with pytest.raises(InvalidInput, match="nối vào quyết định này"):
        chart.update_discipline(record_id=first.pk, same_case_as=chart.record_discipline(
            person=member, violation="Khác", decision_number="4-QĐ/UBKT", **common, **by), **by)  # fmt: skip


def test_decision_of_tomorrow_or_without_words_is_refused(commune):
    fields = {"degree": "canh_cao", "decision_number": "1", "person": commune.person("Lê An")}

    with pytest.raises(InvalidInput) as future:
        chart.record_discipline(violation="Vi phạm", decided_on=date(2024, 11, 5), **fields, **commune.by)
    with pytest.raises(InvalidInput) as silent:
        chart.record_discipline(violation=" ", decided_on=date(2024, 3, 1), **fields, **commune.by)

    assert (set(future.value.errors), set(silent.value.errors)) == ({"decided_on"}, {"violation"})
