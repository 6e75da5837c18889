"""Addresses of reviews; the tenant stands in the path and is taken out by the middleware."""

from django.urls import path

from reviews.views import circulation, reviews, sections

app_name = "reviews"

YEAR = "<slug:tenant>/<int:year>"
REVIEW = f"{YEAR}/kiem-diem/<int:review_id>"

writing_urls = [
    path(f"{YEAR}/kiem-diem/", reviews.review_list, name="review_list"),
    path(f"{REVIEW}/", reviews.review_edit, name="review_edit"),
    path(f"{REVIEW}/xem/", reviews.review_read, name="review_read"),
    path(f"{REVIEW}/muc/<slug:key>/", sections.save_section, name="save_section"),
    path(f"{REVIEW}/muc/<slug:key>/lich-su/", sections.section_history, name="section_history"),
    path(f"{REVIEW}/han-che/<int:shortcoming_id>/", sections.save_shortcoming, name="save_shortcoming"),
    path(f"{REVIEW}/muc-tu-nhan/", sections.save_level, name="save_level"),
    path(f"{REVIEW}/gui/", circulation.circulate, name="circulate"),
    path(f"{REVIEW}/rut/", circulation.withdraw, name="withdraw"),
    path(f"{REVIEW}/hoan-chinh/", circulation.finalise, name="finalise"),
    path(f"{REVIEW}/xac-nhan/", circulation.confirm, name="confirm"),
]

urlpatterns = [*writing_urls]
