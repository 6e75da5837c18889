"""Addresses of the organisation chart; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from orgchart.correspondence import BY_HAND
from orgchart.views import accounts, chart, letters, records, rights, rosters, start, subordinates, trail
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
    path("<slug:tenant>/can-bo/", chart.persons, name="persons"),
    path("<slug:tenant>/can-bo/them/", chart.new_person, name="new_person"),
    path("<slug:tenant>/can-bo/<int:person_id>/", chart.person, name="person"),
    path("<slug:tenant>/can-bo/<int:person_id>/chuc-vu/", chart.appoint, name="appoint"),
    path("<slug:tenant>/can-bo/<int:person_id>/chuc-vu/<int:post_id>/thoi-giu/", chart.end_post, name="end_post"),
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
