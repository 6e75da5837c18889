"""The keys that documents are signed with: named in one file of the server, never kept in the database."""

import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign import SimpleSigner
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers.pdf_cms import Signer

_KEY_FIELDS = frozenset({"tenant", "name", "slots", "account", "pkcs12", "passphrase_file", "pkcs11"})
_TOKEN_FIELDS = frozenset({"module", "token", "label", "pin_file"})


class BadKeyFile(Exception):
    """The file that names the keys is wrong; the text says where and what to do."""


class KeyUnavailable(Exception):
    """A key cannot be used now; the text says why, for the person who wants to sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A certificate with its key, for some slots of one tenant's documents; a personal one names its account."""

    name: str
    tenant: str
    slots: frozenset[str]
    account: str = ""
    pkcs12: Path | None = None
    passphrase_file: Path | None = None
    token: Mapping[str, str] | None = None

    def fits(self, *, tenant: str, slot: str, account: str) -> bool:
        """Whether the account may sign this slot with the key; that it may sign at all is asked elsewhere."""
        return self.tenant == tenant and slot in self.slots and self.account in ("", account)

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """The key, ready to sign; raises `KeyUnavailable`."""
        if self.token is not None:
            with self._session() as signer:
                yield signer
            return
        assert self.pkcs12 is not None
        try:
            passphrase = _secret(self.passphrase_file) if self.passphrase_file else None
            signer = SimpleSigner.load_pkcs12(str(self.pkcs12), passphrase=passphrase)
        except OSError as error:
            raise KeyUnavailable(f"Không mở được khóa “{self.name}” trên máy chủ.") from error
        if signer is None:  # the library logs why and returns nothing
            raise KeyUnavailable(f"Không mở được khóa “{self.name}”: tệp hỏng hoặc sai mật khẩu.")
        yield signer

    @contextmanager
    def _session(self) -> Iterator[Signer]:
        token = self.token or {}
        try:
            pin = _secret(Path(token["pin_file"])).decode() if "pin_file" in token else None
            criteria = TokenCriteria(label=token["token"])
            session = open_pkcs11_session(token["module"], token_criteria=criteria, user_pin=pin)
        except Exception as error:  # each maker's module fails in its own way
            raise KeyUnavailable(f"Không mở được thiết bị ký số “{self.name}”. Kiểm tra thiết bị và mã PIN.") from error
        with session:
            # The digest is computed here: not every device can hash and sign in one step.
            label = token["label"]
            yield PKCS11Signer(session, cert_label=label, key_label=label, use_raw_mechanism=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """All keys of the installation, the time-stamping service, and the issuers that are trusted."""

    keys: tuple[SigningKey, ...] = ()
    timestamp_url: str = ""
    trusted: tuple[Certificate, ...] = ()

    def key_for(self, *, tenant: str, slot: str, account: str) -> SigningKey | None:
        """The key for a slot: the account's own before the body's."""
        fitting = [key for key in self.keys if key.fits(tenant=tenant, slot=slot, account=account)]
        return max(fitting, key=lambda key: bool(key.account), default=None)


def load_keyring(path: Path | None) -> Keyring:
    """The keyring from its file; without one there are no keys. Raises `BadKeyFile`."""
    if path is None:
        return Keyring()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadKeyFile(f"{path.name}: không đọc được ({error}).") from error
    unknown = content.keys() - {"key", "timestamp_url", "trusted"}
    if unknown:
        raise BadKeyFile(f"{path.name}: không rõ mục {', '.join(sorted(unknown))}.")
    try:
        trusted = tuple(load_certs_from_pemder(content.get("trusted", [])))
    except (OSError, ValueError) as error:
        raise BadKeyFile(f"{path.name}: trusted: không đọc được chứng thư ({error}).") from error
    return Keyring(
        keys=tuple(_key(path.name, number, row) for number, row in enumerate(content.get("key", ()), start=1)),
        timestamp_url=str(content.get("timestamp_url", "")),
        trusted=trusted,
    )


def _key(file: str, number: int, row: Mapping[str, Any]) -> SigningKey:
    where = f"{file}: key thứ {number}"
    unknown, missing = row.keys() - _KEY_FIELDS, {"tenant", "name", "slots"} - row.keys()
    if unknown or missing:
        raise BadKeyFile(f"{where}: thừa hoặc thiếu mục {', '.join(sorted(unknown | missing))}.")
    token = row.get("pkcs11")
    if (token is None) == ("pkcs12" not in row):
        raise BadKeyFile(f"{where}: ghi đúng một trong hai mục pkcs12, pkcs11.")
    if token is not None and (token.keys() - _TOKEN_FIELDS or {"module", "token", "label"} - token.keys()):
        raise BadKeyFile(f"{where}: pkcs11 gồm module, token, label và pin_file.")
    pkcs12 = Path(row["pkcs12"]) if "pkcs12" in row else None
    if pkcs12 is not None and pkcs12.exists() and stat.S_IMODE(pkcs12.stat().st_mode) & 0o077:
        raise BadKeyFile(f"{where}: tệp khóa phải chỉ chủ sở hữu đọc được (chmod 600).")
    return SigningKey(
        name=str(row["name"]),
        tenant=str(row["tenant"]),
        slots=frozenset(map(str, row["slots"])),
        account=str(row.get("account", "")),
        pkcs12=pkcs12,
        passphrase_file=Path(row["passphrase_file"]) if "passphrase_file" in row else None,
        token=token,
    )


def _secret(path: Path) -> bytes:
    return path.read_bytes().strip()
