"""The lists of a regulation set as people read and edit them: which cells a row has, and how each is named."""

from dataclasses import dataclass

from orgchart.kinds import CollectiveKind, Level, OrganizationKind
from reviews.models import FormKind
from reviews.regulations.clauses import MARKS
from reviews.states import Phase

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its name in the data, its label, its sort, its choices."""

    name: str
    label: str
    sort: str = "text"
    choices: Choices = ()
    required: bool = True
    help: str = ""


BODIES: Choices = (
    *((kind.value, str(kind.label)) for kind in CollectiveKind),
    *((kind.value, str(kind.label)) for kind in OrganizationKind),
    ("party_group", "Đảng đoàn"),
    ("party_board", "Ban cán sự đảng"),
    ("assembly_delegation", "Lãnh đạo đoàn đại biểu Quốc hội"),
    ("council_committee", "Ban của Hội đồng nhân dân"),
    ("department", "Sở, ban, ngành"),
    ("advisory_agency", "Cơ quan tham mưu, giúp việc cấp ủy"),
    ("leader", "Cán bộ lãnh đạo, quản lý"),
    ("non_leader", "Người không giữ chức vụ lãnh đạo"),
    ("named", "Tập thể nêu đích danh"),
    ("individual", "Cá nhân"),
    ("other", "Loại khác"),
)
KINDS: Choices = tuple((kind.value, str(kind.label)) for kind in OrganizationKind)
LEVELS: Choices = tuple((level.value, str(level.label)) for level in Level)
FORMS: Choices = tuple((kind.value, str(kind.label)) for kind in FormKind)
SUBJECTS: Choices = (("collective", "Tập thể"), ("individual", "Cá nhân"), ("any", "Tập thể và cá nhân"))
PERSONS: Choices = (
    ("collective", "Tập thể"),
    ("leader", "Cán bộ lãnh đạo, quản lý"),
    ("member", "Đảng viên, người không giữ chức vụ"),
    ("outside", "Thành viên ngoài cơ quan"),
    ("any", "Mọi đối tượng"),
)
NEEDS: Choices = (("required", "Bắt buộc"), ("conditional", "Nếu có"), ("added", "Bổ sung sau"))
STAGES: Choices = (("submission", "Khi nộp"), ("appraisal", "Khi thẩm định"), ("decision", "Sau quyết định"))
PRODUCERS: Choices = (("subject", "Đối tượng"), ("office", "Văn phòng"), ("system", "Phần mềm tạo"))
EFFECTS: Choices = (
    ("XS", "Cần cho loại Xuất sắc"),
    ("HTT", "Cần cho loại Tốt"),
    ("HT", "Cần cho loại Hoàn thành"),
    ("KHT", "Có thì Không hoàn thành"),
)
PARTS: Choices = (("general", "Tiêu chí chung"), ("results", "Kết quả thực hiện nhiệm vụ"))
OFFSETS: Choices = (("0", "Trong năm kiểm điểm"), ("1", "Năm sau"))
PHASES: Choices = tuple((phase.value, str(phase.label)) for phase in Phase)
CERTAINTY: Choices = tuple((mark, words[:1].upper() + words[1:]) for mark, words in MARKS.items())

_TITLE = Cell("title", "Nội dung")
_BODY = (
    Cell("title", "Tên"),
    Cell("types", "Loại", "choices", BODIES),
    Cell("level", "Cấp", "choice", LEVELS, required=False),
)
CELLS: dict[str, tuple[Cell, ...]] = {
    "deadlines": (
        Cell("title", "Việc phải xong"),
        Cell("receiver", "Nơi nhận", required=False),
        Cell("day", "Ngày", "number", required=False),
        Cell("month", "Tháng", "number", required=False, help="Để trống ngày và tháng nếu văn bản không nêu"),
        Cell("year_offset", "Năm", "choice", OFFSETS),
        Cell("inclusive", "Tính cả ngày ghi (“chậm nhất ngày”; bỏ trống là “trước ngày”)", "flag", required=False),
        Cell("phase", "Mốc này kết thúc việc", "choice", PHASES, required=False),
        Cell("reporters", "Loại tổ chức tự báo cáo bước này", "choices", KINDS, required=False),
    ),
    "reviewed": _BODY,
    "rated": _BODY,
    "excluded": _BODY,
    "criteria_for": (
        Cell("key", "Loại đối tượng", "choice", BODIES),
        Cell(
            "post_title",
            "Chức danh",
            required=False,
            help="Chỉ với loại “Cá nhân”: khung riêng của một chức danh, ví dụ Bí thư; để trống là mọi chức danh",
        ),
        Cell("frame", "Khung tiêu chí", "choice"),
    ),
    "dossier_items": (
        Cell("title", "Tên giấy tờ"),
        Cell("subject", "Đối tượng", "choice", SUBJECTS),
        Cell("need", "Yêu cầu", "choice", NEEDS),
        Cell("stage", "Giai đoạn", "choice", STAGES),
        Cell("producer", "Người lập", "choice", PRODUCERS),
    ),
    "conditions": (
        _TITLE,
        Cell("subject", "Đối tượng", "choice", PERSONS),
        Cell("effect", "Tác dụng", "choice", EFFECTS),
        Cell("percent", "Phần trăm", "number", required=False),
    ),
    "exemptions": (
        _TITLE,
        Cell("subject", "Đối tượng", "choice", PERSONS),
        Cell("reviewed", "Vẫn kiểm điểm", "flag", required=False),
        Cell("rated", "Vẫn xếp loại", "flag", required=False),
    ),
    "score_groups": (
        Cell("title", "Nhóm tiêu chí"),
        Cell("subject", "Đối tượng", "choice", PERSONS),
        Cell("part", "Phần", "choice", PARTS),
        Cell("points", "Điểm tối đa", "number", required=False),
    ),
    "periods": (Cell("title", "Kỳ đánh giá"), Cell("feeds", "Dùng cho", required=False)),
    "form_list": (
        Cell("title", "Tên mẫu"),
        Cell("subject", "Đối tượng", "choice", SUBJECTS),
        Cell("kind", "Dùng cho văn bản", "choice", FORMS, required=False),
        Cell("guidance", "Hướng dẫn cách viết", required=False, help="Hiện trên trang viết của người dùng mẫu này"),
    ),
    "open_points": (
        Cell("title", "Nội dung còn để ngỏ"),
        Cell("mark", "Mức độ chắc chắn", "choice", CERTAINTY),
    ),
}
# Cells that make up the key of a row: they are asked for in a new row only.
KEY_CELLS = frozenset({"key", "post_title"})
# What a document at hand leaves open is told, not written by an office.
READ_ONLY = frozenset({"open_points"})


def cell_words(cell: Cell, value: object) -> str:
    """A cell as tables show it."""
    if cell.sort == "flag":
        return "Có" if value else "Không"
    if value is None or value == "":
        return ""
    if cell.sort == "choices" and isinstance(value, tuple | list):
        return "; ".join(dict(cell.choices).get(str(one), str(one)) for one in value)
    if cell.sort == "choice":
        return dict(cell.choices).get(str(value), str(value))
    return str(value)
