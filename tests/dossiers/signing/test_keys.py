"""The file that names the keys: what makes no sense is refused with its place; keys stay on the server."""

import subprocess
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization

from dossiers.signing.checking import Verdict, check
from dossiers.signing.keys import BadKeyFile, Keyring, KeyUnavailable, load_keyring
from dossiers.signing.signing import add_signature, with_seal
from tests.dossiers.signing import authority as ca
from tests.dossiers.signing import paper

KEY = '[[key]]\ntenant = "cho-chu"\nname = "Con dấu"\nslots = ["body"]\n'


def test_without_a_file_there_are_no_keys():
    assert load_keyring(None) == Keyring()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("khong phai toml", "không đọc được"),
        ("thua = 1", "thua"),
        ('trusted = ["/khong/co.pem"]', "trusted"),
        ('[[key]]\ntenant = "a"\nname = "b"\n', "slots"),
        (KEY, "pkcs12, pkcs11"),
        (KEY + 'pkcs12 = "a.p12"\npkcs11 = {}\n', "pkcs12, pkcs11"),
        (KEY + 'pkcs11 = { module = "m" }\n', "module, token, label"),
        (KEY + 'pkcs12 = "a.p12"\nmat_khau = "lo"\n', "mat_khau"),
    ],
)
def test_senseless_file_is_refused_with_its_place(tmp_path, text, words):
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadKeyFile, match=words):
        load_keyring(path)


def test_key_that_others_can_read_is_refused(tmp_path, authority):
    keys = {"body": ("Con dấu", ca.issue("Con dấu", by=authority))}
    file = ca.key_file(tmp_path, tenant="cho-chu", authority=authority, keys=keys)
    (tmp_path / "body.p12").chmod(0o644)

    with pytest.raises(BadKeyFile, match="chmod 600"):
        load_keyring(file)


def test_wrong_passphrase_says_so_and_shows_no_secret(tmp_path, authority):
    keys = {"body": ("Con dấu", ca.issue("Con dấu", by=authority))}
    ring = load_keyring(ca.key_file(tmp_path, tenant="cho-chu", authority=authority, keys=keys))
    (tmp_path / "passphrase").write_text("sai")

    with pytest.raises(KeyUnavailable, match="sai mật khẩu"), ring.keys[0].opened():
        pass


def softhsm_module() -> str:
    """Where the distribution keeps the module of the soft device."""
    return str(next(Path("/usr/lib").glob("**/libsofthsm2.so")))


@pytest.mark.slow
def test_key_on_a_device_signs_and_never_leaves_it(tmp_path, monkeypatch, authority):
    holder, pin = ca.issue("Con dấu trên thiết bị", by=authority), "4321"
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n", encoding="utf-8")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    arguments = ["--init-token", "--free", "--label", "dang-uy", "--so-pin", pin, "--pin", pin]
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
    ca.put_on_device(holder, module=softhsm_module(), token="dang-uy", pin=pin, label="con-dau")
    (tmp_path / "pin").write_text(pin, encoding="utf-8")
    (tmp_path / "keys.toml").write_text(
        '[[key]]\ntenant = "cho-chu"\nname = "Con dấu"\nslots = ["body"]\n'
        f'pkcs11 = {{ module = "{softhsm_module()}", token = "dang-uy", label = "con-dau", '
        f'pin_file = "{tmp_path}/pin" }}\n',
        encoding="utf-8",
    )
    key = load_keyring(tmp_path / "keys.toml").keys[0]

    with key.opened() as signer:
        pdf = add_signature(
            paper.printed().content,
            signer=signer,
            slot="body",
            rooms=with_seal(paper.printed().rooms),
            stamp=paper.stamp(),
            reason="Ký",
        )

    issuer = x509.Certificate.load(authority.certificate.public_bytes(serialization.Encoding.DER))
    assert check(pdf, [issuer]).verdict == Verdict.VALID
    (tmp_path / "pin").write_text("9999", encoding="utf-8")
    with pytest.raises(KeyUnavailable, match="PIN"), key.opened():
        pass


def test_own_key_goes_before_that_of_the_body(tmp_path, authority):
    keys = {"signer": ("Chung", ca.issue("Chung", by=authority))}
    file = ca.key_file(tmp_path, tenant="cho-chu", authority=authority, keys=keys)
    own = file.read_text(encoding="utf-8").partition("[[key]]")[2].replace("Chung", "Riêng")
    file.write_text(file.read_text(encoding="utf-8") + f'\n[[key]]{own}\naccount = "bithu"\n', encoding="utf-8")
    ring = load_keyring(file)

    assert ring.key_for(tenant="cho-chu", slot="signer", account="bithu").name == "Riêng"
    assert ring.key_for(tenant="cho-chu", slot="signer", account="khac").name == "Chung"
    assert ring.key_for(tenant="phu-lac", slot="signer", account="bithu") is None
    assert ring.key_for(tenant="cho-chu", slot="body", account="bithu") is None
