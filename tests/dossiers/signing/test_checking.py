"""Reports of the checker: who signed in which order, and what it makes of files that other readers take for good."""

import pytest

from dossiers.signing.checking import Verdict, check
from tests.dossiers.signing.odd_papers import rewritten
from tests.dossiers.signing.poppler import told_by_poppler


@pytest.fixture(scope="module")
def once(decision, sign):
    return sign(decision.content, "signer", "signer")


@pytest.fixture(scope="module")
def twice(once, sign):
    return sign(once, "body", "body")


def test_signed_file_begins_with_the_file_that_was_signed(decision, twice):
    assert twice.startswith(decision.content)


def test_report_names_the_signers_in_order(twice, keyring):
    names = [one.signer for one in check(twice, keyring.trusted).signatures]

    assert names == ["Nguyễn Văn Quyết", "Đảng ủy thị trấn Chợ Chu"]


def test_without_trusted_issuers_nobody_is_trusted(twice):
    assert check(twice, ()).verdict == Verdict.FOREIGN


def test_no_pdf_is_unreadable(keyring):
    assert check(b"%PDF-1.7 khong phai", keyring.trusted).verdict == Verdict.UNREADABLE


def test_edit_between_two_signatures_is_found_though_poppler_does_not_see_it(once, sign, keyring):
    edited = sign(rewritten(once), "body", "body")

    assert check(edited, keyring.trusted).verdict == Verdict.CHANGED
    assert told_by_poppler(edited) == "valid"
