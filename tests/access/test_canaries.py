"""Nothing that another tenant wrote is anywhere in what ours can reach: pages, files, tables, headers, searches."""

import ast
from urllib.parse import quote_plus

import pytest
from django.test import Client
from django.urls import reverse

from orgchart.models import Account, Job
from reviews.services.digests import mail_digest
from tests.access.conftest import World, taken_back
from tests.access.marks import Walk, mark, tenant_models, walk
from tests.access.matrix import MATRIX
from tests.access.scenes import at_work
from tests.access.test_foreign import TOKEN
from tests.architecture.sources import modules, name, tree
from tests.factories.orgchart import NOON

pytestmark = pytest.mark.django_db

CANARY = "chimvang"
# Offered while a round by paper is open; the group of the walk votes by slips.
PAPER_ONLY = {"ratings:papers"}
# Read by programs, counted or kept as it was sent, printed on papers, shown to recipients only or in a state that the
# walk does not have: no page of the office has them.
UNSEEN = {
    "dossiers.ChecklistItem.producer", "orgchart.Envelope.remarks", "orgchart.Envelope.settled_by_name",
    "orgchart.NumberRegister.kind",
    "orgchart.RosterImport.answers", "orgchart.RosterImport.counts",
    "ratings.CapException.achievement", "ratings.CapException.bodies", "ratings.CapException.decided_by",
    "ratings.CapException.decision_number",
    "ratings.CriterionDegree.note",
    "ratings.Decision.engine_input", "ratings.Decision.engine_result", "ratings.DecisionItem.exception",
    "ratings.Inspection.question", "ratings.InspectionFinding.group", "ratings.InspectionFinding.subjects",
    "ratings.RatingCase.conditions", "ratings.RatingCase.facts", "ratings.ReportedCounter.reasons",
    "ratings.ResultCounter.reasons", "ratings.SideReport.items", "reviews.AgendaItem.without_others",
    "reviews.Circulation.content", "reviews.Nudge.about", "reviews.Nudge.url", "reviews.Nudge.what",
    "reviews.Review.identity",
    "reviews.OpenCase.body_name", "reviews.OpenCase.decision_number", "reviews.OpenCase.reason",
    "reviews.OpinionRequest.degrees", "ratings.ManagerNotice.decision_code", "ratings.Voting.reason",
    "reviews.Shortcoming.source", "reviews.Subject.reason", "reviews.Subject.title_group",
    "reviews.DraftOpinion.note", "reviews.OwnSet.document_number",
    "reviews.UnitReport.receiver", "reviews.UnitReport.text", "reviews.Initiative.note", "reviews.OfficeScore.reason",
}  # fmt: skip


def canary(field: str, room: int) -> str:
    """The word with a number that says which field it stands in."""
    return f"{CANARY}{_number(field)}x"[: max(room, 0)] if room > len(CANARY) + 4 else ""


_numbers: dict[str, int] = {}


def _number(field: str) -> int:
    return _numbers.setdefault(field, len(_numbers))


@pytest.fixture(scope="module")
def walks(world: World) -> dict[str, Walk]:
    """What ours reach while the neighbour is full of canaries, and what the neighbour's own office reaches."""
    with taken_back():
        for estate in (world.ours, world.theirs):
            at_work(estate)
        mark(world.theirs, canary)
        with world.theirs.inside():
            for row in (world.theirs["file"], world.theirs["envelope_file"]):
                with open(row.content.path, "ab") as content:  # noqa: PTH123
                    content.write(CANARY.encode())
        roles = ("office", "organisation_board", "head", "inspection", "admin", "own")
        found = {role: walk(world, world.ours, role, role) for role in roles}
        return found | {"neighbour": walk(world, world.theirs, "office", "foreign")}


@pytest.mark.parametrize("role", ["office", "organisation_board", "head", "inspection", "admin", "own"])
def test_no_word_of_the_neighbour_is_anywhere(walks, role):
    assert walks[role].holding(CANARY) == []


def test_the_walk_of_the_office_sees_every_page(walks):
    shown = {name.partition("@")[0] for name, (get, _) in MATRIX.items() if get["office"] == 200}

    assert shown - walks["office"].names == PAPER_ONLY
    assert len(walks["office"].pages) >= 60


def test_files_and_tables_are_part_of_the_walk(walks):
    kinds = {answer.headers["Content-Type"].partition(";")[0] for answer in walks["office"].pages.values()}

    assert kinds >= {"text/html", "application/pdf"}
    assert any("spreadsheetml" in kind for kind in kinds)


def test_the_words_are_there_to_be_found(walks):
    """The neighbour's own office meets most of them, in pages and in files, or the test above would prove nothing."""
    text = walks["neighbour"].text()
    seen = {field for field, number in _numbers.items() if f"{CANARY}{number}x" in text}

    print(f"canaries: {len(seen)} of {len(_numbers)} texts met, {len(walks['neighbour'].pages)} pages")

    assert len(_numbers) >= 65
    assert set(_numbers) - seen <= UNSEEN


def test_the_neighbour_has_rows_of_every_kind(world):
    with world.theirs.inside():
        empty = {model._meta.label for model in tenant_models() if not model.objects.exists()}

    assert empty == set()
    assert len(tenant_models()) >= 38


@pytest.fixture
def mails(world, mailoutbox):
    """What is mailed to somebody of ours while the neighbour is full of canaries, and to somebody there."""
    sent = {}
    with taken_back():
        mark(world.theirs, canary)
        for side, estate in (("ours", world.ours), ("theirs", world.theirs)):
            account = estate["account"]
            Account.objects.filter(pk=account.pk).update(email=f"{side}@example.vn")
            mailoutbox.clear()
            Client().post(reverse("account_reset_password"), {"email": f"{side}@example.vn"})
            mail_digest(
                Job(tenant=estate.tenant, arguments={"digest": estate["digest"].pk}), lambda done, total: None, NOON
            )
            sent[side] = [
                " ".join((one.subject, one.body, *one.to, *map(str, one.extra_headers.values()))) for one in mailoutbox
            ]
    return sent


@pytest.mark.urls("tests.config.test_reset")
def test_mails_are_part_of_the_walk(mails):
    """The way back to an account, and the reminders of a day; the neighbour's own letter holds its words."""
    assert [len(some) for some in mails.values()] == [2, 2]
    assert CANARY not in " ".join(mails["ours"])
    assert CANARY in " ".join(mails["theirs"])


def test_nothing_else_is_mailed():
    senders = {"send_mail", "send_mass_mail", "EmailMessage", "EmailMultiAlternatives", "mail_admins", "mail_managers"}

    assert {
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and senders & {alias.name for alias in node.names}
    } == {"reviews/services/digests.py"}


SEARCHES = (
    "/cua-ta/can-bo/?tim={}", "/cua-ta/2024/kiem-diem/?tim={}", "/cua-ta/2024/kiem-diem/?don_vi={}",
    "/cua-ta/2024/ho-so/?page={}", "/cua-ta/van-ban/?hop={}",
)  # fmt: skip


@pytest.mark.parametrize("search", SEARCHES)
def test_searching_tells_nothing_about_the_neighbour(world, search):
    """A word or number of the neighbour finds as little as one that is nowhere."""
    term = str(world.theirs["front"].pk) if "don_vi" in search else world.theirs["own"].full_name
    nowhere = "999999999" if "don_vi" in search else "qqqqqq"

    one, other = (world.ask("office", "GET", search.format(word)) for word in (term, nowhere))

    assert one.status == other.status == 200
    assert _without(term, one.text) == _without(nowhere, other.text)


def _without(term: str, page: str) -> str:
    """The page without what was typed, which it may repeat, and without its token."""
    page = TOKEN.sub(b"", page.encode()).decode()
    if term.isdigit():
        return page.replace(f'value="{term}"', "").replace(f"don_vi={term}", "")
    return page.replace(quote_plus(term), "").replace(term, "")
