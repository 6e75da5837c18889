"""What most tests of dossiers begin with: a folder for files, a dossier and its office, a year that is over."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dossiers.models import Dossier
from tests.dossiers.erased import Parting
from tests.dossiers.kept import Archive
from tests.dossiers.uploading import office_of
from tests.factories.dossiers import prepared
from tests.factories.reviews import SubjectFactory


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def dossier() -> Dossier:
    return prepared(SubjectFactory())


@pytest.fixture
def office(dossier: Dossier) -> Client:
    return office_of(dossier)


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture
def parting() -> Parting:
    return Parting()
