"""Letterheads and signatures of the tenant's bodies."""

import re
from datetime import date
from typing import Literal

from django.db.models import Q

from dossiers.documents.parts import Letterhead, Signature
from orgchart.kinds import Bloc, MembershipKind, PostRole
from orgchart.models import CellMembership, Organization, Post, Tenant
from orgchart.queries import current
from reviews.models import Subject
from reviews.regulations.sets import RegulationSet


def office_head(tenant: Tenant, *, symbol: str, number: str = "", issued_on: date | None, year: int) -> Letterhead:
    """The letterhead of the committee itself."""
    return Letterhead(
        bloc="party" if tenant.bloc == Bloc.PARTY else "state",
        issuing_body=tenant.issuing_body,
        superior_body=tenant.superior_name,
        symbol=symbol,
        number=number,
        place=tenant.place,
        issued_on=issued_on,
        year=year,
    )


def subject_head(
    subject: Subject, tenant: Tenant, *, symbol: str = "", issued_on: date | None, year: int
) -> Letterhead:
    """The letterhead of the body that the subject belongs to: party or national by its bloc (HY-M01-1).

    Over a state body stands no party committee; its own superior is no body of this tenant.
    """
    unit = subject.unit
    is_root, is_party = unit.depth == 1, subject.bloc == Bloc.PARTY
    above = tenant.issuing_body if is_party else ""
    return Letterhead(
        bloc="party" if is_party else "state",
        issuing_body=tenant.issuing_body if is_root else unit.name,
        superior_body=tenant.superior_name if is_root else above,
        symbol=symbol,
        place=tenant.place,
        issued_on=issued_on,
        year=year,
    )


def person_head(subject: Subject, tenant: Tenant, regulations: RegulationSet, *, issued_on: date | None) -> Letterhead:
    """The head of a personal form: the party's title, or the national one for persons outside the Party where the set
    has a second letterhead; place and day, no body issues it. (HY-M02-1)"""
    is_outside = bool(regulations.value_if_known("doc.outsideLetterhead")) and not _is_member(subject)
    bloc: Literal["party", "state"] = "state" if is_outside else "party"
    return Letterhead(bloc=bloc, issuing_body="", place=tenant.place, issued_on=issued_on, year=subject.cycle.year)


def _is_member(subject: Subject) -> bool:
    person = subject.person
    if person is None or person.joined_party_on is not None:
        return person is not None
    day = subject.cycle.rating_date
    return CellMembership.objects.filter(current(day), person=person, kind=MembershipKind.OFFICIAL).exists()


def committee_signature(name: str, post: str) -> Signature:
    """For the standing committee: T/M, the post without the committee it is held in, the name."""
    short = re.sub(r" (Đảng|Huyện|Tỉnh|Thành|Thị) ủy$", "", post)
    return Signature(capacity="behalf", principal="Ban Thường vụ", post=short, name=name)


def unit_signature(unit: Organization, on: date) -> Signature:
    """The head of a unit signs for it: in its leading collective, or at the unit itself where there is none."""
    posts = Post.objects.filter(current(on), role=PostRole.HEAD).select_related("person")
    head = posts.filter(Q(collective__organization=unit) | Q(organization=unit)).order_by("rank", "pk").first()
    if head is None:
        return Signature(note="Ký, ghi rõ họ tên")
    if unit.bloc == Bloc.PARTY:
        if unit.depth == 1:
            return committee_signature(head.person.full_name, head.title)
        return Signature(capacity="behalf", principal="Chi bộ", post="Bí thư", name=head.person.full_name)
    return Signature(post=head.title, name=head.person.full_name)
