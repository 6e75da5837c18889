"""Names of organisations as lists write them: told apart by kind, compared without the name of the place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgchart.imports.words import fold, tidy
from orgchart.kinds import Bloc, CollectiveKind, Level, OrganizationKind

_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc", "ubmt": "uy ban mat tran to quoc", "ubmttqvn": "uy ban mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "hnd": "hoi nong dan", "hpn": "hoi lien hiep phu nu", "hlhpn": "hoi lien hiep phu nu", "lhpn": "lien hiep phu nu",
    "hccb": "hoi cuu chien binh", "ccb": "cuu chien binh", "dtn": "doan thanh nien", "dtncs": "doan thanh nien",
    "ubkt": "uy ban kiem tra", "du": "dang uy", "cb": "chi bo", "bchqs": "ban chi huy quan su", "vp": "van phong",
    "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "th": "tieu hoc", "mn": "mam non", "tdp": "to dan pho",
    "tt": "thi tran", "tncs": "thanh nien", "btv": "ban thuong vu", "bch": "ban chap hanh",
}  # fmt: skip
_DROPPED = re.compile(r"\b(viet nam|ho chi minh|cong san|hcm)\b")
# "xã hội", "cơ quan", "quân sự", "quản lý" name no place.
_PLACE = re.compile(r"\b(xa(?! hoi| doi)|phuong|thi tran|huyen|(?<!co )quan(?! su| doi| ly)|thanh pho|tinh)\b.*$")
# A list under "Thường trực HĐND" or "Lãnh đạo UBND" is one of the council or the committee.
_BODY = re.compile(
    r"^((ban )?thuong truc|ban thuong vu|ban chap hanh|tap the( lanh dao)?|lanh dao|chi uy)\s+"
    r"(?=dang|hoi|uy ban|mat tran|doan|chi bo|phong|ban|truong|tram)"
)
_COUNT = re.compile(r"\s*[(:–-]\s*\(?\s*\d+\s*(đồng chí|đ/c|đảng viên|đv|người|đc)?\s*\)?\s*$", re.IGNORECASE)
_ORDINAL = re.compile(r"^\s*([IVXLC]+|\d+(\.\d+)*|[A-ZĐa-z])\s*[.)/:\-–]+\s+")


@dataclass(frozen=True)
class UnitKind:
    """What a body of a kind is, and what its leading collective is called."""

    kind: OrganizationKind
    bloc: Bloc
    collective: CollectiveKind
    body: str
    level: Level = Level.COMMUNE


PARTY, STATE, MASS = Bloc.PARTY, Bloc.STATE, Bloc.MASS
KINDS: dict[OrganizationKind, UnitKind] = {
    one.kind: one
    for one in (
        UnitKind(
            OrganizationKind.PARTY_COMMITTEE, PARTY, CollectiveKind.EXECUTIVE_COMMITTEE, "Ban Chấp hành", Level.UNIT
        ),
        UnitKind(OrganizationKind.PARTY_CELL, PARTY, CollectiveKind.CELL_COMMITTEE, "Chi ủy", Level.UNIT),
        UnitKind(OrganizationKind.PARTY_AGENCY, PARTY, CollectiveKind.UNIT_LEADERSHIP, "Tập thể lãnh đạo"),
        UnitKind(OrganizationKind.PEOPLES_COUNCIL, STATE, CollectiveKind.COUNCIL_STANDING, "Thường trực"),
        UnitKind(OrganizationKind.PEOPLES_COMMITTEE, STATE, CollectiveKind.GOVERNMENT_LEADERSHIP, "Tập thể lãnh đạo"),
        UnitKind(OrganizationKind.FATHERLAND_FRONT, MASS, CollectiveKind.FRONT_STANDING, "Ban Thường trực"),
        UnitKind(OrganizationKind.MASS_ORGANIZATION, MASS, CollectiveKind.MASS_STANDING, "Ban Thường vụ"),
        UnitKind(OrganizationKind.PUBLIC_UNIT, STATE, CollectiveKind.UNIT_LEADERSHIP, "Tập thể lãnh đạo", Level.UNIT),
        UnitKind(OrganizationKind.AGENCY, STATE, CollectiveKind.UNIT_LEADERSHIP, "Tập thể lãnh đạo", Level.UNIT),
    )
}  # fmt: skip
_GUESSES: tuple[tuple[OrganizationKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (OrganizationKind.PARTY_CELL, r"^chi bo|^chi uy\b"),
        (OrganizationKind.PARTY_AGENCY, r"^van phong dang|^uy ban kiem tra|^ban (xay dung|to chuc|tuyen giao|dan van)"),
        (OrganizationKind.PARTY_COMMITTEE, r"^dang (bo|uy)|^(thuong truc|ban thuong vu|ban chap hanh) dang (bo|uy)"),
        (OrganizationKind.PEOPLES_COUNCIL, r"^(thuong truc )?hoi dong nhan dan"),
        (OrganizationKind.PEOPLES_COMMITTEE, r"^(lanh dao )?uy ban nhan dan"),
        (OrganizationKind.FATHERLAND_FRONT, r"mat tran to quoc"),
        (OrganizationKind.MASS_ORGANIZATION, r"^(hoi |doan thanh nien|doan tncs|cong doan|lien doan)"),
        (OrganizationKind.PUBLIC_UNIT, r"^(truong|tram|trung tam|benh vien)\b"),
        (OrganizationKind.AGENCY, r"^(phong|ban|cong an|to|doi|van phong|quan su|khoi)\b"),
    )
)  # fmt: skip


def expand(text: str) -> str:
    """Folded words with their usual abbreviations written out."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in fold(text).split())


def unit_key(text: str) -> str:
    """What two spellings of one organisation have in common: no abbreviations, no place, no "Hồ Chí Minh"."""
    expanded = " ".join(_DROPPED.sub(" ", expand(text)).split())
    # "Công an xã Phú Lạc" is "Công an", but "Trường Tiểu học xã Phú Lạc" and "Chi bộ xã đội" keep something too.
    expanded = _BODY.sub("", expanded)
    without_place = _PLACE.sub("", expanded).strip()
    kept = 3 if expanded.startswith("chi bo") else 2
    return without_place if len(without_place.split()) >= kept else expanded


def guess_kind(text: str) -> OrganizationKind | None:
    """The kind of organisation that a name speaks of; None for words that name none."""
    if tidy(text).lower().startswith("trưởng "):
        return None  # a post, which without its marks looks like a school
    expanded = _DROPPED.sub(" ", expand(text)).strip()
    return next((kind for kind, pattern in _GUESSES if pattern.search(expanded)), None)


def group_title(text: str) -> str:
    """The heading of a group of rows without its number and its count: "II. CHI BỘ PHỐ (12 đ/c)" is "CHI BỘ PHỐ"."""
    return _COUNT.sub("", _ORDINAL.sub("", text)).strip(" .:-–")


_SPELLED = {
    "BCHQS": "Ban Chỉ huy Quân sự", "ĐTN": "Đoàn Thanh niên", "HND": "Hội Nông dân", "HLHPN": "Hội Liên hiệp Phụ nữ",
    "HPN": "Hội Liên hiệp Phụ nữ", "HCCB": "Hội Cựu chiến binh", "UBMTTQ": "Ủy ban Mặt trận Tổ quốc", "CB": "Chi bộ",
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "UBKT": "Ủy ban Kiểm tra", "VP": "Văn phòng",
    "ĐU": "Đảng ủy", "TDP": "tổ dân phố", "MN": "Mầm non", "TH": "Tiểu học",
}  # fmt: skip
# Words that a list in capitals hides: what is no name of a place is written like this.
_PHRASES = (
    "Chi bộ", "Đảng bộ", "Đảng ủy", "tổ dân phố", "thôn", "xóm", "bản", "ấp", "khu", "xã", "phường", "thị trấn",
    "huyện", "tỉnh", "Công an", "Quân sự", "Y tế", "Mầm non", "Tiểu học", "THCS", "THPT", "TNCS", "Cơ quan",
    "Nông dân", "Phụ nữ", "Liên hiệp", "Cựu chiến binh", "Thanh niên", "Mặt trận Tổ quốc", "Ủy ban nhân dân",
    "Hội đồng nhân dân", "Ủy ban", "Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Văn phòng", "Ban Chỉ huy",
    "Trung tâm", "Kiểm tra", "Xây dựng Đảng", "Kinh tế", "Văn hóa", "Xã hội", "và",
)  # fmt: skip


def unit_name(text: str) -> str:
    """The name as it should stand in the chart: abbreviations written out, not in capitals."""
    title = group_title(text)
    name = " ".join(_SPELLED.get(word, word) for word in title.split())
    if title.isupper() and len(title.split()) > 1:
        name = name.title()
        for phrase in _PHRASES:
            name = re.sub(rf"\b{phrase}\b", phrase, name, flags=re.IGNORECASE)
    return name[:1].upper() + name[1:]


def body_name(kind: OrganizationKind, organization: str) -> str:
    """What the leading collective of an organisation is called."""
    return f"{KINDS[kind].body} {organization}"
