"""Factories of rating cases and cap groups."""

import factory

from ratings.models import CapGroup, CaseScore, CriterionDegree, GroupKind, RatingCase
from tests.factories.base import TenantRowFactory
from tests.factories.orgchart import TenantFactory
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
