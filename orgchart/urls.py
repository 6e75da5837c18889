"""Addresses of the organisation chart; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path

from orgchart.views import chart, records, rosters, start
from orgchart.views import help as help_views

app_name = "orgchart"

urlpatterns = [
    path("", start.home, name="home"),
    path("viec-cua-toi/", start.MyWork.as_view(), name="my_work"),
    path("ngay-trinh-dien/", start.set_demo_day, name="set_demo_day"),
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
    path("<slug:tenant>/van-ban/", records.envelopes, name="envelopes"),
    path("<slug:tenant>/nhat-ky/", records.audit_trail, name="audit"),
    path("<slug:tenant>/cong-viec/<int:job_id>/", records.job, name="job"),
]
