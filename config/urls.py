"""Where the addresses of all apps meet."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("orgchart.urls")),
    path("", include("reviews.urls")),
    path("", include("ratings.urls")),
    path("", include("dossiers.urls")),
]
