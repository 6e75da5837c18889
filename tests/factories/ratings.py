"""Factories of rating cases and cap groups."""

from datetime import date

import factory

from ratings.models import (
    CapGroup,
    CaseScore,
    Correction,
    CriterionDegree,
    GroupKind,
    InspectionFinding,
    RatingCase,
)
from tests.factories.base import TenantRowFactory
from tests.factories.orgchart import NOON, TenantFactory
from tests.factories.reviews import CycleFactory, SubjectFactory


class CapGroupFactory(TenantRowFactory):
    """A group of leaders."""

    class Meta:
        model = CapGroup

    tenant = factory.SubFactory(TenantFactory)
    cycle = factory.SubFactory(CycleFactory, tenant=factory.SelfAttribute("..tenant"))
    kind = GroupKind.LEADERS
    name = factory.Sequence(lambda n: f"Nhóm {n}")


class RatingCaseFactory(TenantRowFactory):
    """A case that nobody has rated yet."""

    class Meta:
        model = RatingCase

    subject = factory.SubFactory(SubjectFactory)
    tenant = factory.LazyAttribute(lambda row: row.subject.tenant)


class CriterionDegreeFactory(TenantRowFactory):
    """An accepted degree of one criterion."""

    class Meta:
        model = CriterionDegree

    case = factory.SubFactory(RatingCaseFactory)
    tenant = factory.LazyAttribute(lambda row: row.case.tenant)
    code = "1a"
    degree = "X"


class CaseScoreFactory(TenantRowFactory):
    """One line of a score sheet that the subject has scored."""

    class Meta:
        model = CaseScore

    case = factory.SubFactory(RatingCaseFactory)
    tenant = factory.LazyAttribute(lambda row: row.case.tenant)
    key = "lanh-dao-chung-1"
    self_points = 5


class FindingFactory(TenantRowFactory):
    """One more finding of an inspection that stands already."""

    class Meta:
        model = InspectionFinding

    tenant = factory.LazyAttribute(lambda row: row.inspection.tenant)
    position = 90
    rule = "head-ceiling"
    subjects = factory.LazyFunction(lambda: ["Ma Văn Lãnh"])
    text = "Ma Văn Lãnh được xếp loại cao hơn tập thể mà mình đứng đầu."
    arithmetic = "Tập thể được xếp loại Hoàn thành tốt nhiệm vụ."
    remedy = "Xếp loại lại Ma Văn Lãnh."
    clauses = factory.LazyFunction(lambda: ["CC-I.6-3"])


class CorrectionFactory(TenantRowFactory):
    """The answer to a demand: rated anew."""

    class Meta:
        model = Correction

    finding = factory.SubFactory(FindingFactory)
    tenant = factory.LazyAttribute(lambda row: row.finding.tenant)
    kind = "rerated"
    decision_number = "9-QĐ/ĐU"
    done_on = date(2024, 1, 10)
    answer = "Đã họp xếp loại lại"
    recorded_at = NOON
