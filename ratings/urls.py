"""Addresses of the rating; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path

from ratings.views import (
    boards,
    cap_exceptions,
    cases,
    complaints,
    councils,
    inspections,
    open_votes,
    orders,
    overviews,
    party_reports,
    reconsiderations,
    result_tables,
    results,
    scores,
    sides,
    summary,
    voting,
    years,
)

app_name = "ratings"

YEAR = "<slug:tenant>/<int:year>"
CASE = f"{YEAR}/xep-loai/tham-dinh/<int:case_id>"
AGAIN = f"{CASE}/xem-xet-lai/<int:reconsideration_id>"
BOARD = f"{YEAR}/xep-loai/<int:board_id>"
VOTING = f"{BOARD}/bo-phieu-dien-tu/<int:voting_id>"
GROUP = f"{BOARD}/nhom/<int:group_id>"

urlpatterns = [
    path(f"{YEAR}/xep-loai/", boards.board_list, name="board_list"),
    path(f"{YEAR}/xep-loai/moi/", boards.board_new, name="board_new"),
    path(f"{YEAR}/xep-loai/doi-tuong/", cases.case_list, name="cases"),
    path(f"{YEAR}/xep-loai/doi-tuong/lap/", cases.prepare, name="prepare"),
    path(f"{YEAR}/xep-loai/nhom/them/", cases.create_group, name="create_group"),
    path(f"{YEAR}/xep-loai/nhom/<int:group_id>/so-sanh/", overviews.comparison, name="comparison"),
    path(f"{CASE}/", cases.appraise, name="appraise"),
    path(f"{CASE}/kiem-tra/", cases.verdict, name="verdict"),
    path(f"{CASE}/tu-xep-loai/", cases.self_rate, name="self_rate"),
    path(f"{CASE}/trinh/", cases.propose, name="propose"),
    path(f"{CASE}/cap-tren-quyet-dinh/", cases.decide_externally, name="decide_externally"),
    path(f"{CASE}/khong-xep-loai/", cases.exempt, name="exempt"),
    path(f"{CASE}/diem-quyet-dinh/", scores.score_decided, name="score_decided"),
    path(f"{YEAR}/tu-cham-diem/", scores.my_scores, name="my_scores"),
    path(f"{YEAR}/tu-cham-diem/<int:case_id>/", scores.score_self, name="score_self"),
    path(f"{CASE}/nhom/", cases.change_group, name="change_group"),
    path(f"{CASE}/xem-xet-lai/", reconsiderations.reconsider, name="reconsider"),
    path(f"{AGAIN}/giu-nguyen/", reconsiderations.keep, name="keep_level"),
    path(f"{AGAIN}/huy-bo/", reconsiderations.annul, name="annul_level"),
    path(f"{YEAR}/xep-loai/can-xem-xet-lai/", reconsiderations.attention, name="attention"),
    path(f"{YEAR}/xep-loai/bieu-quyet/", open_votes.open_vote_list, name="open_vote_list"),
    path(f"{YEAR}/xep-loai/bieu-quyet/<int:conference_id>/", open_votes.open_votes, name="open_votes"),
    path(
        f"{YEAR}/xep-loai/bieu-quyet/<int:conference_id>/<int:subject_id>/", open_votes.record_vote, name="record_vote"
    ),
    path(f"{BOARD}/", boards.board, name="board"),
    path(f"{BOARD}/khai-mac/", boards.open_board, name="open_board"),
    path(f"{GROUP}/vong/<int:number>/mo/", boards.open_round, name="open_round"),
    path(f"{GROUP}/phieu/in/", boards.papers, name="papers"),
    path(f"{GROUP}/phieu/", boards.record_ballot, name="record_ballot"),
    path(f"{GROUP}/vong/<int:number>/huy/", boards.withdraw_ballot, name="withdraw_ballot"),
    path(f"{GROUP}/ty-le/", cap_exceptions.cap_exception, name="cap_exception"),
    path(f"{GROUP}/ty-le/xac-nhan/", cap_exceptions.confirm_cap_exception, name="confirm_cap_exception"),
    path(f"{GROUP}/bo-phieu-dien-tu/", voting.open_voting, name="open_voting"),
    path(f"{VOTING}/ket-thuc/", voting.close_voting, name="close_voting"),
    path(f"{VOTING}/huy/", voting.cancel_voting, name="cancel_voting"),
    # Stands on slips of paper and is opened without an account, so it is short and names no year.
    path("bo-phieu/<slug:place>/<int:voting_id>/", voting.vote, name="vote"),
    path(f"{BOARD}/thong-qua/", boards.confirm, name="confirm_board"),
    path(f"{BOARD}/quyet-dinh/", boards.decide, name="decide"),
    path(f"{BOARD}/thong-bao/", boards.notify, name="notify"),
    path(f"{YEAR}/ket-qua/", results.my_result, name="my_result"),
    path(f"{YEAR}/ket-qua/<int:case_id>/da-doc/", results.confirm_read, name="confirm_read"),
    path(
        f"{YEAR}/ket-qua/thong-bao/<int:notice_id>/da-doc/", results.confirm_manager_read, name="confirm_manager_read"
    ),
    path(f"{YEAR}/cong-khai/", results.published, name="published"),
    path(f"{YEAR}/cong-khai/<int:decision_id>/", results.publish, name="publish"),
    path(f"{YEAR}/ket-qua/<int:case_id>/y-kien/", complaints.complain, name="complain"),
    path(f"{CASE}/don-thu/", complaints.complaint_on_paper, name="complaint_on_paper"),
    path(f"{YEAR}/xep-loai/don-thu/", complaints.complaint_list, name="complaint_list"),
    path(f"{YEAR}/xep-loai/don-thu/<int:complaint_id>/", complaints.complaint, name="complaint"),
    path(f"{YEAR}/bao-cao/cac-nam/", years.results_by_year, name="results_by_year"),
    path(f"{YEAR}/bao-cao/xay-dung-dang/", party_reports.party_report, name="party_report"),
    path(f"{YEAR}/hoi-dong-tham-dinh/", councils.council, name="council"),
    path(f"{YEAR}/khen-thuong/", years.awards, name="awards"),
    path(f"{YEAR}/khen-thuong/<int:award_id>/", years.awarded, name="awarded"),
    path(f"{YEAR}/cac-tuyen/", sides.sides, name="sides"),
    path(f"{YEAR}/cac-tuyen/<int:side_id>/giai-trinh/", sides.explain, name="side_explain"),
    path(f"{YEAR}/cac-tuyen/bao-cao/", sides.report, name="side_report"),
    path(f"{YEAR}/cac-tuyen/bao-cao/<int:receipt_id>/da-nhan/", sides.receipt, name="side_receipt"),
    path(f"{YEAR}/bao-cao/bieu-tong-hop/", result_tables.result_table, name="result_table"),
    path(f"{YEAR}/bao-cao/bieu-tong-hop.xlsx", result_tables.result_table_excel, name="result_table_excel"),
    path(f"{YEAR}/bao-cao/bieu-tong-hop/gui/", result_tables.send, name="send_results"),
    path(f"{YEAR}/bao-cao/", summary.summary, name="summary"),
    path(f"{YEAR}/bao-cao/tong-hop.xlsx", summary.summary_excel, name="summary_excel"),
    path(f"{YEAR}/bao-cao/bay-noi-dung/", overviews.compliance, name="compliance"),
    path(f"{YEAR}/bao-cao/bieu-hien/", overviews.manifestations, name="manifestations"),
    path(f"{YEAR}/bao-cao/bieu-hien/ho-ten/", overviews.manifestation_names, name="manifestation_names"),
    path(f"{YEAR}/kiem-tra/", inspections.inspection_list, name="inspection_list"),
    path(f"{YEAR}/kiem-tra/moi/", inspections.inspection_new, name="inspection_new"),
    path(f"{YEAR}/kiem-tra/mau.xlsx", inspections.inspection_template, name="inspection_template"),
    path(f"{YEAR}/kiem-tra/ghi/", inspections.inspection_store, name="inspection_store"),
    path(f"{YEAR}/kiem-tra/tai-day/", inspections.inspection_own, name="inspection_own"),
    path(f"{YEAR}/kiem-tra/tai-lieu/<int:envelope_id>/", orders.inspection_from_file, name="inspection_from_file"),
    path(f"{YEAR}/kiem-tra/<int:inspection_id>/tai-lieu/", orders.inspection_papers, name="inspection_papers"),
    path(f"{YEAR}/kiem-tra/<int:inspection_id>/phat-hien/", orders.record_finding, name="record_finding"),
    path(f"{YEAR}/kiem-tra/<int:inspection_id>/<int:finding_id>/xep-loai-lai/", orders.order_again, name="order_again"),
    path(f"{YEAR}/xep-loai/yeu-cau/", orders.order_list, name="order_list"),
    path(f"{YEAR}/xep-loai/yeu-cau/<int:envelope_id>/", orders.order, name="order"),
    path(f"{YEAR}/kiem-tra/<int:inspection_id>/", inspections.inspection, name="inspection"),
    path(f"{YEAR}/kiem-tra/<int:inspection_id>/<int:finding_id>/khac-phuc/", inspections.correct, name="correct"),
]
