"""Factories of the erasure of a person."""

import factory

from orgchart.models import Erasure
from orgchart.states import ErasureState
from tests.factories.base import TenantRowFactory
from tests.factories.orgchart import NOON, AccountFactory, PersonFactory, TenantFactory


class ErasureFactory(TenantRowFactory):
    """Asked for by one account, approved by another, not carried out yet."""

    class Meta:
        model = Erasure

    tenant = factory.SubFactory(TenantFactory)
    person = factory.SubFactory(PersonFactory, tenant=factory.SelfAttribute("..tenant"))
    state = ErasureState.APPROVED
    ground = "Đơn của người có dữ liệu"
    proposed_at = NOON
    proposed_by = factory.SubFactory(AccountFactory)
    decided_at = NOON
    decided_by = factory.SubFactory(AccountFactory)
