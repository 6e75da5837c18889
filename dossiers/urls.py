"""Addresses of dossiers, documents and submissions."""

from django.urls import path

from dossiers.views import batches, clauses, dossiers, letters, packages, printing, scans, signing, submissions

app_name = "dossiers"

YEAR = "<slug:tenant>/<int:year>"
DOSSIER = f"{YEAR}/ho-so/<int:dossier_id>"
DOCUMENT = f"{YEAR}/ban-in/<int:document_id>"
SUBMISSION = f"{YEAR}/ho-so-den/<int:submission_id>"

urlpatterns = [
    path(f"{YEAR}/ho-so/", dossiers.dossier_list, name="dossier_list"),
    path(f"{YEAR}/ho-so/xac-nhan-da-nop/", dossiers.confirm_submissions, name="confirm_submissions"),
    path(f"{YEAR}/ho-so/lap/", dossiers.prepare, name="prepare"),
    path(f"{YEAR}/ho-so/nop-luu/", dossiers.archive, name="archive"),
    path(f"{DOSSIER}/", dossiers.dossier, name="dossier"),
    path(f"{DOSSIER}/goi/", dossiers.package, name="package"),
    path(f"{DOSSIER}/muc/<int:item_id>/tep/", dossiers.upload, name="upload"),
    path(f"{DOSSIER}/muc/<int:item_id>/ghi/", dossiers.note, name="note"),
    path(f"{DOSSIER}/muc/<int:item_id>/xac-nhan/", dossiers.confirm, name="confirm"),
    path(f"{DOSSIER}/tra-lai/", dossiers.give_back, name="give_back"),
    path(f"{DOSSIER}/buoc/", dossiers.move, name="move"),
    path(f"{YEAR}/trinh/<int:board_id>/", packages.hand_to_body, name="hand_to_body"),
    path(f"{YEAR}/trinh/goi/<int:package_id>/", packages.board_package, name="board_package"),
    path(f"{YEAR}/ho-so-den/", submissions.submission_list, name="submission_list"),
    path(f"{SUBMISSION}/", submissions.submission, name="submission"),
    path(f"{SUBMISSION}/goi/", submissions.package, name="submission_package"),
    path(f"{SUBMISSION}/tiep-nhan/", submissions.accept, name="accept"),
    path(f"{SUBMISSION}/tra-lai/", submissions.send_back, name="send_back"),
    path(f"{SUBMISSION}/tep/<int:file_id>/", printing.envelope_file, name="envelope_file"),
    path(f"{YEAR}/quyet-dinh/", submissions.decision_list, name="decision_list"),
    path(f"{YEAR}/quyet-dinh/<int:decision_id>/gui-xuong/", submissions.send_decision, name="send_decision"),
    path(f"{YEAR}/in/kiem-diem/<int:review_id>/", printing.print_review, name="print_review"),
    path(f"{YEAR}/in/bien-ban/<int:conference_id>/", printing.print_minutes, name="print_minutes"),
    path(f"{YEAR}/in/quyet-dinh/<int:decision_id>/", printing.print_decision, name="print_decision"),
    path(f"{YEAR}/in/phien-hop/<int:board_id>/<slug:part>/", printing.print_meeting, name="print_meeting"),
    path(f"{YEAR}/in/kiem-tra/<int:inspection_id>/", printing.print_inspection, name="print_inspection"),
    path(f"{YEAR}/in/xin-y-kien/<int:request_id>/", printing.print_opinion, name="print_opinion"),
    path(f"{YEAR}/in/giay-moi/<int:invitation_id>/", printing.print_invitation, name="print_invitation"),
    path(f"{YEAR}/in/lich-hoi-nghi/", printing.print_calendar, name="print_calendar"),
    path(f"{YEAR}/in/bieu-tong-hop/", printing.print_results, name="print_results"),
    path(f"{YEAR}/bao-cao-can-bo/", printing.staff_report, name="staff_report"),
    path(f"{YEAR}/phu-luc-ke-hoach/", printing.annex, name="annex"),
    path(f"{YEAR}/in/<slug:kind>/<int:subject_id>/", printing.print_subject, name="print_subject"),
    path(f"{DOCUMENT}/", printing.document, name="document"),
    path(f"{DOCUMENT}/word/", printing.document_word, name="document_word"),
    path(f"{DOCUMENT}/ky-tay/", signing.sign_by_hand, name="sign_by_hand"),
    path(f"{DOCUMENT}/ky-so/<slug:slot>/", signing.sign_here, name="sign_here"),
    path(f"{DOCUMENT}/ban-da-ky/", signing.take_in_signed, name="take_in_signed"),
    path(f"{YEAR}/in-hang-loat/", batches.batch_list, name="batch_list"),
    path(f"{YEAR}/in-hang-loat/<int:pile_id>/", batches.batch, name="batch"),
    path(f"{YEAR}/in-hang-loat/<int:pile_id>/tep/", batches.batch_file, name="batch_file"),
    path(f"{YEAR}/in-hang-loat/<int:pile_id>/dung/", batches.cancel, name="batch_cancel"),
    path(f"{YEAR}/in-hang-loat/<int:pile_id>/in-lai/", batches.retry, name="batch_retry"),
    path(f"{YEAR}/in-hang-loat/<int:pile_id>/ky-so/", batches.sign, name="batch_sign"),
    path(f"{YEAR}/phat-hanh/", letters.letter_list, name="letter_list"),
    path(f"{YEAR}/phat-hanh/soan/", letters.new_letter, name="new_letter"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/", letters.letter, name="letter"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/sua/", letters.edit_letter, name="edit_letter"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/tep/", letters.letter_file, name="letter_file"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/cap-so/", letters.number, name="number_letter"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/phat-hanh/", letters.publish, name="publish_letter"),
    path(f"{YEAR}/phat-hanh/<int:letter_id>/da-nhan/<int:recipient_id>/", letters.receive, name="receive_letter"),
    path(f"{YEAR}/ban-quet/", scans.scan_list, name="scan_list"),
    path(f"{YEAR}/ban-quet/<int:batch_id>/", scans.scan, name="scan"),
    path(f"{YEAR}/dieu-khoan/", clauses.clauses, name="clauses"),
    path("<slug:tenant>/tep/<int:file_id>/", printing.file, name="file"),
]
