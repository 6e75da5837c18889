"""What checking a password costs, with the hasher of the product."""

import statistics
import time

import pytest
from django.contrib.auth.hashers import check_password, make_password
from pytest_django import Settings

from config.settings import PASSWORD_HASHERS
from tests.plugins.figures import Figures

ROUNDS = 20


@pytest.mark.benchmark
def test_password_at_login(figure: Figures, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    stored = make_password("mat-khau-thu-2024")
    spent = []

    for _ in range(ROUNDS):
        before = time.process_time()
        found = check_password("mat-khau-thu-2024", stored)
        spent.append((time.process_time() - before) * 1000)

    assert found
    figure("checking a password at login", statistics.median(spent), "ms cpu")
