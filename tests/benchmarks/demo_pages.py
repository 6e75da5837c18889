"""The pages of the demo that are measured, each as the account asks for it that uses it most."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from orgchart.access import load_actor
from orgchart.kinds import CollectiveKind
from orgchart.models import Account, Collective, Tenant
from orgchart.tenancy import scope
from ratings.models import Board, CapGroup
from ratings.services.boards import create_board, open_board
from reviews.models import Cycle, Review, ReviewSection
from reviews.regulations.forms import form
from reviews.states import ReviewState
from tests.benchmarks.page_cost import Page

SLUG, YEAR = "cho-chu", 2024
NOON = datetime(2024, 11, 5, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def pages() -> list[Page]:
    """The pages of the demo of today, with what they are aimed at."""
    office, writer = (Account.objects.get(username=name) for name in ("vanphong", "bithu"))
    tenant = Tenant.objects.get(slug=SLUG)
    with transaction.atomic(), scope(tenant=tenant.pk):
        board = _open_board(load_actor(office, tenant.pk))
        draft = Review.objects.get(subject__cycle__year=YEAR, author__account=writer, state=ReviewState.DRAFT)
    return [
        Page("a bare view behind the same middleware", reverse("bare")),
        Page("login", reverse("account_login")),
        Page("list of reviews", _of_year("reviews:review_list"), office, aim_ms=60),
        Page("Việc của tôi, office", reverse("orgchart:my_work"), office, aim_ms=25),
        Page("Việc của tôi, secretary", reverse("orgchart:my_work"), writer, aim_ms=25),
        Page("page of writing", _of_year("reviews:review_edit", draft.pk), writer),
        Page(
            "saving a section",
            _of_year("reviews:save_section", draft.pk, _heading(draft)),
            writer,
            form=_typing(draft, tenant),
            aim_ms=15,
        ),
        Page("progress", _of_year("reviews:progress"), office),
        Page("the cycle", _of_year("reviews:cycle"), office),
        Page("board", _of_year("ratings:board", board.pk), office),
        Page("cases", _of_year("ratings:cases"), office),
        Page("summary", _of_year("ratings:summary"), office),
        Page("list of dossiers", _of_year("dossiers:dossier_list"), office),
        Page("chart", reverse("orgchart:chart", args=[SLUG]), office),
    ]


def _of_year(name: str, *rest: object) -> str:
    return reverse(name, args=[SLUG, YEAR, *rest])


def _open_board(actor: object) -> Board:
    cycle = Cycle.objects.get(year=YEAR)
    board = create_board(
        cycle_id=cycle.pk,
        body_id=Collective.objects.get(kind=CollectiveKind.STANDING_COMMITTEE).pk,
        title="Họp Ban Thường vụ xét xếp loại",
        held_on=date(YEAR, 11, 29),
        group_ids=list(CapGroup.objects.filter(cycle=cycle).values_list("pk", flat=True)),
        actor=actor,
        at=NOON,
    )
    return open_board(board_id=board.pk, present=board.entitled, actor=actor, at=NOON)


def _heading(review: Review) -> str:
    return next(section.key for section in form(review.form_kind) if section.has_text)


def _typing(review: Review, tenant: Tenant) -> Callable[[], dict[str, str]]:
    """Goes on writing the first heading: another text each time, on top of the version saved before."""
    key = _heading(review)
    with transaction.atomic(), scope(tenant=tenant.pk):
        row = ReviewSection.objects.filter(review=review, key=key).first()
    versions = iter(range(row.version if row else 0, 1_000_000))

    def typed() -> dict[str, str]:
        version = next(versions)
        text = "Trong năm đã hoàn thành các chỉ tiêu được giao, không để công việc tồn đọng. " * 12
        return {"text": f"{text}Lần ghi {version}.", "version": str(version)}

    return typed
