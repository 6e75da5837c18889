"""The server edition as docker-compose.yml describes it, run without Docker."""

import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import psycopg
import pytest

from tests.config.server_edition import ROOT, Edition, server_edition
from tests.factories.dossiers import PDF
from tests.factories.orgchart import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server edition")]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *_args: object) -> None:
        """Follow nothing."""


@pytest.fixture(scope="module")
def edition() -> Iterator[Edition]:
    """The running edition, its first page served."""
    with server_edition() as running:
        probe = ["python", "-m", "config.probe", f"http://127.0.0.1:{running.ports['web']}/healthz"]
        while subprocess.run(probe, cwd=ROOT, env=running.environment("web"), check=False).returncode:
            assert running.processes["web"].poll() is None, running.log("web")
        yield running


def get(edition: Edition, path: str, *, scheme: str = "https") -> tuple[int, dict[str, str], str]:
    trusted = ssl.create_default_context(cafile=str(edition.folder / "secrets" / "tls_certificate"))
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), NoRedirect())
    address = f"{scheme}://localhost:{edition.ports[scheme]}{path}"
    try:
        answer = opener.open(urllib.request.Request(address, headers={"Host": "localhost"}), timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, dict(answer.headers), answer.read().decode("utf-8", errors="replace")


def test_compose_serves_login_page_and_static_files_through_the_proxy(edition):
    status, headers, page = get(edition, "/tai-khoan/login/")
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)

    assert status == 200, edition.log("web")
    assert 'name="password"' in page
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert sheets
    for sheet in sheets:
        status, headers, content = get(edition, sheet)
        assert (status, headers["Content-Type"]) == (200, "text/css")
        assert "immutable" in headers["Cache-Control"]
        assert "{" in content


def test_compose_cookies_are_for_https_only(edition):
    _, headers, _ = get(edition, "/tai-khoan/login/")

    assert re.search(r"csrftoken=.*SameSite=Lax.*Secure", headers["Set-Cookie"])


def test_compose_plain_http_is_sent_to_https(edition):
    status, headers, _ = get(edition, "/tai-khoan/login/", scheme="http")

    assert (status, headers["Location"]) == (301, "https://localhost/tai-khoan/login/")


def test_compose_uploads_have_no_public_address(edition):
    (edition.folder / "data" / "media" / "secret.pdf").write_bytes(b"%PDF-1.7")

    assert get(edition, "/_media/secret.pdf")[0] == 404
    assert get(edition, "/media/secret.pdf")[0] == 404


UPLOAD = """
from django.db import transaction
from dossiers.models import ChecklistItem
from dossiers.services.checklists import upload_to_item
from orgchart.kinds import Role
from orgchart.tenancy import scope
from tests.factories.dossiers import PDF, prepared
from tests.factories.orgchart import NOON, actor_for
from tests.factories.reviews import SubjectFactory

with transaction.atomic():
    dossier = prepared(SubjectFactory())
    office = actor_for(dossier.tenant, Role.OFFICE)
    with scope(tenant=dossier.tenant_id):
        item = ChecklistItem.objects.get(dossier=dossier, code="cv_supplement")
        item = upload_to_item(item_id=item.pk, name="lý lịch.pdf", content=PDF, actor=office, at=NOON)
    owner = actor_for(dossier.tenant, person=dossier.subject.person)  # needs no second factor
    print(dossier.tenant.slug, item.file_id, owner.account.username)
"""


def test_compose_uploaded_file_is_sent_by_the_proxy_to_whoever_may_open_it(edition):
    shell = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", UPLOAD]
    made = subprocess.run(shell, cwd=ROOT, env=edition.environment("web"), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    slug, file_id, username = made.stdout.split()
    trusted = ssl.create_default_context(cafile=str(edition.folder / "secrets" / "tls_certificate"))
    cookies = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), cookies)
    site = f"https://localhost:{edition.ports['https']}"
    page = browser.open(f"{site}/tai-khoan/login/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": username, "password": PASSWORD}
    sent = urllib.request.Request(
        f"{site}/tai-khoan/login/", urllib.parse.urlencode(form).encode(), {"Referer": f"{site}/"}
    )
    browser.open(sent, timeout=30).close()

    with browser.open(f"{site}/{slug}/tep/{file_id}/", timeout=30) as answer:
        content, headers = answer.read(), answer.headers

    assert content == PDF
    assert headers["Content-Disposition"].startswith("attachment")
    assert "X-Accel-Redirect" not in headers
    assert get(edition, f"/{slug}/tep/{file_id}/")[0] == 302


def test_compose_health_names_every_part(edition):
    assert get(edition, "/healthz")[2] == '{"database": true, "broker": true, "disk": true}'


def test_compose_beat_starts_periodic_jobs_and_worker_runs_them(edition):
    done = r"sweep_jobs_task\[[^]]*\] succeeded"
    follow = ["sh", "-c", 'tail -n +1 -F "$0" 2>/dev/null | grep -m 1 "$1"', edition.folder / "worker.log", done]

    found = subprocess.run(follow, capture_output=True, text=True, timeout=120, check=False)

    assert found.returncode == 0, edition.log("worker") + edition.log("beat")


def test_compose_product_owns_no_table_and_obeys_row_security(edition):
    password = (edition.folder / "secrets" / "app_password").read_text()
    address = f"postgres://review_app@127.0.0.1:{edition.ports['db']}/review"
    with psycopg.connect(address, password=password) as connection:
        owned = connection.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone()
        role = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")

    assert owned == (0,)
    assert role == (False, False, False)
