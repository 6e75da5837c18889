"""A set kept whole: its documents, all that they inherit, the registry, the defaults and the frames as one text.

A cycle keeps its set in this form, and a superior sends it down in this form: whatever changes later in a built-in file
or in somebody's own set, the kept text says what it said. (HY-C.2-2, NA-3-1)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .building import build
from .errors import KeptSetError
from .ground import Ground
from .inheritance import Lineage
from .parsing import FileReader
from .schema import Registry
from .sets import RegulationSet

FORMAT = 1
_DECIMAL = "decimal"


def keep(regulation: RegulationSet) -> str:
    """The whole set as text; `open_kept` makes the same set of it, with the same digest."""
    if regulation.built_from is None:
        raise KeptSetError("bộ quy định này không được lập từ văn bản nên không lưu giữ được")
    building = regulation.built_from
    return encode(
        {
            "format": FORMAT,
            "digest": regulation.digest,
            "lineage": _documents(building.lineage),
            "registry": building.ground.registry,
            "defaults": building.ground.defaults,
            "frames": list(building.ground.frames),
        }
    )


def open_kept(text: str) -> RegulationSet:
    """The set that a text keeps; one whose content no longer agrees with its digest is refused."""
    try:
        whole = decode(text)
        if whole["format"] != FORMAT:
            raise KeptSetError(f"bộ quy định lưu giữ theo dạng {whole['format']}, sản phẩm đọc dạng {FORMAT}")
        ground = Ground(whole["registry"], whole["defaults"], tuple(whole["frames"]), is_kept=True)
        regulation = build(_lineage(whole["lineage"], ground.known), ground)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KeptSetError(f"bộ quy định lưu giữ không đọc được: {error}") from None
    if regulation.digest != whole["digest"]:
        raise KeptSetError("nội dung bộ quy định lưu giữ không khớp dấu kiểm tra")
    return regulation


def compose(
    content: Mapping[str, Any],
    name: str,
    *,
    base: RegulationSet | None = None,
    parent: RegulationSet | None = None,
    state_parent: RegulationSet | None = None,
    ground: Ground,
) -> RegulationSet:
    """A committee's own set over the sets it names, checked like a built-in one; `name` is what refusals call it."""
    base_line, party, state = (
        one.built_from.lineage if one is not None and one.built_from is not None else None
        for one in (base, parent, state_parent)
    )
    return build(Lineage.of(FileReader(name, content), base_line, party, state), ground)


def encode(content: object) -> str:
    """Content as text that keeps exact decimals and the order of keys."""
    return json.dumps(content, ensure_ascii=False, default=_plain)


def decode(text: str) -> Any:
    """The content of a text made by `encode`."""
    return json.loads(text, object_hook=_exact)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot stand in a regulation set")


def _exact(table: dict[str, Any]) -> object:
    return Decimal(table[_DECIMAL]) if set(table) == {_DECIMAL} else table


def _documents(lineage: Lineage | None) -> dict[str, Any] | None:
    if lineage is None:
        return None
    return {
        "issuer": [{"name": reader.file, "content": reader.content} for reader in lineage.issuer],
        "party": _documents(lineage.party),
        "state": _documents(lineage.state),
    }


def _lineage(documents: Mapping[str, Any], known: Registry) -> Lineage:
    issuer = tuple(FileReader(one["name"], one["content"], known) for one in documents["issuer"])
    party, state = (
        _lineage(documents[line], known) if documents[line] is not None else None for line in ("party", "state")
    )
    return Lineage(issuer, party, state)
