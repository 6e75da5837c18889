"""Built-in regulation sets from their TOML files, with inheritance, checked before anything may use them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from .building import build
from .errors import BadRegulationFileError, UnknownSetError
from .ground import Ground
from .inheritance import Lineage
from .parsing import HEAD, FileReader
from .schema import registry_content
from .sets import RegulationSet
from .soundness import check_years

SETS = Path(__file__).parent
# Documents of the government line stand apart: a party cycle cannot be opened under them.
STATE_LINE = "state"
_NOT_SETS = ("parameters", "defaults", "criteria", "wording")


def available_sets(directory: Path = SETS) -> tuple[str, ...]:
    """Codes of the built-in sets."""
    return tuple(sorted(file.stem for file in directory.glob("*.toml") if file.stem not in _NOT_SETS))


@cache
def load_set(code: str, directory: Path = SETS) -> RegulationSet:
    """The set with this code, fully checked; raise `UnknownSetError` or `BadRegulationFileError`."""
    if code not in available_sets(directory):
        raise UnknownSetError(code, available_sets(directory))
    return build(_lineage(code, directory, directory, ()), current_ground(directory))


@cache
def load_state_set(code: str, directory: Path = SETS) -> RegulationSet:
    """A set of the government line, which is there to be inherited from."""
    if code not in available_sets(directory / STATE_LINE):
        raise UnknownSetError(code, available_sets(directory / STATE_LINE))
    return build(_lineage(code, directory / STATE_LINE, directory, ()), current_ground(directory))


def check_sets(directory: Path = SETS) -> None:
    """Load every set of a directory and hold them against each other; raise `BadRegulationFileError`."""
    check_years((load_set(code, directory), _reader(code, directory)) for code in available_sets(directory))


@cache
def current_ground(directory: Path = SETS) -> Ground:
    """The registry, the defaults and the frames as the files of today have them."""
    places = [place for place in dict.fromkeys((SETS, directory)) if (place / "criteria.toml").exists()]
    return Ground(
        registry=registry_content(),
        defaults=_content(SETS / "defaults.toml"),
        frames=tuple(_content(place / "criteria.toml") for place in places),
    )


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRegulationFileError(path.name, "—", f"không đọc được TOML: {error}", "Sửa cú pháp") from None


def _reader(code: str, directory: Path) -> FileReader:
    path = directory / f"{code}.toml"
    content = _content(path)
    reader = FileReader(path.name, content)
    for key in HEAD[:2]:
        if not isinstance(content.get(key), str):
            raise reader.blame(key, "thiếu hoặc không phải chuỗi ký tự", f"Thêm {key}")
    if content["code"] != code:
        raise reader.blame("code", f"là “{content['code']}”, khác tên tệp", "Đặt tên tệp theo mã")
    return reader


def _lineage(code: str, place: Path, directory: Path, below: tuple[str, ...]) -> Lineage:
    """The file, the earlier documents of its issuer, and its superiors; an earlier document's own superiors count
    only where the set names none, since a plan under a new regulation is not bound by the one before."""
    if code in below:
        raise BadRegulationFileError(f"{code}.toml", "parent", "các bộ kế thừa lẫn nhau", "Bỏ vòng kế thừa")
    if code not in available_sets(place):
        raise BadRegulationFileError(f"{below[-1]}.toml", "parent", f"không có bộ “{code}”", "Sửa parent hoặc base")
    own, path = _reader(code, place), (*below, code)
    base = _lineage(str(own.content["base"]), place, directory, path) if "base" in own.content else None
    party, state = (
        _lineage(str(own.content[key]), folder, directory, path) if key in own.content else None
        for key, folder in (("parent", place), ("state_parent", directory / STATE_LINE))
    )
    return Lineage.of(own, base, party, state)
