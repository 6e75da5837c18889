"""A list shows exactly what may be opened: for everybody, over all rows of the tenant, exceptions included."""

from collections.abc import Iterator

import pytest
from django.test import Client

from dossiers import access as dossier_access
from dossiers.models import Dossier
from dossiers.queries import visible_dossiers
from orgchart.access import Actor, load_actor
from orgchart.kinds import Role
from orgchart.models import Organization, Person
from orgchart.services import roles
from reviews import access as review_access
from reviews.models import Conference, Review
from reviews.queries import listing, written
from reviews.queries.conferences import conferences_for
from tests.access.conftest import taken_back
from tests.access.estate import Estate
from tests.access.matrix import MATRIX
from tests.access.scenes import SCENES, Scene, address, at_work
from tests.factories.orgchart import NOON, actor_for

pytestmark = pytest.mark.django_db


def everybody(ours: Estate) -> Iterator[tuple[str, Actor]]:
    """Each role, the person whose objects these are, somebody without part, and the clerk with the exceptions."""
    yield from ours.actors.items()
    yield "read_only", actor_for(ours.tenant, Role.READ_ONLY)
    with ours.inside():
        yield "entrusted", load_actor(ours["account"], ours.tenant.pk)
        for name in ("chair", "secretary"):
            yield name, actor_for(ours.tenant, person=Person.objects.get(pk=ours[name].pk))


@pytest.mark.parametrize("is_at_work", [False, True])
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_lists_show_what_may_be_opened_and_nothing_else(world, subtests, side, is_at_work):
    """(two estates, each with its year finished and in the middle of it)"""
    estate: Estate = getattr(world, side)
    if is_at_work:
        at_work(estate)
    for name, actor in everybody(estate):
        with subtests.test(name), estate.inside():
            dossiers = {
                row.pk
                for row in Dossier.objects.select_related("subject")
                if dossier_access.can_see_dossier(actor, row)
            }
            reviews = {row.pk for row in Review.objects.select_related("subject") if written.may_read(actor, row)}

            listed = set(listing.visible_reviews(actor, estate.cycle).values_list("pk", flat=True))
            assert set(visible_dossiers(actor).values_list("pk", flat=True)) == dossiers
            # A review that nobody has sent yet is on the list of those who run the year, without its text.
            assert reviews <= listed
            assert actor.oversees or listed == reviews


def test_exception_opens_one_object_at_the_next_request_and_closes_it_at_the_one_after(world, subtests):
    """(the clerk has no role: what it sees is what it was entrusted with)"""
    ours, office = world.ours, world.ours.actors["office"]
    account = ours["account"]
    kinds = {
        "enter_for_cell": (Organization, "cell"), "keep_minutes": (Conference, "conference"),
        "see_dossier": (Dossier, "above_dossier"),
    }  # fmt: skip

    def sees(permission: str) -> bool:
        actor = load_actor(account, ours.tenant.pk)
        if permission == "see_dossier":
            return visible_dossiers(actor).filter(pk=ours["above_dossier"].pk).exists()
        if permission == "keep_minutes":
            shown = conferences_for(actor, ours.cycle).filter(pk=ours["conference"].pk).exists()
            return shown and review_access.can_run_conference(actor, ours["conference"])
        return review_access.can_write_review(actor, ours["own_review"])

    ours.put("own_subject", unit=ours["cell"])
    with ours.inside():
        ours["own_review"].subject.refresh_from_db()
    for permission, (_, name) in kinds.items():
        with subtests.test(permission), ours.inside():
            asked = {"permission": permission, "object_id": ours[name].pk, "account_id": account.pk}
            assert sees(permission)
            roles.dismiss(**asked, actor=office, at=NOON)
            assert not sees(permission)
            roles.entrust(**asked, actor=office, at=NOON)
            assert sees(permission)


def test_read_only_role_reads_what_the_standing_committee_reads_and_does_nothing(world):
    """One column less in the matrix: on pages that are only read, the one is answered like the other.

    But for the dossiers that were laid before the committee: they are for its members.
    """
    reader = actor_for(world.ours.tenant, Role.READ_ONLY).account
    browser = Client(raise_request_exception=False)
    browser.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    otherwise, done = {}, []
    for name, (_, post) in MATRIX.items():
        url = address(name, world.ours)
        if 405 in post.values():
            codes = browser.get(url).status_code, world.try_out("standing_committee", "GET", url).status
            otherwise |= {name: codes} if codes[0] != codes[1] else {}
        elif not name.startswith(("orgchart:open_account", "orgchart:set_demo_day")):
            with taken_back():
                answer = browser.post(url, SCENES.get(name, Scene()).payload(world.ours))
            done += [name] if answer.status_code in {200, 302} else []

    assert otherwise == {"dossiers:board_package": (403, 200)}
    assert done == []
