"""Keeping organisations, collectives, persons, posts, party life, management and discipline.

The only writers of the chart. All arguments by keyword, all take `actor=` and `at=`; each asks for the right, checks,
writes and leaves one audit record, in one transaction. What can not be taken raises InvalidInput with the reason at
the name of the field; `version=` of an update raises Outdated where somebody else wrote in between, None skips that.

    create_root(tenant, **OrganizationFields)
    create_organization(parent, decision_number="", **OrganizationFields)
    update_organization(organization_id, version=None, **OrganizationFields)
    create_collective(organization, name, kind, valid_from=None, valid_to=None)
    update_collective(collective_id, version=None, name, valid_from, valid_to)
    create_person(full_name, account=None, birth_date=, joined_party_on=, residence=)
    update_person(person_id, version=None, full_name=, birth_date=, joined_party_on=, residence=)
    merge_persons(kept_id, double_id)
    appoint(person, replaces=None, **PostFields)
    update_post(post_id, version=None, **PostFields)
    end_post(post_id, ended_on)
    join_cell(person, cell, started_on, kind="official", ended_on=None, moves=False)
    leave_cell(membership_id, ended_on)
    put_in_charge(person, organization, started_on)
    end_charge(supervision_id, ended_on)
    set_manager(managed, managed_by, valid_from, managing_body=None)
    end_management(link_id, valid_to)
    merge_organizations(organization_ids, happened_on, into=None, new=None, carried_posts=(), decision_number="")
    split_organization(organization_id, parts, happened_on, goes_on=False, posts=None, members=None, decision_number="")
    transfer_organization(organization_id, happened_on, new_parent=None, new_superior="", former_opinion="", …)
    dissolve_organization(organization_id, happened_on, members_to=None, decision_number="")
    record_discipline(person=None, collective=None, **DisciplineFields)
    update_discipline(record_id, version=None, **DisciplineFields)

For imports, all rows or none, InvalidRows with the errors by position:

    add_people(rows: Sequence[NewPerson]) -> list[Person]
    appoint_all(rows: Sequence[NewPost]) -> list[Post]
    join_cells(rows: Sequence[NewMembership]) -> list[CellMembership]
"""

from orgchart.services.chart.bulk import NewMembership, NewPerson, NewPost, add_people, appoint_all, join_cells
from orgchart.services.chart.cells import end_charge, join_cell, leave_cell, put_in_charge
from orgchart.services.chart.discipline import record_discipline, update_discipline
from orgchart.services.chart.management import end_management, set_manager
from orgchart.services.chart.merging import merge_persons
from orgchart.services.chart.organizations import (
    create_collective,
    create_organization,
    create_root,
    tenant_root_path,
    update_collective,
    update_organization,
)
from orgchart.services.chart.people import create_person, update_person
from orgchart.services.chart.posts import appoint, end_post, update_post
from orgchart.services.chart.reorganisation import (
    NewBody,
    dissolve_organization,
    merge_organizations,
    split_organization,
    transfer_organization,
)

__all__ = [
    "NewBody",
    "NewMembership",
    "NewPerson",
    "NewPost",
    "add_people",
    "appoint",
    "appoint_all",
    "create_collective",
    "create_organization",
    "create_person",
    "create_root",
    "dissolve_organization",
    "end_charge",
    "end_management",
    "end_post",
    "join_cell",
    "join_cells",
    "leave_cell",
    "merge_organizations",
    "merge_persons",
    "put_in_charge",
    "record_discipline",
    "set_manager",
    "split_organization",
    "tenant_root_path",
    "transfer_organization",
    "update_collective",
    "update_discipline",
    "update_organization",
    "update_person",
    "update_post",
]
