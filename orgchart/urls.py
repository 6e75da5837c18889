"""Addresses of the organisation chart; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from orgchart.correspondence import BY_HAND
from orgchart.views import (
    accounts,
    chart,
    chart_links,
    chart_posts,
    discipline_imports,
    erasures,
    letters,
    people,
    personal_files,
    records,
    reorganisation,
    rights,
    rosters,
    start,
    subordinates,
    trail,
)
from orgchart.views import help as help_views

app_name = "orgchart"


class LetterKind(StringConverter):
    """The kinds of letters that are written by hand."""

    regex = "|".join(BY_HAND)


register_converter(LetterKind, "letter_kind")

urlpatterns = [
    path("", start.home, name="home"),
    path("viec-cua-toi/", start.MyWork.as_view(), name="my_work"),
    path("ngay-trinh-dien/", start.set_demo_day, name="set_demo_day"),
    path("mo-tai-khoan/", rights.open_account, name="open_account"),
    path("tro-giup/", help_views.index, name="help"),
    path("tro-giup/<slug:slug>/", help_views.page, name="help_page"),
    path("<slug:tenant>/", start.start, name="start"),
    path("<slug:tenant>/to-chuc/", chart.tree, name="chart"),
    path("<slug:tenant>/to-chuc/<int:organization_id>/", chart.organization, name="organization"),
    path("<slug:tenant>/to-chuc/<int:organization_id>/sua/", chart.organization_edit, name="organization_edit"),
    path("<slug:tenant>/to-chuc/<int:organization_id>/them/", chart.organization_new, name="organization_new"),
    path("<slug:tenant>/to-chuc/<int:organization_id>/tap-the/", chart.collective_new, name="collective_new"),
    path(
        "<slug:tenant>/to-chuc/<int:organization_id>/chon-nguoi/<slug:entry>/",
        chart_posts.pick_person,
        name="pick_person",
    ),
    path(
        "<slug:tenant>/to-chuc/<int:organization_id>/to-chuc-lai/<slug:kind>/",
        reorganisation.reorganize,
        name="reorganize",
    ),
    path("<slug:tenant>/tap-the/<int:collective_id>/", chart.collective_edit, name="collective_edit"),
    path("<slug:tenant>/cap-tren-cap-duoi/", chart.offices_chain, name="offices"),
    path("<slug:tenant>/can-bo/", people.persons, name="persons"),
    path("<slug:tenant>/can-bo/them/", people.new_person, name="new_person"),
    path("<slug:tenant>/can-bo/<int:person_id>/", people.person, name="person"),
    path("<slug:tenant>/can-bo/<int:person_id>/xoa-du-lieu/", erasures.ask_erasure, name="ask_erasure"),
    path("<slug:tenant>/xoa-du-lieu/", erasures.erasures, name="erasures"),
    path("<slug:tenant>/xoa-du-lieu/<int:erasure_id>/", erasures.erasure, name="erasure"),
    path("<slug:tenant>/xoa-du-lieu/<int:erasure_id>/tim-lai/", erasures.look_again, name="look_again"),
    path("<slug:tenant>/xoa-du-lieu/<int:erasure_id>/chon/", erasures.choose_places, name="choose_places"),
    path("<slug:tenant>/xoa-du-lieu/<int:erasure_id>/duyet/", erasures.approve_erasure, name="approve_erasure"),
    path("<slug:tenant>/xoa-du-lieu/<int:erasure_id>/khong-duyet/", erasures.reject_erasure, name="reject_erasure"),
    path("<slug:tenant>/can-bo/<int:person_id>/gop/", people.merge_person, name="merge_person"),
    path("<slug:tenant>/can-bo/<int:person_id>/chuyen-di/", personal_files.transfer, name="transfer"),
    path("<slug:tenant>/ho-so-chuyen-den/<int:envelope_id>/", personal_files.personal_file, name="personal_file"),
    path("<slug:tenant>/ho-so-chuyen-den/<int:envelope_id>/tra-lai/", personal_files.return_file, name="return_file"),
    path("<slug:tenant>/can-bo/<int:person_id>/chuc-vu/", chart_posts.appoint, name="appoint"),
    path("<slug:tenant>/can-bo/<int:person_id>/chuc-vu/<int:post_id>/thoi-giu/", chart_posts.end_post, name="end_post"),
    path("<slug:tenant>/can-bo/<int:person_id>/sinh-hoat/", chart_posts.join_cell, name="join_cell"),
    path("<slug:tenant>/can-bo/<int:person_id>/phu-trach/", chart_posts.put_in_charge, name="put_in_charge"),
    path("<slug:tenant>/chuc-vu/<int:post_id>/", chart_posts.edit_post, name="edit_post"),
    path("<slug:tenant>/sinh-hoat/<int:membership_id>/", chart_posts.leave_cell, name="leave_cell"),
    path("<slug:tenant>/phu-trach/<int:supervision_id>/", chart_posts.end_charge, name="end_charge"),
    path("<slug:tenant>/phan-cap/<slug:kind>/<int:managed_id>/", chart_links.set_manager, name="set_manager"),
    path("<slug:tenant>/phan-cap/<int:link_id>/ket-thuc/", chart_links.end_management, name="end_management"),
    path("<slug:tenant>/ky-luat/", chart_links.disciplines, name="disciplines"),
    path("<slug:tenant>/can-bo/<int:person_id>/ky-luat/", chart_links.discipline_person, name="discipline_person"),
    path("<slug:tenant>/tap-the/<int:collective_id>/ky-luat/", chart_links.discipline_body, name="discipline_body"),
    path("<slug:tenant>/ky-luat/nhap/", discipline_imports.discipline_imports, name="discipline_imports"),
    path("<slug:tenant>/ky-luat/nhap/tep-mau/", discipline_imports.template, name="discipline_template"),
    path("<slug:tenant>/ky-luat/<int:record_id>/", chart_links.discipline_edit, name="discipline_edit"),
    path("<slug:tenant>/nhap-danh-sach/", rosters.rosters, name="rosters"),
    path("<slug:tenant>/nhap-danh-sach/tep-mau/", rosters.template, name="roster_template"),
    path("<slug:tenant>/nhap-danh-sach/<int:import_id>/", rosters.roster, name="roster"),
    path("<slug:tenant>/nhap-danh-sach/<int:import_id>/ghi/", rosters.write, name="roster_write"),
    path("<slug:tenant>/nhap-danh-sach/<int:import_id>/bo/", rosters.drop, name="roster_drop"),
    path("<slug:tenant>/nhap-danh-sach/<int:import_id>/ban-danh-dau/", rosters.marked, name="roster_marked"),
    path("<slug:tenant>/don-vi-truc-thuoc/", subordinates.subordinates, name="subordinates"),
    path("<slug:tenant>/van-ban/", records.envelopes, name="envelopes"),
    path("<slug:tenant>/van-ban/gui/<letter_kind:kind>/", letters.write, name="write_letter"),
    path("<slug:tenant>/van-ban/<int:envelope_id>/", letters.envelope, name="envelope"),
    path("<slug:tenant>/van-ban/<int:envelope_id>/xu-ly/", letters.settle, name="settle_envelope"),
    path("<slug:tenant>/van-ban/<int:envelope_id>/tep/<int:file_id>/", letters.envelope_file, name="letter_file"),
    path("<slug:tenant>/tai-khoan/", accounts.account_list, name="accounts"),
    path("<slug:tenant>/tai-khoan/them/", accounts.new_account, name="new_account"),
    path("<slug:tenant>/tai-khoan/cap-thu/", accounts.letters_for_many, name="account_letters"),
    path("<slug:tenant>/tai-khoan/<int:account_id>/", accounts.account, name="account"),
    path("<slug:tenant>/tai-khoan/<int:account_id>/thu/", accounts.letter, name="letter"),
    path("<slug:tenant>/tai-khoan/<int:account_id>/khoa/", accounts.close_account, name="close_account"),
    path("<slug:tenant>/tai-khoan/<int:account_id>/vai-tro/", rights.set_roles, name="set_roles"),
    path("<slug:tenant>/tai-khoan/<int:account_id>/giao/<slug:permission>/", rights.entrust, name="entrust"),
    path(
        "<slug:tenant>/tai-khoan/<int:account_id>/giao/<slug:permission>/<int:object_id>/thu-hoi/",
        rights.dismiss,
        name="dismiss",
    ),
    path("<slug:tenant>/tai-khoan/<int:account_id>/<slug:move>/", accounts.account_move, name="account_move"),
    path("<slug:tenant>/uy-quyen/", rights.delegations, name="delegations"),
    path("<slug:tenant>/uy-quyen/<int:delegation_id>/ket-thuc/", rights.end_delegation, name="end_delegation"),
    path("<slug:tenant>/quyen/", rights.matrix, name="matrix"),
    path("<slug:tenant>/nhat-ky/", trail.trail, name="audit"),
    path("<slug:tenant>/nhat-ky/doi-chieu/", trail.check, name="trail_check"),
    path("<slug:tenant>/nhat-ky/ma-doi-chieu.txt", trail.head, name="trail_head"),
    path("<slug:tenant>/nhat-ky/<int:record_id>/", trail.record, name="trail_record"),
    path("<slug:tenant>/cong-viec/<int:job_id>/", records.job, name="job"),
]
