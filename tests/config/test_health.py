"""The health page tells the state of each part and nothing else."""

import pytest

from tests.dossiers.virus_scanner import running_scanner
from tests.plugins.servers import free_port

pytestmark = pytest.mark.django_db


def test_health_is_well(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"database": True, "broker": True, "disk": True})


def test_health_without_broker_still_serves_pages(client, settings):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"

    response = client.get("/healthz")

    assert (response.status_code, response.json()["broker"]) == (200, False)


def test_health_full_disk_is_not_well(client, monkeypatch):
    monkeypatch.setattr("config.health.LEAST_FREE_BYTES", 2**70)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["disk"]) == (503, False)


def test_health_tells_whether_the_virus_scanner_answers_where_there_is_one(client, settings):
    with running_scanner() as scanner:
        settings.VIRUS_SCANNER = scanner.address
        well = client.get("/healthz")
    silent = client.get("/healthz")

    assert (well.status_code, well.json()["scanner"]) == (200, True)
    assert (silent.status_code, silent.json()["scanner"]) == (200, False)


def test_health_refuses_to_be_written(client):
    assert client.post("/healthz").status_code == 405
