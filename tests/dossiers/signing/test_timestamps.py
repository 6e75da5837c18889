"""PAdES B-T: a signature with the time of an office that stamps it."""

import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps import DummyTimeStamper

from dossiers.signing.checking import Verdict, check
from dossiers.signing.signing import add_signature, with_seal
from tests.dossiers.signing import authority as ca
from tests.dossiers.signing import paper


def stamper(common_name: str, *, by: ca.Holder | None = None) -> DummyTimeStamper:
    office, key = ca.stamping_office(common_name, by=by)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = x509.Certificate.load(office.public_bytes(serialization.Encoding.DER))
    return DummyTimeStamper(certificate, keys.PrivateKeyInfo.load(private))


@pytest.fixture
def signed(keyring, decision):
    """The decision signed with a time stamp, or without one."""

    def sign(timestamper: DummyTimeStamper | None) -> bytes:
        key = next(one for one in keyring.keys if "signer" in one.slots)
        with key.opened() as signer:
            return add_signature(
                decision.content, signer=signer, slot="signer", rooms=with_seal(decision.rooms), stamp=paper.stamp(),
                reason="Ký", timestamper=timestamper,
            )  # fmt: skip

    return sign


def test_stamped_signature_carries_a_time_that_its_signer_did_not_write(signed, authority, keyring):
    report = check(signed(stamper("Cơ quan cấp dấu thời gian thử", by=authority)), keyring.trusted)

    assert report.verdict == Verdict.VALID
    assert [one.has_timestamp for one in report.signatures] == [True]


def test_signature_without_a_stamp_claims_none(signed, keyring):
    report = check(signed(None), keyring.trusted)

    assert report.verdict == Verdict.VALID
    assert [one.has_timestamp for one in report.signatures] == [False]


def test_stamp_of_an_office_that_nobody_trusts_does_not_count(signed, keyring):
    report = check(signed(stamper("Người lạ")), keyring.trusted)

    assert [one.has_timestamp for one in report.signatures] == [False]
