"""Posts as lists write them: several in one cell, shortened, told apart by title, body and part in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orgchart.imports.reading import Cell
from orgchart.imports.units import guess_kind
from orgchart.imports.words import fold, lines_of
from orgchart.kinds import CollectiveKind, OrganizationKind, PostLine, PostRole

HEAD, DEPUTY, MEMBER, STAFF = PostRole.HEAD, PostRole.DEPUTY, PostRole.MEMBER, PostRole.STAFF
_SHORT = {
    "bt": "bi thu", "pbt": "pho bi thu", "btt": "bi thu", "pbttt": "pho bi thu thuong truc", "btcb": "bi thu chi bo",
    "pbtcb": "pho bi thu chi bo", "btdu": "bi thu dang uy", "pbtdu": "pho bi thu dang uy", "ct": "chu tich",
    "pct": "pho chu tich", "p ct": "pho chu tich", "uv": "uy vien", "uvbtv": "uy vien ban thuong vu",
    "uvtv": "uy vien ban thuong vu", "uvbch": "uy vien ban chap hanh", "duv": "dang uy vien", "cuv": "chi uy vien",
    "btv": "ban thuong vu", "bch": "ban chap hanh", "du": "dang uy", "cb": "chi bo", "tt": "thuong truc",
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "mttqvn": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc", "ubmttqvn": "uy ban mat tran to quoc", "ubkt": "uy ban kiem tra",
    "hnd": "hoi nong dan", "hpn": "hoi lien hiep phu nu", "lhpn": "lien hiep phu nu", "hlhpn": "hoi lien hiep phu nu",
    "ccb": "cuu chien binh", "hccb": "hoi cuu chien binh", "dtn": "doan thanh nien", "dtncs": "doan thanh nien",
    "tp": "truong phong", "ptp": "pho truong phong", "tb": "truong ban", "ptb": "pho truong ban", "ht": "hieu truong",
    "pht": "pho hieu truong", "cht": "chi huy truong", "pcht": "chi huy pho", "cvp": "chanh van phong",
    "pcvp": "pho chanh van phong", "tca": "truong cong an", "ptca": "pho truong cong an", "gd": "giam doc",
    "pgd": "pho giam doc", "cn": "chu nhiem", "pcn": "pho chu nhiem", "bchqs": "ban chi huy quan su", "vp": "van phong",
    "cchc": "cong chuc", "cc": "cong chuc", "cv": "chuyen vien",
}  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:[;+,\n•]|\bkiêm\b|^\s*[-–]\s*)\s*", re.IGNORECASE)
# A dash stands between two posts only where a post follows: "Công chức Văn phòng - Thống kê" is one.
_DASH = re.compile(r"\s+[-–]\s+")
_BEGINS_A_POST = re.compile(
    r"^(bi thu|pho|chu tich|uy vien|dang uy vien|chi uy vien|truong|hieu truong|giam doc|chi huy)\b"
)
_PLAIN_MEMBER = re.compile(r"^(dang vien( (chinh thuc|du bi))?|quan chung|khong|dv)$")
_STAFF = re.compile(
    r"^(cong chuc|vien chuc|chuyen vien|can bo|nhan vien|ke toan|van thu|giao vien|can su|nguoi lao dong|huu tri"
    r"|cong dan|y si|bac si|dieu duong|dieu tra vien|to truong"
    r"|truong (thon|xom|khu|ap|to)\b|thu quy|bao ve|nong dan|lao dong|dai bieu hoi dong)"
)


@dataclass(frozen=True)
class Title:
    """A post that is understood: how it is written, where it belongs, and what part it has there.

    `at` is the kind of organisation it is held in; None means the unit that the row names, or `unit` where the title
    itself names one.
    """

    title: str
    group: str
    rank: int
    role: PostRole
    line: PostLine
    collective: CollectiveKind | None
    at: OrganizationKind | None
    unit: str = ""


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    title: str
    group: str
    rank: int
    role: PostRole
    line: PostLine
    collective: CollectiveKind | None
    at: OrganizationKind | None


def _rules() -> Iterator[_Rule]:
    kinds, bodies = OrganizationKind, CollectiveKind
    party, state, mass = PostLine.PARTY, PostLine.STATE, PostLine.MASS
    first, standing = "Bí thư, Phó Bí thư Đảng ủy", "Ủy viên Ban Thường vụ Đảng ủy"
    committee = (party, bodies.STANDING_COMMITTEE, kinds.PARTY_COMMITTEE)
    executive = (party, bodies.EXECUTIVE_COMMITTEE, kinds.PARTY_COMMITTEE)
    cell = (party, bodies.CELL_COMMITTEE, kinds.PARTY_CELL)
    council = (state, bodies.COUNCIL_STANDING, kinds.PEOPLES_COUNCIL)
    government = (state, bodies.GOVERNMENT_LEADERSHIP, kinds.PEOPLES_COMMITTEE)
    front = (mass, bodies.FRONT_STANDING, kinds.FATHERLAND_FRONT)
    union = (mass, bodies.MASS_STANDING, kinds.MASS_ORGANIZATION)
    leaders = "Bí thư, Phó Bí thư chi bộ"
    d, ubnd, hdnd, mttq = "dang (uy|bo)", "uy ban nhan dan", "hoi dong nhan dan", "mat tran"
    body = r"(hoi|doan|lien hiep|cuu chien binh|nong dan|phu nu|thanh nien|cong doan)"
    for pattern, title, group, rank, role, (line, collective, at) in (
        (f"^bi thu {d}", "Bí thư Đảng ủy", first, 1, HEAD, committee),
        (f"^pho bi thu (thuong truc {d}|{d} thuong truc)|^pho bi thu thuong truc$", "Phó Bí thư Thường trực Đảng ủy",
         first, 2, DEPUTY, committee),
        (f"^pho bi thu {d}", "Phó Bí thư Đảng ủy", first, 3, DEPUTY, committee),
        (f"^uy vien (ban )?thuong vu( {d}.*)?$", standing, standing, 6, MEMBER, committee),
        (f"^dang uy vien|^uy vien ban chap hanh( {d}.*)?$", "Ủy viên Ban Chấp hành Đảng bộ",
         "Ủy viên Ban Chấp hành Đảng bộ", 14, MEMBER, executive),
        ("^bi thu chi bo", "Bí thư chi bộ", leaders, 40, HEAD, cell),
        ("^pho bi thu chi bo", "Phó Bí thư chi bộ", leaders, 41, DEPUTY, cell),
        ("^chi uy vien|^uy vien chi uy", "Chi ủy viên", "Ủy viên chi ủy", 42, MEMBER, cell),
        (f"^chu tich {hdnd}", "Chủ tịch Hội đồng nhân dân", "Chủ tịch HĐND", 5, HEAD, council),
        (f"^pho chu tich (thuong truc )?{hdnd}", "Phó Chủ tịch Hội đồng nhân dân", "Phó Chủ tịch HĐND, UBND", 10,
         DEPUTY, council),
        (f"^(truong|pho truong) ban .*{hdnd}|^uy vien thuong truc {hdnd}", "Trưởng ban Hội đồng nhân dân",
         "Trưởng ban HĐND", 17, MEMBER, council),
        (f"^chu tich {ubnd}", "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND", 4, HEAD, government),
        (f"^pho chu tich (thuong truc )?{ubnd}", "Phó Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch HĐND, UBND", 11, DEPUTY,
         government),
        (f"^uy vien {ubnd}", "Ủy viên Ủy ban nhân dân", "Ủy viên UBND", 16, MEMBER, government),
        (f"^chu tich .*{mttq}", "Chủ tịch Ủy ban Mặt trận Tổ quốc", "Trưởng đoàn thể", 12, HEAD, front),
        (f"^pho chu tich .*{mttq}", "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc", "Phó trưởng đoàn thể", 20, DEPUTY, front),
        (f"^uy vien thuong truc .*{mttq}", "Ủy viên Thường trực Ủy ban Mặt trận Tổ quốc", "Ủy viên đoàn thể", 29,
         MEMBER, front),
        (f"^(chu tich|bi thu) .*{body}", "", "Trưởng đoàn thể", 13, HEAD, union),
        (f"^(pho chu tich|pho bi thu) .*{body}", "", "Phó trưởng đoàn thể", 21, DEPUTY, union),
        (f"^uy vien (ban )?(thuong vu|chap hanh) .*{body}", "", "Ủy viên đoàn thể", 30, MEMBER, union),
    ):  # fmt: skip
        yield _Rule(re.compile(pattern), title, group, rank, role, line, collective, at)
    for pattern, group, rank, role in (
        (r"^(pho (truong|giam doc|hieu truong|chu nhiem|chanh van phong|chi huy truong|thu truong)|chi huy pho)\b",
         "Cấp phó cơ quan, đơn vị", 26, DEPUTY),
        (r"^(truong|giam doc|hieu truong|chu nhiem|chanh van phong|chi huy truong|thu truong)\b",
         "Người đứng đầu cơ quan, đơn vị", 25, HEAD),
    ):  # fmt: skip
        yield _Rule(re.compile(pattern), "", group, rank, role, state, bodies.UNIT_LEADERSHIP, None)


RULES = tuple(_rules())
# What somebody may say of a title that the product does not know.
UNKNOWN: dict[str, Title] = {
    "head": Title("", "Người đứng đầu cơ quan, đơn vị", 25, HEAD, PostLine.STATE, CollectiveKind.UNIT_LEADERSHIP, None),
    "deputy": Title("", "Cấp phó cơ quan, đơn vị", 26, DEPUTY, PostLine.STATE, CollectiveKind.UNIT_LEADERSHIP, None),
    "member": Title(
        "", "Thành viên lãnh đạo cơ quan, đơn vị", 27, MEMBER, PostLine.STATE, CollectiveKind.UNIT_LEADERSHIP, None
    ),
    "staff": Title("", "Công chức, viên chức, người lao động", 90, STAFF, PostLine.STATE, None, None),
}  # fmt: skip
CHOICES = {
    "head": "Người đứng đầu đơn vị",
    "deputy": "Cấp phó của đơn vị",
    "member": "Thành viên tập thể lãnh đạo",
    "staff": "Không giữ chức vụ lãnh đạo, quản lý",
    "skip": "Không ghi chức vụ này",
}


def phrases(value: Cell) -> list[str]:
    """The posts named in one cell, one by one."""
    if value is None:
        return []
    parts = [part for line in lines_of(value) for piece in _BETWEEN.split(line) for part in _at_dashes(piece)]
    return [part.strip(" .-–") for part in parts if part.strip(" .-–")]


def _at_dashes(text: str) -> list[str]:
    parts = _DASH.split(text)
    if any(begins_a_post(part) for part in parts[1:]):
        return parts
    return [text]


def expand_title(text: str) -> str:
    """Folded words with the usual abbreviations of posts written out."""
    folded = re.sub(
        r"\bp ?(?=(ct|bt|truong|chu tich|bi thu|giam doc|hieu truong|tp)\b)", "pho ", fold(text.replace(".", ". "))
    )
    words = [_SHORT.get(word, word) for word in folded.split()]
    return " ".join(words).replace("pho pho ", "pho ")


def begins_a_post(text: str) -> bool:
    """Whether the words begin like a post, also where they go on with the name of a unit."""
    return bool(_BEGINS_A_POST.search(expand_title(text)))


def holds_no_post(text: str) -> bool:
    """Whether the words only say that somebody is a party member."""
    return bool(_PLAIN_MEMBER.match(expand_title(text)))


def understand(text: str, *, line: PostLine | None, near: OrganizationKind | None) -> Title | None:
    """The post that the words speak of; None where they are not known.

    `line` is what the heading of the column says, `near` the kind of unit that the row stands in: "BT" below
    "Chi bộ Phố" is the secretary of that cell.
    """
    words = _completed(expand_title(text), line, near)
    if _STAFF.match(words):
        return answered("staff", text, line)
    for rule in RULES:
        if rule.pattern.search(words):
            title = rule.title or _written_out(text)
            named = rule.at in {None, OrganizationKind.MASS_ORGANIZATION, OrganizationKind.PARTY_CELL}
            unit = _as_typed(_unit_in(words), text) if named else ""
            kept = line if line is not None and rule.at is None else rule.line
            return Title(title, rule.group, rule.rank, rule.role, kept, rule.collective, rule.at, unit)
    return None


def propose(text: str) -> str:
    """What an unknown title most likely is, as a key of CHOICES."""
    words = expand_title(text)
    if words.startswith("pho "):
        return "deputy"
    return "head" if words.startswith(("truong", "thu truong", "nguoi dung dau")) else "staff"


def answered(choice: str, text: str, line: PostLine | None) -> Title | None:
    """The post that somebody said an unknown title is; None where it is not to be stored."""
    known = UNKNOWN.get(choice)
    if known is None:
        return None
    title = _written_out(text)
    return Title(title, known.group, known.rank, known.role, line or known.line, known.collective, None)


_BODIES = {
    OrganizationKind.PEOPLES_COUNCIL: "hoi dong nhan dan", OrganizationKind.PEOPLES_COMMITTEE: "uy ban nhan dan",
    OrganizationKind.FATHERLAND_FRONT: "mat tran", OrganizationKind.MASS_ORGANIZATION: "hoi",
}  # fmt: skip


def _completed(words: str, line: PostLine | None, near: OrganizationKind | None) -> str:
    """A bare title gets its body from the unit that the row stands in."""
    body = None
    if words in {"bi thu", "pho bi thu"}:
        if near in {OrganizationKind.PARTY_CELL, OrganizationKind.MASS_ORGANIZATION}:
            body = "chi bo" if near == OrganizationKind.PARTY_CELL else "doan"
        elif line == PostLine.PARTY or near == OrganizationKind.PARTY_COMMITTEE:
            body = "dang uy"
    elif words in {"chu tich", "pho chu tich", "uy vien", "uy vien thuong truc"} and near:
        body = _BODIES.get(near)
    return f"{words} {body}" if body else words


def _unit_in(words: str) -> str:
    """The unit that the title itself names, as folded words: "truong phong kinh te" heads "phong kinh te"."""
    for start in (
        r"^(?:pho )?(?:bi thu|chu tich) (?=chi bo|hoi|doan|lien hiep|cuu chien binh|nong dan|phu nu|thanh nien)",
        r"^(?:pho )?truong (?=phong|ban|cong an|tram)", r"^(?:pho )?hieu truong (?=truong)",
        r"^(?:pho )?chanh (?=van phong)", r"^(?:chi huy truong|pho chi huy truong|chi huy pho) (?=ban)",
        r"^(?:pho )?giam doc (?=trung tam)",
    ):  # fmt: skip
        found = re.sub(start, "", words)
        if found != words and guess_kind(found):
            return "" if found in {"chi bo", "hoi", "doan"} else found
    return ""


_PREFIXES = {
    "phong": "Phòng", "ban": "Ban", "ban chi huy": "Ban Chỉ huy", "cong an": "Công an", "tram": "Trạm",
    "van phong": "Văn phòng", "truong": "Trường", "trung tam": "Trung tâm",
}  # fmt: skip


def _as_typed(unit: str, text: str) -> str:
    """The unit in the letters of the list: folded words are for comparison only."""
    words = text.replace(".", ". ").split()
    for start in range(len(words)):
        end = " ".join(words[start:])
        folded = expand_title(end)
        if unit == folded:
            return end
        if unit.endswith(f" {folded}") and unit[: -len(folded) - 1] in _PREFIXES:
            return f"{_PREFIXES[unit[: -len(folded) - 1]]} {end}"
    return unit


def _written_out(text: str) -> str:
    """The title as people read it: leading abbreviations in full, not in capitals."""
    words = text.replace(".", ". ").split()
    for position, word in enumerate(words):
        full = _SPELLED.get(fold(word))
        if full is None or not word.strip(".").isupper():
            break
        words[position] = full
    title = " ".join(words)
    return title.capitalize() if title.isupper() else title[:1].upper() + title[1:]


_SPELLED = {
    "p": "Phó", "bt": "Bí thư", "pbt": "Phó Bí thư", "ct": "Chủ tịch", "pct": "Phó Chủ tịch", "uv": "Ủy viên",
    "tp": "Trưởng phòng", "ptp": "Phó Trưởng phòng", "tb": "Trưởng ban", "ptb": "Phó Trưởng ban", "ht": "Hiệu trưởng",
    "pht": "Phó Hiệu trưởng", "cht": "Chỉ huy trưởng", "pcht": "Chỉ huy phó", "cvp": "Chánh Văn phòng",
    "pcvp": "Phó Chánh Văn phòng", "tca": "Trưởng Công an", "ptca": "Phó Trưởng Công an", "gd": "Giám đốc",
    "pgd": "Phó Giám đốc", "cn": "Chủ nhiệm", "pcn": "Phó Chủ nhiệm", "cv": "Chuyên viên", "cc": "Công chức",
    "btv": "Ban Thường vụ", "bch": "Ban Chấp hành",
}  # fmt: skip
