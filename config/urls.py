"""Where the addresses of all apps meet."""

from importlib.util import find_spec

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("tai-khoan/", include("allauth.urls")),
    *(
        path("", include(f"{app}.urls"))
        for app in ("orgchart", "reviews", "ratings", "dossiers")
        if find_spec(f"{app}.urls")
    ),
]
