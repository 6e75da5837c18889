"""Every response carries the security headers; pages are never kept."""

import pytest
from django.urls import reverse

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES = {"login": ("account_login", 200), "error": (None, 404), "health": ("healthz", 200)}


@pytest.mark.django_db
@pytest.mark.parametrize("which", PAGES)
def test_headers_stand_on_every_page(client, which):
    name, status = PAGES[which]
    response = client.get(reverse(name) if name else "/healthz/khong-co-trang-nay")
    policy = response.headers["Content-Security-Policy"]

    assert response.status_code == status
    assert {header: response.headers[header] for header in EXPECTED} == EXPECTED
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "no-store" in response.headers["Cache-Control"]


def test_headers_stand_on_static_files_too(client):
    response = client.get("/static/vendor/tabler.min.css")
    assert response.getvalue().startswith(b"@charset")

    assert response.status_code == 200
    assert {header: response.headers[header] for header in EXPECTED} == EXPECTED
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "no-store" not in response.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.django_db
def test_unsafe_request_without_token_is_refused(client):
    client.handler.enforce_csrf_checks = True

    assert client.post(reverse("account_login"), {"login": "a", "password": "b"}).status_code == 403
