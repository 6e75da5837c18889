"""What the writing of reviews puts into Việc của tôi."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from orgchart.access import Actor
from orgchart.registry import CountedWork, WorkItem
from reviews import access
from reviews.models import FormKind, Review
from reviews.queries import listing, my_units
from reviews.queries.concurrent_duties import duties_waiting
from reviews.queries.draft_opinions import waiting_for
from reviews.queries.plan_notices import unread_by
from reviews.queries.scope import undecided_cases
from reviews.states import ReviewState


def writing_work(actor: Actor, today: date) -> Iterable[WorkItem | CountedWork]:
    """Texts to write, to finish and to read; at most five queries, however much there is."""
    items: list[WorkItem | CountedWork] = []
    if actor.person_id is not None:
        waiting = list(listing.reviews_waiting_for(actor.person_id))
        items += _own_items([review for review in waiting if access.is_author(actor, review)])
        read = [review for review in waiting if not access.is_author(actor, review)]
        items += [_item(review, "Đọc dự thảo", "review_read", "Đọc, góp ý") for review in read]
    if given := actor.entrusted_with(access.DRAFT_REPORTS):
        items.append(CountedWork(listing.committee_reports_to_draft(given), _committee_report))
    if access.can_confirm_review(actor):
        items.append(CountedWork(listing.final_reviews_to_confirm(), _confirmation))
    if actor.person_id is not None:
        items.append(CountedWork(unread_by(actor.person_id), _notice))
        items.append(CountedWork(waiting_for(actor), _draft_to_comment))
        items.append(CountedWork(duties_waiting(actor, today), _duties))
        items.append(CountedWork(my_units.reminders_waiting(actor, today), _reminders))
        items.append(CountedWork(my_units.late_below(actor, today), _late, dated=True))
    if access.can_decide_scope(actor):
        items.append(CountedWork(undecided_cases(), _open_cases))
    return items


def _own_items(reviews: list[Review]) -> Iterator[WorkItem]:
    due_days = listing.due_days(reviews)
    for review in reviews:
        due = due_days.get(review.pk)
        name = _name(review)
        if review.state == ReviewState.REVIEWED:
            yield _item(review, f"Hoàn chỉnh {name}", "review_edit", "Hoàn chỉnh")
        elif review.state == ReviewState.CIRCULATED:
            yield _item(review, f"Chờ hội nghị góp ý {name}", "review_read", "Xem", waits=True)
        elif review.state == ReviewState.DRAFT:
            yield _item(review, f"Viết tiếp {name}", "review_edit", "Viết tiếp", due=due)
        else:
            yield _item(review, f"Viết {name}", "review_edit", "Bắt đầu viết", due=due)


def _name(review: Review) -> str:
    return "báo cáo kiểm điểm tập thể" if review.form_kind == FormKind.COLLECTIVE_REPORT else "bản kiểm điểm"


def _item(
    review: Review, what: str, view: str, button: str, *, due: date | None = None, waits: bool = False
) -> WorkItem:
    year = review.subject.cycle.year
    url = reverse(f"reviews:{view}", args=[review.tenant.slug, year, review.pk])
    return WorkItem(
        what=what, about=f"{review.subject.name} – năm {year}", url=url, button=button, due=due, waits_for_others=waits
    )


def _committee_report(slug: str, year: int, review_id: int) -> WorkItem:
    """The report that the standing board drafts for the committee; one line for each. (CC-IIIb.1-1)"""
    url = reverse("reviews:review_edit", args=[slug, year, review_id])
    what = "Soạn báo cáo kiểm điểm tập thể Ban Thường vụ"
    return WorkItem(what=what, about=f"Năm {year}", url=url, button="Soạn báo cáo")


def _confirmation(slug: str, year: int, number: int) -> WorkItem:
    """One line a cycle, because a hundred lines with the same button help nobody."""
    url = reverse("reviews:review_list", args=[slug, year]) + f"?trang_thai={ReviewState.FINAL}"
    what = f"Xác nhận {number} bản kiểm điểm đã hoàn chỉnh"
    return WorkItem(what=what, about=f"Năm {year}", url=url, button="Xem danh sách")


def _open_cases(slug: str, year: int, number: int) -> WorkItem:
    """One line a year with questions that wait for the authorised body."""
    return WorkItem(
        what="Quyết định việc còn để ngỏ về nơi kiểm điểm, xếp loại",
        about=f"{number} việc – năm {year}",
        url=reverse("reviews:scope_cases", args=[slug, year]),
        button="Quyết định",
    )


def _notice(slug: str, year: int, number: int) -> WorkItem:
    """A plan that was issued and that the person has not opened yet. (SL-IV.3-1)"""
    url = reverse("reviews:plan_notice", args=[slug, year])
    return WorkItem(what="Đọc thông báo kế hoạch", about=f"Năm {year}", url=url, button="Mở thông báo")


def _draft_to_comment(slug: str, year: int, number: int) -> WorkItem:
    """Drafts that others asked for a comment on."""
    return WorkItem(
        what=f"Góp ý vào {number} dự thảo bản kiểm điểm" if number > 1 else "Góp ý vào dự thảo bản kiểm điểm",
        about=f"Năm {year}",
        url=reverse("reviews:my_draft_opinions", args=[slug, year]),
        button="Đọc, góp ý",
    )


def _duties(slug: str, year: int, number: int) -> WorkItem:
    """Reports on concurrent duties to send, to receive or to comment on."""
    url = reverse("reviews:duty_list", args=[slug, year])
    return WorkItem(
        what="Báo cáo, nhận xét nhiệm vụ kiêm nhiệm",
        about=f"{number} việc – năm {year}",
        url=url,
        button="Xem danh sách",
    )


def _reminders(slug: str, year: int, number: int) -> WorkItem:
    """What those in charge have reminded the head of."""
    url = reverse("reviews:my_units", args=[slug, year])
    return WorkItem(
        what="Nơi đồng chí đứng đầu được đôn đốc", about=f"{number} lần – năm {year}", url=url, button="Xem"
    )


def _late(slug: str, year: int, number: int) -> WorkItem:
    """The head is told of what is late in his or her body and below it; others have to write it. (CC-III.4-1)"""
    url = reverse("reviews:my_units", args=[slug, year])
    about = f"{number} văn bản chưa viết xong – năm {year}"
    return WorkItem(
        what="Văn bản quá hạn ở nơi đồng chí đứng đầu", about=about, url=url, button="Xem", waits_for_others=True
    )
