"""The doors of the app's pages: whoever has no part in rating does not learn that a page exists."""

from django.core.exceptions import PermissionDenied

from orgchart.errors import NotVisible
from orgchart.middleware import TenantRequest
from ratings import access
from reviews.models import Cycle


def need_sight(request: TenantRequest) -> None:
    """Members get 404: before the decision they are not to know the list."""
    if not access.can_see_ratings(request.actor):
        raise NotVisible


def need_case_sight(request: TenantRequest, cycle: Cycle) -> None:
    """The appraisal council and an inspection team come as far as the cases of their year."""
    if not access.can_see_cases(request.actor, cycle):
        raise NotVisible


def need_report_sight(request: TenantRequest, cycle: Cycle) -> None:
    """Who sees the ratings, and whoever drafts the yearly report on party building."""
    if not (access.can_see_ratings(request.actor) or access.can_write_party_report(request.actor, cycle)):
        raise NotVisible


def need_appraiser(request: TenantRequest, cycle: Cycle) -> None:
    """Whoever sees the cases but does not appraise gets 403."""
    need_case_sight(request, cycle)
    if not access.can_appraise(request.actor, cycle):
        raise PermissionDenied


def need_runner(request: TenantRequest) -> None:
    """Seeing is not doing: whoever sees but may not enter gets 403."""
    need_sight(request)
    if not access.can_run_board(request.actor):
        raise PermissionDenied


def need_decider(request: TenantRequest) -> None:
    """The head, and the office that records what was signed."""
    need_sight(request)
    if not access.can_decide(request.actor):
        raise PermissionDenied


def need_announcer(request: TenantRequest) -> None:
    """Whoever decides or runs the meeting tells others of the result."""
    need_sight(request)
    if not access.can_decide(request.actor) and not access.can_run_board(request.actor):
        raise PermissionDenied


def need_inspector(request: TenantRequest) -> None:
    """Whoever checks finished years; those who lead the rating may read what was found."""
    need_sight(request)
    if not access.can_inspect(request.actor):
        raise PermissionDenied
