"""The year of one commune, played by its people in a real browser from the login to the decision."""

import pytest

from tests.e2e.chain import backstage, district, meeting, papers, rating, writing
from tests.e2e.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

STEPS = [
    writing.enter,
    writing.look_at_the_year,
    writing.write_own_review,
    writing.write_at_the_same_time,
    writing.lose_the_login,
    writing.send_own_review,
    writing.write_collective_report,
    writing.look_in_from_another_tenant,
    meeting.plan_too_early,
    meeting.open_the_conference,
    meeting.try_the_wrong_order,
    meeting.hear_everybody,
    meeting.close_the_conference,
    backstage.let_the_town_confer,
    meeting.finish_own_text,
    papers.print_the_forms,
    papers.fill_the_dossier,
    rating.appraise_by_hand,
    backstage.appraise_the_others,
    rating.call_the_board,
    rating.refuse_wrong_counts,
    rating.count_all_ballots,
    rating.refuse_a_decision_without_ballots,
    rating.issue_the_decision,
    district.hand_the_dossier_up,
    district.return_the_dossier,
    district.accept_and_appraise,
    district.decide_at_the_district,
    district.read_the_own_result,
    district.take_the_summary_out,
]


def test_the_year_is_played_from_the_login_to_the_decision(stage: Stage, worker: object) -> None:
    for step in STEPS:
        step(stage)

    assert stage.complaints() == []
