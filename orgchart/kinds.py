"""The closed lists of the organisation chart, with the words shown to people."""

from django.db.models import TextChoices


class Bloc(TextChoices):
    """Which letterhead, numbering and line of authority a body follows."""

    PARTY = "party", "Khối Đảng"
    STATE = "state", "Khối chính quyền"
    MASS = "mass", "Mặt trận và đoàn thể"


class Level(TextChoices):
    """Administrative level; which levels a chain has is data (three until 6/2025, two after)."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    UNIT = "unit", "Đơn vị trực thuộc"


class OrganizationKind(TextChoices):
    """Types of organisations that the regulations name."""

    PARTY_COMMITTEE = "party_committee", "Đảng bộ"
    PARTY_CELL = "party_cell", "Chi bộ"
    PARTY_AGENCY = "party_agency", "Cơ quan tham mưu, giúp việc của Đảng"
    ASSEMBLY_DELEGATION = "assembly_delegation", "Đoàn đại biểu Quốc hội"
    PEOPLES_COUNCIL = "peoples_council", "Hội đồng nhân dân"
    COUNCIL_COMMITTEE = "council_committee", "Ban của Hội đồng nhân dân"
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    DEPARTMENT = "department", "Sở, ban, ngành"
    PROCURACY = "procuracy", "Viện Kiểm sát nhân dân"
    COURT = "court", "Tòa án nhân dân"
    FATHERLAND_FRONT = "fatherland_front", "Mặt trận Tổ quốc"
    MASS_ORGANIZATION = "mass_organization", "Tổ chức chính trị - xã hội"
    PUBLIC_UNIT = "public_unit", "Đơn vị sự nghiệp"
    AGENCY = "agency", "Cơ quan, đơn vị"


class CommitteeForm(TextChoices):
    """What the committee of a đảng bộ is called; several names are one class of rules (HY-B.I.1.1a-2)."""

    PROVINCIAL = "provincial", "Tỉnh ủy, thành ủy trực thuộc Trung ương"
    RURAL_DISTRICT = "rural_district", "Huyện ủy"
    TOWN = "town", "Thị ủy"
    CITY = "city", "Thành ủy thuộc tỉnh, quận ủy"
    DIRECT = "direct", "Đảng ủy trực thuộc Tỉnh ủy"
    COMMUNE = "commune", "Đảng ủy xã, phường, thị trấn"
    GRASSROOTS = "grassroots", "Đảng ủy cơ sở khác"
    PART = "part", "Đảng ủy bộ phận"

    @property
    def level(self) -> Level | None:
        """The level whose rules bind such a committee; None where the name leaves it open."""
        return _LEVEL_OF_FORM.get(self)


_LEVEL_OF_FORM = {
    CommitteeForm.PROVINCIAL: Level.PROVINCE,
    CommitteeForm.RURAL_DISTRICT: Level.DISTRICT,
    CommitteeForm.TOWN: Level.DISTRICT,
    CommitteeForm.CITY: Level.DISTRICT,
    CommitteeForm.DIRECT: Level.DISTRICT,
    CommitteeForm.COMMUNE: Level.COMMUNE,
    CommitteeForm.PART: Level.UNIT,
}


class CollectiveKind(TextChoices):
    """Types of leading collectives; a whole cell stands for the committee that it does not have."""

    STANDING_COMMITTEE = "standing_committee", "Ban thường vụ cấp ủy"
    EXECUTIVE_COMMITTEE = "executive_committee", "Ban chấp hành đảng bộ"
    CELL_COMMITTEE = "cell_committee", "Chi ủy"
    WHOLE_CELL = "whole_cell", "Tập thể chi bộ"
    PARTY_GROUP = "party_group", "Đảng đoàn"
    PARTY_BOARD = "party_board", "Ban cán sự đảng"
    INSPECTION_STANDING = "inspection_standing", "Thường trực Ủy ban Kiểm tra"
    ADVISORY_AGENCY = "advisory_agency", "Tập thể lãnh đạo cơ quan tham mưu, giúp việc cấp ủy"
    ASSEMBLY_DELEGATION = "assembly_delegation", "Lãnh đạo Đoàn đại biểu Quốc hội"
    COUNCIL_STANDING = "council_standing", "Thường trực Hội đồng nhân dân"
    COUNCIL_COMMITTEE = "council_committee", "Tập thể Ban của Hội đồng nhân dân"
    GOVERNMENT_LEADERSHIP = "government_leadership", "Tập thể lãnh đạo Ủy ban nhân dân"
    DEPARTMENT = "department", "Tập thể lãnh đạo sở, ban, ngành"
    FRONT_STANDING = "front_standing", "Ban thường trực Ủy ban Mặt trận Tổ quốc"
    MASS_STANDING = "mass_standing", "Ban thường vụ tổ chức chính trị - xã hội"
    TRADE_UNION_COMMITTEE = "trade_union_committee", "Ban chấp hành công đoàn cơ quan"
    UNIT_LEADERSHIP = "unit_leadership", "Tập thể lãnh đạo cơ quan, đơn vị"


class PostRole(TextChoices):
    """Part of a post in its collective; the order is the order of review."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó"
    MEMBER = "member", "Thành viên"
    STAFF = "staff", "Không giữ chức vụ lãnh đạo, quản lý"


class PostLine(TextChoices):
    """The three lines of posts that the head of Mẫu 02 asks for."""

    PARTY = "party", "Chức vụ Đảng"
    STATE = "state", "Chức vụ chính quyền"
    MASS = "mass", "Chức vụ đoàn thể"


class MembershipKind(TextChoices):
    """Whether party life takes place here officially, for a time, or only as a tie to the place of residence."""

    OFFICIAL = "official", "Chính thức"
    TEMPORARY = "temporary", "Tạm thời"
    RESIDENCE = "residence", "Giữ mối liên hệ nơi cư trú"


class Role(TextChoices):
    """Parts in the work of a tenant that do not follow from a post."""

    OFFICE = "office", "Văn phòng cấp ủy"
    ORGANISATION_BOARD = "organisation_board", "Ban Tổ chức (Ban Xây dựng Đảng)"
    STANDING_COMMITTEE = "standing_committee", "Ban Thường vụ"
    HEAD = "head", "Bí thư cấp ủy"
    INSPECTION = "inspection", "Ủy ban Kiểm tra"
    READ_ONLY = "read_only", "Chỉ xem"
    ADMIN = "admin", "Quản trị hệ thống"


class DisciplineDegree(TextChoices):
    """Degrees of discipline, lightest first (HY-B.II.1.4-17)."""

    REPRIMAND = "khien_trach", "Khiển trách"
    WARNING = "canh_cao", "Cảnh cáo"
    REMOVAL = "cach_chuc", "Cách chức"
    EXPULSION = "khai_tru", "Khai trừ"


class SuccessionKind(TextChoices):
    """How an organisation or an office came to be, went on or ended."""

    FOUNDED = "founded", "Thành lập mới"
    MERGED = "merged", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    TRANSFERRED = "transferred", "Chuyển giao, tiếp nhận"
    DISSOLVED = "dissolved", "Giải thể"


class Line(TextChoices):
    """The line of authority between two tenants."""

    PARTY = "party", "Tuyến Đảng"
    STATE = "state", "Tuyến chính quyền"
