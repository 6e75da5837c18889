"""Addresses of reviews; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reviews.views import (
    below,
    circulation,
    concurrent_duties,
    conference_calendar,
    conference_run,
    conferences,
    cycles,
    draft_opinions,
    guest_letters,
    my_units,
    nudges,
    office_scores,
    offline,
    opinions,
    plan_notices,
    preparation,
    progress,
    remediation,
    reviews,
    scope,
    sections,
    set_frames,
    set_items,
    sets,
    suggestions,
    targets,
    working_days,
    year_councils,
)

app_name = "reviews"


class CycleMove(StringConverter):
    """The moves of a cycle by their names in addresses."""

    regex = "|".join(cycles.MOVES)


class ConferenceMove(StringConverter):
    """The moves of a conference by their names in addresses."""

    regex = "|".join(conference_run.MOVES)


class SuggestionMove(StringConverter):
    """The moves of a letter of suggestions by their names in addresses."""

    regex = "|".join(suggestions.MOVES)


class BodyKind(StringConverter):
    """The two sorts of bodies that confer."""

    regex = "tap-the|chi-bo"


class BearerKind(StringConverter):
    """Whose targets they are."""

    regex = "tap-the|don-vi|ca-nhan"


class SetMove(StringConverter):
    """The moves of a regulation set by their names in addresses."""

    regex = "|".join(sets.MOVES)


register_converter(BearerKind, "bearer_kind")
register_converter(SetMove, "set_move")
register_converter(CycleMove, "cycle_move")
register_converter(ConferenceMove, "conference_move")
register_converter(SuggestionMove, "suggestion_move")
register_converter(BodyKind, "body_kind")

YEAR = "<slug:tenant>/<int:year>"
REVIEW = f"{YEAR}/kiem-diem/<int:review_id>"

writing_urls = [
    path(f"{YEAR}/kiem-diem/", reviews.review_list, name="review_list"),
    path(f"{REVIEW}/", reviews.review_edit, name="review_edit"),
    path(f"{REVIEW}/xem/", reviews.review_read, name="review_read"),
    path(f"{REVIEW}/muc/<slug:key>/", sections.save_section, name="save_section"),
    path(f"{REVIEW}/muc/<slug:key>/lich-su/", sections.section_history, name="section_history"),
    path(f"{REVIEW}/han-che/<int:shortcoming_id>/", sections.save_shortcoming, name="save_shortcoming"),
    path(f"{REVIEW}/dong/<slug:kind>/<slug:reference>/", sections.save_line, name="save_line"),
    path(f"{REVIEW}/muc-tu-nhan/", sections.save_level, name="save_level"),
    path(f"{REVIEW}/ban-word/", offline.review_word, name="review_word"),
    path(f"{REVIEW}/nap-word/", offline.review_word_take, name="review_word_take"),
    path(f"{REVIEW}/xin-gop-y/", draft_opinions.draft_opinions, name="draft_opinions"),
    path(f"{YEAR}/gop-y-du-thao/", draft_opinions.my_draft_opinions, name="my_draft_opinions"),
    path(f"{YEAR}/gop-y-du-thao/<int:opinion_id>/", draft_opinions.draft_opinion, name="draft_opinion"),
    path(
        f"{YEAR}/gop-y-du-thao/<int:opinion_id>/xu-ly/",
        draft_opinions.draft_opinion_handle,
        name="draft_opinion_handle",
    ),
    path(f"{REVIEW}/gui/", circulation.circulate, name="circulate"),
    path(f"{REVIEW}/rut/", circulation.withdraw, name="withdraw"),
    path(f"{REVIEW}/hoan-chinh/", circulation.finalise, name="finalise"),
    path(f"{REVIEW}/xac-nhan/", circulation.confirm, name="confirm"),
    path(f"{REVIEW}/kiem-diem-lai/", circulation.order_again, name="review_again"),
]

CONFERENCE = f"{YEAR}/hoi-nghi/<int:conference_id>"
ITEM = f"{CONFERENCE}/noi-dung/<int:item_id>"

cycle_urls = [
    path("<slug:tenant>/dot-moi/", cycles.cycle_new, name="cycle_new"),
    path("<slug:tenant>/nhac-viec/", nudges.nudge_list, name="nudges"),
    path(f"{YEAR}/", cycles.cycle, name="cycle"),
    path(f"{YEAR}/moc-thoi-gian/", cycles.deadline_new, name="deadline_new"),
    path(f"{YEAR}/doi-tuong/", scope.scope_list, name="cycle_subjects"),
    path(f"{YEAR}/doi-tuong/thay-doi/", scope.scope_changes, name="scope_changes"),
    path(f"{YEAR}/doi-tuong/de-ngo/", scope.scope_cases, name="scope_cases"),
    path(f"{YEAR}/doi-tuong/de-ngo/<int:case_id>/", scope.decide_case, name="decide_case"),
    path(f"{YEAR}/doi-tuong/them-tap-the/", scope.add_body, name="add_body"),
    path(f"{YEAR}/doi-tuong/<int:subject_id>/noi-khac/", scope.request_place, name="request_place"),
    path(f"{YEAR}/bo-quy-dinh-ap-dung/", cycles.cycle_set, name="cycle_set"),
    path(f"{YEAR}/giai-trinh-moc/", cycles.cycle_explain, name="cycle_explain"),
    path(f"{YEAR}/chuyen/<cycle_move:move>/", cycles.cycle_move, name="cycle_move"),
    path(f"{YEAR}/ket-thuc/", cycles.closing, name="closing"),
    path(f"{YEAR}/thong-bao/", plan_notices.plan_notice, name="plan_notice"),
    path(f"{YEAR}/thong-bao/nguoi-nhan/", plan_notices.plan_notice_list, name="plan_notice_list"),
    path(f"{YEAR}/tien-do/", progress.progress, name="progress"),
    path(f"{YEAR}/tien-do/gui/", below.send_up, name="send_progress"),
    path(f"{YEAR}/tien-do-cap-duoi/", below.below, name="progress_below"),
    path(f"{YEAR}/phu-trach/", my_units.my_units, name="my_units"),
    path(f"{YEAR}/phu-trach/<int:unit_id>/", my_units.my_unit, name="my_unit"),
    path(f"{YEAR}/phu-trach/don-doc/<int:note_id>/", my_units.reminder_done, name="reminder_done"),
    path(f"{YEAR}/phu-trach/<int:unit_id>/bao-cao/<slug:step>/", my_units.unit_report, name="unit_report"),
    path(f"{YEAR}/phu-trach/bao-cao/<int:report_id>/nhan/", my_units.unit_report_received, name="unit_report_received"),
    path(f"{YEAR}/phu-trach/<int:unit_id>/tong-ket/", my_units.year_end, name="year_end"),
    path(f"{YEAR}/dot-sau/", cycles.cycle_next, name="cycle_next"),
    path("<slug:tenant>/ngay-lam-viec/", working_days.working_days, name="working_days"),
    path(f"{YEAR}/kiem-nhiem/", concurrent_duties.duty_list, name="duty_list"),
    path(f"{YEAR}/kiem-nhiem/<int:duty_id>/", concurrent_duties.duty, name="duty"),
]

conference_urls = [
    path(f"{YEAR}/hoi-nghi/", conferences.conference_list, name="conference_list"),
    path(f"{YEAR}/hoi-nghi/them/<body_kind:kind>/<int:body_id>/", conferences.conference_new, name="conference_new"),
    path(f"{CONFERENCE}/", conferences.conference, name="conference"),
    path(f"{YEAR}/lich-hoi-nghi/", conference_calendar.conference_calendar, name="conference_calendar"),
    path(f"{YEAR}/lich-hoi-nghi/cong-bo/", conference_calendar.calendar_publish, name="calendar_publish"),
    path(f"{YEAR}/lich-hoi-nghi/da-du/", conference_calendar.conference_presence, name="conference_presence"),
    path(f"{CONFERENCE}/chuan-bi/", preparation.preparation_page, name="preparation"),
    path(f"{CONFERENCE}/chuan-bi/them/", preparation.preparation_add, name="preparation_add"),
    path(f"{CONFERENCE}/chuan-bi/viec/<slug:key>/", preparation.preparation_tick, name="preparation_tick"),
    path(f"{CONFERENCE}/chuan-bi/phu-trach/", preparation.direction_add, name="direction_add"),
    path(f"{CONFERENCE}/moi/", preparation.invitation_add, name="invitation_add"),
    path(f"{CONFERENCE}/diem-cua-phong/", office_scores.office_scores, name="office_scores"),
    path(f"{CONFERENCE}/moi/<int:invitation_id>/da-gui/", preparation.invitation_sent, name="invitation_sent"),
    path(f"{CONFERENCE}/moi/<int:invitation_id>/bo/", preparation.invitation_drop, name="invitation_drop"),
    path(f"{CONFERENCE}/chieu/", conferences.projector, name="projector"),
    path(f"{CONFERENCE}/doi-lich/", conferences.conference_change, name="conference_change"),
    path(f"{CONFERENCE}/chuyen/<conference_move:move>/", conference_run.conference_move, name="conference_move"),
    path(f"{CONFERENCE}/diem-danh/", conference_run.attendance, name="attendance"),
    path(f"{CONFERENCE}/dai-bieu/", conference_run.guest, name="conference_guest"),
    path(f"{CONFERENCE}/tach/<int:body_id>/", conference_run.part, name="part_conference"),
    path(f"{CONFERENCE}/moi-cap-tren/", guest_letters.invite, name="guest_letter_new"),
    path("<slug:tenant>/loi-moi/<int:envelope_id>/", guest_letters.invitation, name="guest_letter"),
    path("<slug:tenant>/loi-moi/<int:envelope_id>/tra-lai/", guest_letters.decline, name="guest_letter_return"),
    path(f"{ITEM}/bat-dau/", conference_run.item_start, name="item_start"),
    path(f"{ITEM}/gop-y/", conference_run.item_comment, name="item_comment"),
    path(f"{ITEM}/gop-y/<int:comment_id>/", conference_run.comment_judge, name="comment_judge"),
    path(f"{ITEM}/ket-luan/", conference_run.item_conclude, name="item_conclude"),
    path(f"{ITEM}/vang/", conference_run.item_absent, name="item_absent"),
]

SUGGESTION = f"{YEAR}/goi-y/<int:suggestion_id>"

suggestion_urls = [
    path(f"{YEAR}/goi-y/", suggestions.suggestion_list, name="suggestion_list"),
    path(f"{YEAR}/goi-y/moi/", suggestions.suggestion_new, name="suggestion_new"),
    path(f"{SUGGESTION}/", suggestions.suggestion, name="suggestion"),
    path(f"{SUGGESTION}/gui/", suggestions.suggestion_send, name="suggestion_send"),
    path(f"{SUGGESTION}/tiep-nhan/", suggestions.suggestion_match, name="suggestion_match"),
    path(f"{SUGGESTION}/<suggestion_move:move>/", suggestions.suggestion_move, name="suggestion_move"),
]

OPINION = f"{YEAR}/lay-y-kien/<int:request_id>"

opinion_urls = [
    path(f"{YEAR}/lay-y-kien/", opinions.opinion_list, name="opinion_list"),
    path(f"{YEAR}/lay-y-kien/ve/<int:subject_id>/", opinions.opinions_of, name="opinions_of"),
    path(f"{OPINION}/", opinions.opinion, name="opinion"),
    path(f"{OPINION}/gui/", opinions.opinion_send, name="opinion_send"),
    path(f"{OPINION}/tra-loi/", opinions.opinion_answer, name="opinion_answer"),
]

remediation_urls = [
    path(f"{YEAR}/khac-phuc/", remediation.remediation_list, name="remediation_list"),
    path(f"{YEAR}/khac-phuc/lap/<int:subject_id>/", remediation.remediation_begin, name="remediation_begin"),
    path(f"{YEAR}/khac-phuc/<int:plan_id>/", remediation.remediation, name="remediation"),
    path(f"{YEAR}/khac-phuc/muc/<int:item_id>/", remediation.remediation_item, name="remediation_item"),
]

target_urls = [
    path(f"{YEAR}/chi-tieu/", targets.target_list, name="target_list"),
    path(f"{YEAR}/chi-tieu/<int:target_id>/", targets.target, name="target"),
    path(f"{YEAR}/chi-tieu/<bearer_kind:kind>/<int:bearer_id>/", targets.target_sheet, name="target_sheet"),
    path(f"{REVIEW}/can-cu-cap-do/", targets.citations, name="citations"),
]

council_urls = [
    path(f"{YEAR}/hoi-dong/", year_councils.council_list, name="council_list"),
    path(f"{YEAR}/hoi-dong/<int:council_id>/", year_councils.year_council, name="year_council"),
]

SET = "<slug:tenant>/bo-quy-dinh/<slug:code>"

set_urls = [
    path("<slug:tenant>/bo-quy-dinh/", sets.set_list, name="set_list"),
    path("<slug:tenant>/bo-quy-dinh-moi/", sets.set_new, name="set_new"),
    path(f"{SET}/", sets.set_page, name="set"),
    path(f"{SET}/noi-dung/<str:name>/", set_items.set_value, name="set_value"),
    path(f"{SET}/danh-muc/<slug:kind>/<str:key>/", set_items.set_row, name="set_row"),
    path(f"{SET}/khung/<slug:frame>/", set_frames.set_frame, name="set_frame"),
    path(f"{SET}/thang-diem/", set_frames.set_scoring, name="set_scoring"),
    path(f"{SET}/chuyen/<set_move:move>/", sets.set_move, name="set_move"),
]

urlpatterns = [
    *cycle_urls,
    *set_urls,
    *conference_urls,
    *writing_urls,
    *suggestion_urls,
    *opinion_urls,
    *remediation_urls,
    *target_urls,
    *council_urls,
]
