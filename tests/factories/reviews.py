"""Factories of cycles, subjects, reviews and conferences."""

from datetime import date

import factory

from orgchart.kinds import Bloc, PostRole
from orgchart.names import name_sort_key
from reviews.models import (
    AgendaItem,
    Audience,
    Conference,
    Cycle,
    Deadline,
    FormKind,
    Place,
    RatingPlace,
    Review,
    ReviewSection,
    Subject,
    SubjectKind,
)
from reviews.regulations.loader import load_set
from tests.factories.base import TenantRowFactory
from tests.factories.orgchart import NOON, CollectiveFactory, OrganizationFactory, PersonFactory, TenantFactory


class CycleFactory(TenantRowFactory):
    """The running year 2024 of Chợ Chu's set."""

    class Meta:
        model = Cycle

    tenant = factory.SubFactory(TenantFactory)
    year = 2024
    title = factory.LazyAttribute(lambda row: f"Kiểm điểm, xếp loại năm {row.year}")
    set_code = "cho-chu-2024"
    set_digest = factory.LazyAttribute(lambda row: load_set(row.set_code).digest)
    state = "running"
    rating_date = date(2024, 11, 30)


class DeadlineFactory(TenantRowFactory):
    """A step of the plan by which self-reviews are written."""

    class Meta:
        model = Deadline

    tenant = factory.SelfAttribute("cycle.tenant")
    cycle = factory.SubFactory(CycleFactory)
    step = "self_review"
    title = "Viết bản kiểm điểm"
    wording = "trước ngày 16/11"
    last_day = date(2024, 11, 15)


class SubjectFactory(TenantRowFactory):
    """A person who is reviewed and rated here; a collective with `kind` and `collective`."""

    class Meta:
        model = Subject

    tenant = factory.SubFactory(TenantFactory)
    cycle = factory.SubFactory(CycleFactory, tenant=factory.SelfAttribute("..tenant"))
    kind = SubjectKind.INDIVIDUAL
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    unit = factory.SubFactory(OrganizationFactory, tenant=factory.SelfAttribute("..tenant"))
    org_path = factory.LazyAttribute(lambda row: row.unit.path)
    name = factory.LazyAttribute(lambda row: row.person.full_name if row.person else str(row.unit))
    position = "Trưởng ban"
    bloc = Bloc.PARTY
    title_group = "Cấp trưởng"
    role = PostRole.HEAD
    rank = 20
    sort_key = factory.LazyAttribute(lambda row: name_sort_key(row.name))
    appointed_on = date(2020, 6, 1)
    rating = RatingPlace.HERE


class CollectiveSubjectFactory(SubjectFactory):
    """A leading collective that is reviewed and rated here."""

    kind = SubjectKind.COLLECTIVE
    person = None
    collective = factory.SubFactory(CollectiveFactory, tenant=factory.SelfAttribute("..tenant"))
    unit = factory.LazyAttribute(lambda row: row.collective.organization)
    name = factory.LazyAttribute(lambda row: row.collective.name)
    position = ""
    title_group = ""
    role = ""
    appointed_on = None


class PlaceFactory(TenantRowFactory):
    """A collective as the place of review of a subject."""

    class Meta:
        model = Place

    subject = factory.SubFactory(SubjectFactory)
    tenant = factory.LazyAttribute(lambda row: row.subject.tenant)
    collective = factory.SubFactory(CollectiveFactory, tenant=factory.SelfAttribute("..tenant"))
    audience = Audience.COLLECTIVE


class ReviewFactory(TenantRowFactory):
    """A self-review that nobody has begun; its author is the person of the subject."""

    class Meta:
        model = Review

    subject = factory.SubFactory(SubjectFactory)
    tenant = factory.LazyAttribute(lambda row: row.subject.tenant)
    form_kind = FormKind.LEADER_REVIEW
    author = factory.LazyAttribute(lambda row: row.subject.person)


class ReviewSectionFactory(TenantRowFactory):
    """One written heading."""

    class Meta:
        model = ReviewSection

    review = factory.SubFactory(ReviewFactory)
    tenant = factory.LazyAttribute(lambda row: row.review.tenant)
    key = "I-2"
    text = "Đã hoàn thành các chỉ tiêu được giao trong năm."
    version = 1
    saved_at = NOON


class ConferenceFactory(TenantRowFactory):
    """A planned conference of a collective."""

    class Meta:
        model = Conference

    tenant = factory.SubFactory(TenantFactory)
    cycle = factory.SubFactory(CycleFactory, tenant=factory.SelfAttribute("..tenant"))
    collective = factory.SubFactory(CollectiveFactory, tenant=factory.SelfAttribute("..tenant"))
    title = "Hội nghị kiểm điểm"
    starts_at = NOON


class AgendaItemFactory(TenantRowFactory):
    """One subject on the agenda."""

    class Meta:
        model = AgendaItem

    conference = factory.SubFactory(ConferenceFactory)
    tenant = factory.LazyAttribute(lambda row: row.conference.tenant)
    subject = factory.SubFactory(SubjectFactory, tenant=factory.SelfAttribute("..tenant"))
    position = factory.Sequence(lambda n: n + 1)
