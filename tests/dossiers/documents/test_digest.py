"""The same data give the same bytes, so that a digest of the data spares a second print."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine

from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import content_digest, render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import DECISION, MINUTES, SAMPLES

SOME_DAY = datetime(2024, 12, 3, 8, tzinfo=UTC)
OTHER_DAY = datetime(2027, 6, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_bytes_do_not_depend_on_the_day_of_printing(kind: DocumentKind) -> None:
    with time_machine.travel(SOME_DAY, tick=False):
        first = render(kind, SAMPLES[kind], attach_data=True)
    with time_machine.travel(OTHER_DAY, tick=False):
        second = render(kind, SAMPLES[kind], attach_data=True)

    assert first == second


def test_digest_is_that_of_the_printed_content() -> None:
    digest = content_digest(DocumentKind.DECISION, DECISION)
    decomposed = replace(DECISION, scope=unicodedata.normalize("NFD", DECISION.scope))

    assert content_digest(DocumentKind.DECISION, replace(DECISION)) == digest
    assert content_digest(DocumentKind.DECISION, decomposed) == digest
    assert content_digest(DocumentKind.DECISION, replace(DECISION, year=2025)) != digest
    assert content_digest(DocumentKind.MINUTES, MINUTES) != digest
    assert len(digest) == 64


def test_data_can_be_attached_for_machines() -> None:
    pdf = render(DocumentKind.DECISION, DECISION, attach_data=True)

    with reading.opened(pdf) as document:
        attached = document.get_attachment(0)
        name, content = attached.get_name(), json.loads(bytes(attached.get_data()))
    assert name == "du-lieu.json"
    assert content["kind"] == "decision"
    assert content["data"]["letterhead"]["issued_on"] == "2024-12-02"
    assert content["data"]["groups"][0]["subjects"][0]["level"] == "XS"
