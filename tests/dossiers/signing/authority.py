"""A certificate authority of the tests, with keys as files of the server."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11.util.ec import encode_named_curve_parameters
from pkcs11.util.x509 import decode_x509_certificate

PASSPHRASE = b"mat-khau-thu"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _name(common_name: str) -> x509.Name:
    parts = {NameOID.COUNTRY_NAME: "VN", NameOID.ORGANIZATION_NAME: "Đảng bộ thử", NameOID.COMMON_NAME: common_name}
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts.items()])


def issue(common_name: str, *, by: Holder | None = None, days: tuple[int, int] = (-30, 365)) -> Holder:
    """A certificate that is valid between these days from now; without an issuer it signs itself."""
    key, now, is_authority = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC), by is None
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common_name))
        .issuer_name(by.certificate.subject if by else _name(common_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(usage, critical=True)
    )
    return Holder(builder.sign(by.key if by else key, hashes.SHA256()), key)


def stamping_office(common_name: str, *, by: Holder | None = None) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    """An office that stamps the time; the one of the library's tests knows RSA keys only."""
    key, now = rsa.generate_private_key(65537, 2048), datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common_name))
        .issuer_name(by.certificate.subject if by else _name(common_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    )
    return builder.sign(by.key if by else key, hashes.SHA256()), key


def save(holder: Holder, path: Path) -> Path:
    """The key and certificate as a PKCS#12 file that its owner alone can read."""
    encryption = serialization.BestAvailableEncryption(PASSPHRASE)
    content = pkcs12.serialize_key_and_certificates(b"khoa", holder.key, holder.certificate, None, encryption)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


def key_file(folder: Path, *, tenant: str, authority: Holder, keys: dict[str, tuple[str, Holder]]) -> Path:
    """The file that names keys: slot → (name, holder), and the trusted issuer."""
    (folder / "passphrase").write_bytes(PASSPHRASE + b"\n")
    issuer = folder / "issuer.pem"
    issuer.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    lines = [f'trusted = ["{issuer}"]']
    for slot, (name, holder) in keys.items():
        path = save(holder, folder / f"{slot}.p12")
        lines += [
            "[[key]]",
            f'tenant = "{tenant}"',
            f'name = "{name}"',
            f'slots = ["{slot}"]',
            f'pkcs12 = "{path}"',
            f'passphrase_file = "{folder / "passphrase"}"',
        ]
    file = folder / "signing_keys.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def put_on_device(holder: Holder, *, module: str, token: str, pin: str, label: str) -> None:
    """Copy a certificate and its key onto a PKCS#11 device."""
    scalar = holder.key.private_numbers().private_value.to_bytes(32, "big")
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    common = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(module).get_token(token_label=token).open(rw=True, user_pin=pin) as session:
        session.create_object(
            common
            | curve
            | {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY,
                pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.EC,
                pkcs11.Attribute.VALUE: scalar,
                pkcs11.Attribute.SIGN: True,
            }
        )
        der = holder.certificate.public_bytes(serialization.Encoding.DER)
        session.create_object(common | decode_x509_certificate(der))
