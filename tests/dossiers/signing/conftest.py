"""Keys, and a document that waits for its signatures."""

from pathlib import Path

import pytest

from dossiers.documents.marking import MarkedPdf
from dossiers.signing.keys import Keyring, load_keyring
from dossiers.signing.signing import add_signature, with_seal
from tests.dossiers.signing import authority as ca
from tests.dossiers.signing import paper


@pytest.fixture(scope="session")
def authority() -> ca.Holder:
    return ca.issue("Cơ quan chứng thực thử")


@pytest.fixture(scope="session")
def key_file(authority: ca.Holder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the signer and of the body, one that has expired, one of a stranger."""
    keys = {
        "signer": ("Nguyễn Văn Quyết", ca.issue("Nguyễn Văn Quyết", by=authority)),
        "body": ("Đảng ủy thị trấn Chợ Chu", ca.issue("Đảng ủy thị trấn Chợ Chu", by=authority)),
        "expired": ("Chứng thư cũ", ca.issue("Chứng thư cũ", by=authority, days=(-400, -5))),
        "stranger": ("Người lạ", ca.issue("Người lạ")),
    }
    return ca.key_file(tmp_path_factory.mktemp("keys"), tenant="cho-chu", authority=authority, keys=keys)


@pytest.fixture(scope="session")
def keyring(key_file: Path) -> Keyring:
    return load_keyring(key_file)


@pytest.fixture(scope="session")
def decision() -> MarkedPdf:
    """A decision as it is printed, with its code."""
    return paper.printed()


@pytest.fixture(scope="session")
def sign(keyring: Keyring, decision: MarkedPdf):
    """Add a signature of one of the keys to a file, in the room of a slot."""

    def signed(pdf: bytes, key_name: str, slot: str) -> bytes:
        key = next(one for one in keyring.keys if key_name in one.slots)
        rooms = with_seal(decision.rooms)
        with key.opened() as signer:
            return add_signature(pdf, signer=signer, slot=slot, rooms=rooms, stamp=paper.stamp(), reason="Ký")

    return signed
