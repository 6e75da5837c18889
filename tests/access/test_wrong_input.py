"""The right person with wrong input gets 422, with the form and everything that was typed."""

import pytest

from tests.access.matrix import MATRIX
from tests.access.scenes import SCENES, Scene, address

pytestmark = pytest.mark.django_db

# What is wrong in each form, and what else was typed that must not be lost.
TYPED = "Lường Thị Nọi"
WRONG_INPUT = {
    "ratings:record_vote": ({}, ""),
    "ratings:record_finding": ({"ph-text": TYPED}, TYPED),
    "ratings:order_again": ({}, ""),
    "ratings:order": ({"conclusion": TYPED}, TYPED),
    "orgchart:open_account": ({"username": TYPED, "code": "x"}, TYPED),
    "orgchart:new_account": ({"full_name": TYPED, "username": "có dấu cách"}, TYPED),
    "orgchart:account_letters": ({}, ""),
    "orgchart:close_account": ({"reason": ""}, ""),
    "orgchart:set_roles": ({"roles": "vua"}, ""),
    "orgchart:entrust": ({"object": ""}, ""),
    "orgchart:delegations": ({"role": "office", "reason": TYPED, "starts_on": "mai"}, TYPED),
    "orgchart:trail_check": ({"kept": TYPED}, TYPED),
    "orgchart:new_person": ({"full_name": TYPED, "birth_date": "31/31/2000"}, TYPED),
    "orgchart:person": ({"full_name": "", "residence": TYPED}, TYPED),
    "orgchart:merge_person": ({"double": "0"}, ""),
    "orgchart:ask_erasure": ({"ground": "", "spellings": TYPED}, TYPED),
    "orgchart:choose_places": ({"chosen": "0"}, ""),
    "orgchart:transfer": ({"leaves_on": "hôm qua"}, "hôm qua"),
    "orgchart:personal_file": ({"person": "0"}, ""),
    "orgchart:return_file": ({"reason": ""}, ""),
    "orgchart:organization_new": ({"name": TYPED, "kind": "x"}, TYPED),
    "orgchart:organization_edit": ({"name": TYPED, "valid_from": "hôm qua"}, TYPED),
    "orgchart:collective_new": ({"name": TYPED, "kind": "x"}, TYPED),
    "orgchart:collective_edit": ({"name": TYPED}, TYPED),
    "orgchart:reorganize@sap-nhap": ({"name": TYPED, "into": "new"}, TYPED),
    "orgchart:reorganize@chia-tach": ({"part_0": TYPED, "happened_on": "mai"}, TYPED),
    "orgchart:reorganize@chuyen-giao": ({"new_superior": TYPED, "happened_on": "mai"}, TYPED),
    "orgchart:reorganize@giai-the": ({"decision_number": TYPED}, TYPED),
    "orgchart:edit_post": ({"title": TYPED, "rank": "cao"}, TYPED),
    "orgchart:join_cell": ({"started_on": "hôm qua"}, "hôm qua"),
    "orgchart:leave_cell": ({"ended_on": "hôm qua"}, "hôm qua"),
    "orgchart:put_in_charge": ({"started_on": "hôm qua"}, "hôm qua"),
    "orgchart:end_charge": ({"ended_on": "hôm qua"}, "hôm qua"),
    "orgchart:set_manager": ({"valid_from": "hôm qua"}, "hôm qua"),
    "orgchart:end_management": ({"ended_on": "hôm qua"}, "hôm qua"),
    "orgchart:discipline_person": ({"violation": TYPED}, TYPED),
    "orgchart:discipline_body": ({"violation": TYPED}, TYPED),
    "orgchart:discipline_edit": ({"violation": TYPED}, TYPED),
    "orgchart:appoint": ({"title": TYPED, "rank": "cao"}, TYPED),
    "orgchart:end_post": ({"ended_on": "hôm qua"}, "hôm qua"),
    "orgchart:rosters": ({"since": "hôm qua"}, "hôm qua"),
    "orgchart:discipline_imports": ({"file": ""}, ""),
    "reviews:cycle_new": ({"title": TYPED, "year": "2024"}, TYPED),
    "reviews:deadline_new": ({"title": TYPED, "last_day": "2031-01-01"}, TYPED),
    "reviews:conference_new": ({"location": TYPED, "starts_at": "mai"}, TYPED),
    "reviews:conference_change": ({"location": TYPED, "starts_at": "mai"}, TYPED),
    "reviews:conference_guest": ({"name": ""}, ""),
    "reviews:guest_letter_new": ({"receiver": "", "text": TYPED}, TYPED),
    "reviews:guest_letter": ({"logins": []}, ""),
    "reviews:guest_letter_return": ({"reason": ""}, ""),
    "reviews:preparation_add": ({"title": ""}, ""),
    "reviews:draft_opinions": ({"addressee": TYPED, "due_on": "mai"}, TYPED),
    "reviews:draft_opinion": ({"text": " "}, ""),
    "reviews:draft_opinion_handle": ({"verdict": "rejected", "note": ""}, ""),
    "reviews:working_days": ({"day": "mai", "source": TYPED}, TYPED),
    "reviews:year_end": ({"held_on": "mai"}, "mai"),
    "reviews:direction_add": ({"giver": TYPED, "given_on": "mai"}, TYPED),
    "reviews:invitation_add": ({"kind": "x", "name": TYPED}, TYPED),
    "reviews:invitation_sent": ({"sent_on": "mai", "sent_way": "paper"}, "mai"),
    "reviews:item_comment": ({"text": TYPED}, TYPED),
    "reviews:comment_judge": ({"verdict": "rejected", "note": ""}, ""),
    "reviews:item_conclude": ({"version": "x", "strengths": TYPED}, TYPED),
    "reviews:office_scores": ({"points_nhiem-vu": "61", "reason_nhiem-vu": TYPED}, TYPED),
    "reviews:item_absent": ({"reason": ""}, ""),
    "reviews:save_section": ({"text": TYPED * 1600, "version": "1"}, TYPED),
    "reviews:review_word_take": ({}, ""),
    "reviews:save_level": ({"level": "A", "version": "1"}, ""),
    "reviews:save_shortcoming": ({"status": "nie", "progress": TYPED, "version": "1"}, TYPED),
    "reviews:finalise": ({"self_level": "HT"}, ""),
    "reviews:my_unit": ({"kind": "x", "text": TYPED}, TYPED),
    "reviews:duty": ({"buoc": "gui", "text": ""}, ""),
    "reviews:council_list": ({"kind": "offices", "decision_number": TYPED, "decided_on": ""}, TYPED),
    "reviews:year_council": ({"buoc": "sang-kien", "title": TYPED}, TYPED),
    "reviews:target_sheet": ({"buoc": "them", "name": "", "basis": TYPED}, TYPED),
    "reviews:target": ({"buoc": "ket-qua", "result": TYPED, "done_on": "mai", "version": "1"}, TYPED),
    "reviews:remediation": ({"buoc": "ghi"}, ""),
    "reviews:remediation_item": ({"buoc": "tien-do", "status": "not_fixed", "text": TYPED}, TYPED),
    "ratings:party_report": ({"text": " ", "version": "1"}, ""),
    "ratings:council": ({"decision_number": TYPED, "decided_on": ""}, TYPED),
    "reviews:review_again": ({"ordered_by": TYPED, "reason": ""}, TYPED),
    "ratings:board_new": ({"title": TYPED}, TYPED),
    "ratings:create_group": ({"name": TYPED, "kind": "x"}, TYPED),
    "ratings:appraise": ({"version": "0", "note": TYPED, "degree_1a": "Z"}, TYPED),
    "ratings:self_rate": ({"self_level": "A"}, ""),
    "ratings:decide_externally": ({"decision_code": TYPED, "level": "A"}, TYPED),
    "ratings:change_group": ({"group": "0"}, ""),
    "ratings:reconsider": ({"ground": "fault", "facts": ""}, ""),
    "ratings:keep_level": ({"giu-conclusion": ""}, ""),
    "ratings:annul_level": ({"huy-conclusion": TYPED, "huy-annulled_on": "2001-01-01"}, TYPED),
    "ratings:open_board": ({"present": "1"}, ""),
    "ratings:record_ballot": ({"round": "1", "sitting": "1", "issued": "77"}, "77"),
    "ratings:withdraw_ballot": ({"reason": ""}, ""),
    "ratings:cancel_voting": ({"reason": ""}, ""),
    "ratings:cap_exception": ({"rate": "30", "decided_by": TYPED, "decision_number": ""}, TYPED),
    "ratings:vote": ({"code": "SAI-MA-PHIEU"}, "SAI-MA-PHIEU"),
    "ratings:decide": ({"decided_on": "", "signer_name": TYPED}, TYPED),
    "ratings:awards": ({"case": "0", "form": TYPED}, TYPED),
    "ratings:awarded": ({"decision_code": TYPED, "awarded_on": ""}, TYPED),
    "ratings:publish": ({"starts_on": "hôm qua"}, "hôm qua"),
    "ratings:sides": ({"line": "branch", "name": TYPED}, TYPED),
    "ratings:side_explain": ({"explanation": ""}, ""),
    "ratings:side_report": ({"bao-cao-line": "staff", "bao-cao-receivers": TYPED}, TYPED),
    "ratings:side_receipt": ({"received_by": TYPED}, TYPED),
    "ratings:complaint_on_paper": ({"kind": "complaint", "point_1": "", "point_2": TYPED}, TYPED),
    "ratings:complaint": ({"conclusion_1": TYPED, "outcome": "x"}, TYPED),
    "ratings:inspection_new": ({"body_name": TYPED, "year": "2023"}, TYPED),
    "ratings:inspection_own": ({"own_year": ""}, ""),
    "dossiers:upload": ({}, ""),
    "dossiers:note": ({"action": "paper", "note": ""}, ""),
    "dossiers:accept": ({"subject": ""}, ""),
    "dossiers:send_back": ({"reason": ""}, ""),
    "dossiers:set_period": ({"record_class": "person", "years": "mười", "basis": TYPED}, TYPED),
    "dossiers:place_hold": ({"on": "ho-so-0", "reason": TYPED}, TYPED),
    "dossiers:lift_hold": ({"reason": ""}, ""),
    "dossiers:new_letter": ({"kind": "CV", "about": TYPED, "text": ""}, TYPED),
    "dossiers:edit_letter": ({"kind": "CV", "about": TYPED, "text": "", "outside": "Sở"}, TYPED),
}


@pytest.mark.parametrize("name", WRONG_INPUT)
def test_wrong_input_is_answered_at_the_form_and_nothing_typed_is_lost(world, name):
    payload, typed = WRONG_INPUT[name]
    SCENES.get(name, Scene()).arrange(world.ours)

    answer = world.ask("office", "POST", address(name, world.ours), payload)

    assert answer.status == 422
    assert answer.recorder.written() == []
    assert typed in answer.text


@pytest.mark.parametrize("name", WRONG_INPUT)
def test_wrong_input_opens_no_door(world, name):
    """Whoever may not do it is answered the same, whatever is sent: a refused form shows its page to nobody else."""
    SCENES.get(name, Scene()).arrange(world.ours)
    usual = {role: code for role, code in MATRIX[name][1].items() if code in {403, 404}}

    codes = {
        role: world.try_out(role, "POST", address(name, world.ours), WRONG_INPUT[name][0]).status for role in usual
    }

    assert codes == usual


def test_proposal_without_a_level_is_answered_with_what_lacks(world):
    """A button without a form: there is no field to stand at, so the answer is a page of its own."""
    world.ours.put("above_case", proposed_level="")

    answer = world.ask("office", "POST", address("ratings:propose", world.ours))

    assert answer.status == 422
    assert "chọn mức đề nghị" in answer.text
