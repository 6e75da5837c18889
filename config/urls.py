"""Where the addresses of all apps meet."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView

from config import health, second_factor
from dossiers.views import verification

# Without a mail server allauth's page would promise a mail that never comes.
_without_mail = [
    path("tai-khoan/password/reset/", TemplateView.as_view(template_name="account/no_mail.html"), name="no_mail"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    *([] if settings.EMAIL_URL else _without_mail),
    path("xac-minh/", verification.verify, name="verify"),
    path("VB/<str:code>/<int:page>/<int:pages>", verification.from_paper, name="verify_paper"),
    path("tai-khoan/2fa/totp/activate/", second_factor.Activate.as_view(), name="mfa_activate_totp"),
    path("tai-khoan/2fa/totp/deactivate/", second_factor.Deactivate.as_view(), name="mfa_deactivate_totp"),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("orgchart.urls")),
    path("", include("reviews.urls")),
    path("", include("ratings.urls")),
    path("", include("dossiers.urls")),
]
