"""Two tenants with an object of every kind each, built once; what a test does is taken back."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from config.session_limits import BEGAN, SEEN
from dossiers.documents.sandbox import close_child
from orgchart.kinds import Role
from tests.access.estate import Estate, build
from tests.access.estate_rights import add_rights
from tests.access.recorder import Recorder, recording
from tests.dossiers.signing import authority as ca
from tests.factories.orgchart import TenantFactory, TenantLinkFactory, actor_for


@dataclass
class Answer:
    """What came back, with what the database was asked for."""

    status: int
    body: bytes
    headers: Any
    recorder: Recorder
    name: str

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode(errors="replace")


def name_of(url: str) -> str:
    """The name of an address; empty for what is none of ours."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


@dataclass
class World:
    """Ours and theirs, neighbours below one superior; the sessions of everybody who asks."""

    ours: Estate
    theirs: Estate
    sessions: dict[str, str]

    def client(self, role: str, *, csrf: bool = False) -> Client:
        """A fresh browser in which the role is logged in already."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def ask(self, role: str, method: str, url: str, payload: Any = None, *, csrf: bool = False, **more: Any) -> Answer:
        """One request, with its effects kept until the test takes them back."""
        client = self.client(role, csrf=csrf)
        with recording() as recorder:
            response = getattr(client, method.lower())(url, payload, **more)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, body, response.headers, recorder, name_of(url))

    def try_out(self, role: str, method: str, url: str, payload: Any = None, **more: Any) -> Answer:
        """One request that leaves nothing behind."""
        with taken_back():
            return self.ask(role, method, url, payload, **more)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written in the block is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The two tenants; one transaction holds them."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder, SIGNING_KEYS_FILE=_key(folder)):
        with django_db_blocker.unblock(), taken_back():
            yield _make_world()
        close_child()


@pytest.fixture
def _django_db_helper(world: World) -> Iterator[None]:
    """Stand in for pytest-django's own, which ends by closing the connection and with it their transaction."""
    with taken_back():
        yield


def _key(folder: str) -> Path:
    """A key of our body, so that there is something to sign with."""
    root = ca.issue("Cơ quan chứng thực thử")
    keys = {"owner": ("Khóa của cơ quan", ca.issue("Khóa của cơ quan", by=root))}
    return ca.key_file(Path(folder), tenant="cua-ta", authority=root, keys=keys)


def _make_world() -> World:
    superior, subordinate = TenantFactory(slug="cap-tren"), TenantFactory(slug="cap-duoi")
    ours, theirs = (build(slug, superior, subordinate) for slug in ("cua-ta", "cua-ho"))
    for estate in (ours, theirs):
        add_rights(estate)
        TenantLinkFactory(superior=superior, subordinate=estate.tenant)
    TenantLinkFactory(superior=ours.tenant, subordinate=subordinate)
    accounts = {name: actor.account for name, actor in ours.actors.items()}
    accounts["foreign"] = theirs.actors["office"].account
    accounts["superior"] = actor_for(superior, Role.OFFICE).account
    return World(ours, theirs, {name: _session_of(account) for name, account in accounts.items()})


def _session_of(account: Any) -> str:
    """A login that has begun: its first request would write the session, and what a test writes is taken back."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[BEGAN] = session[SEEN] = time.time()
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
