"""Forms of organisations, collectives, posts, party life, charge, deciding offices and discipline."""

from typing import Any

from django import forms
from django.db.models import Q

from orgchart.forms.fields import EntryForm, RowForm, day_field
from orgchart.kinds import (
    Bloc,
    CollectiveKind,
    CommitteeForm,
    DisciplineDegree,
    Level,
    MembershipKind,
    OrganizationKind,
    PostLine,
    PostRole,
)
from orgchart.models import Collective, DisciplineRecord, Organization, Person, Post, SupervisionKind, Tenant

LINES = {Bloc.PARTY: PostLine.PARTY, Bloc.STATE: PostLine.STATE, Bloc.MASS: PostLine.MASS}


class OrganizationForm(EntryForm):
    """A new organisation below another one."""

    name = forms.CharField(label="Tên tổ chức, cơ quan, đơn vị", max_length=200)
    short_name = forms.CharField(label="Tên viết tắt", max_length=80, required=False)
    kind = forms.ChoiceField(label="Loại hình", choices=OrganizationKind.choices)
    committee_form = forms.ChoiceField(
        label="Hình thức cấp ủy", choices=[("", "Không phải đảng bộ"), *CommitteeForm.choices], required=False,
        help_text="Chỉ ghi với đảng bộ. Huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc theo cùng một nhóm quy định.",
    )  # fmt: skip
    level = forms.ChoiceField(label="Cấp", choices=Level.choices)
    bloc = forms.ChoiceField(label="Khối", choices=Bloc.choices)
    has_seal = forms.BooleanField(label="Có con dấu riêng", required=False, initial=True)
    has_single_head = forms.BooleanField(label="Thực hiện chế độ thủ trưởng", required=False)
    urban_government_since = day_field(
        "Thực hiện chính quyền đô thị từ ngày",
        help_text="Để trống nếu địa bàn có Hội đồng nhân dân. Từ ngày này, Hội đồng nhân dân không còn là đối tượng.",
    )
    valid_from = day_field("Hoạt động từ ngày")


class NewOrganizationForm(OrganizationForm):
    """The founding of an organisation, which the rules of the year ask for."""

    founded_on = day_field(
        "Ngày thành lập mới", help_text="Chỉ ghi khi tổ chức mới được thành lập; để trống nếu chỉ bổ sung vào sơ đồ."
    )
    decision_number = forms.CharField(label="Số quyết định thành lập", max_length=60, required=False)

    def service_data(self) -> dict[str, Any]:
        """A founding says from when the organisation is at work."""
        data = super().service_data()
        data["valid_from"] = data["valid_from"] or data["founded_on"]
        return data


class EditOrganizationForm(OrganizationForm, RowForm):
    """Corrections; a founding that was forgotten is entered here."""

    founded_on = day_field("Ngày thành lập mới")


class CollectiveForm(EntryForm):
    """A new leading collective."""

    name = forms.CharField(label="Tên tập thể", max_length=200)
    kind = forms.ChoiceField(label="Loại tập thể", choices=CollectiveKind.choices)
    valid_from = day_field("Hoạt động từ ngày")


class EditCollectiveForm(RowForm):
    """Corrections, and the end of a collective."""

    name = forms.CharField(label="Tên tập thể", max_length=200)
    valid_from = day_field("Hoạt động từ ngày")
    valid_to = day_field("Kết thúc hoạt động ngày", help_text="Ngày cuối cùng tập thể còn hoạt động.")


class PostForm(EntryForm):
    """A post of a person; the organisation was chosen on the page before."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label="Tổ chức, cơ quan, đơn vị", widget=forms.HiddenInput
    )
    title = forms.CharField(label="Chức vụ", max_length=120)
    collective = forms.ModelChoiceField(
        Collective.objects.none(),
        label="Tập thể lãnh đạo, quản lý",
        required=False,
        empty_label="Không thuộc tập thể nào",
    )
    role = forms.ChoiceField(label="Vai trò", choices=PostRole.choices)
    title_group = forms.CharField(
        label="Nhóm chức danh tương đương", max_length=60,
        help_text="Những người cùng nhóm được tính chung tỉ lệ 20%, ví dụ: Phó Chủ tịch UBND xã.",
    )  # fmt: skip
    rank = forms.IntegerField(label="Thứ bậc (1 là cao nhất)", min_value=1, max_value=999)
    line = forms.ChoiceField(label="Khối chức vụ", choices=PostLine.choices)
    is_full_time = forms.BooleanField(label="Chuyên trách", required=False, initial=True)
    working_share = forms.IntegerField(label="Phần trăm thời gian làm việc", min_value=0, max_value=100, initial=100)
    started_on = day_field("Giữ chức vụ từ ngày", required=True)
    transferred_in_on = day_field("Điều động, luân chuyển đến ngày", help_text="Nếu từ nơi khác chuyển đến.")
    replaces = forms.ModelChoiceField(
        Post.objects.none(), label="Thay cho chức vụ đang giữ", required=False,
        empty_label="Giữ thêm, không thay chức vụ nào",
        help_text="Chức vụ được thay kết thúc vào hôm trước ngày giữ chức vụ mới.",
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, unit: Organization | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.all()  # type: ignore[attr-defined]
        self.fields["collective"].queryset = _bodies_of(unit)  # type: ignore[attr-defined]
        held = Post.objects.filter(person=person, ended_on=None).order_by("rank", "pk")
        self.fields["replaces"].queryset = held  # type: ignore[attr-defined]
        if unit is not None:
            self.initial = {"organization": unit.pk, "line": LINES[Bloc(unit.bloc)], **self.initial}


class EditPostForm(RowForm):
    """Corrections, suspension and the end of a post."""

    title = PostForm.base_fields["title"]
    collective = forms.ModelChoiceField(
        Collective.objects.none(),
        label="Tập thể lãnh đạo, quản lý",
        required=False,
        empty_label="Không thuộc tập thể nào",
    )
    role = PostForm.base_fields["role"]
    title_group = PostForm.base_fields["title_group"]
    rank = PostForm.base_fields["rank"]
    line = PostForm.base_fields["line"]
    is_full_time = PostForm.base_fields["is_full_time"]
    working_share = PostForm.base_fields["working_share"]
    started_on = PostForm.base_fields["started_on"]
    transferred_in_on = PostForm.base_fields["transferred_in_on"]
    suspended_on = day_field("Bị đình chỉ sinh hoạt, công tác từ ngày", help_text="Để trống khi hết đình chỉ.")
    ended_on = day_field("Thôi giữ chức từ ngày")

    def __init__(self, *args: Any, unit: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collective"].queryset = _bodies_of(unit, ended=True)  # type: ignore[attr-defined]


class EndForm(EntryForm):
    """The last day of something."""

    ended_on = day_field("Ngày kết thúc", required=True)


class MembershipForm(EntryForm):
    """Party life in a cell that was chosen on the page before."""

    cell = forms.ModelChoiceField(Organization.objects.none(), label="Chi bộ", widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Hình thức sinh hoạt", choices=MembershipKind.choices)
    started_on = day_field("Từ ngày", required=True)
    ended_on = day_field("Đến ngày", help_text="Chỉ ghi khi sinh hoạt tạm thời có thời hạn, hoặc đã kết thúc.")
    moves = forms.BooleanField(
        label="Chuyển sinh hoạt đến đây: kết thúc sinh hoạt chính thức ở chi bộ cũ vào hôm trước", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Organization.objects.all()  # type: ignore[attr-defined]


class ChargeForm(EntryForm):
    """Being in charge of a unit that was chosen on the page before."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label="Tổ chức, đơn vị phụ trách", widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        label="Phân công",
        choices=[
            (SupervisionKind.IN_CHARGE, "Cấp ủy viên phụ trách"),
            (SupervisionKind.MONITOR, "Theo dõi cho ban đảng"),
        ],
        initial=SupervisionKind.IN_CHARGE,
        help_text="Cả hai đều được mời dự hội nghị kiểm điểm của nơi được phân công.",
    )
    started_on = day_field("Từ ngày", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.all()  # type: ignore[attr-defined]


class ManagementForm(EntryForm):
    """Who decides from a day on."""

    managed_by = forms.ModelChoiceField(Tenant.objects.none(), label="Đơn vị quyết định", empty_label="Chọn đơn vị")
    managing_body = forms.ModelChoiceField(
        Organization.objects.none(), label="Tổ chức quyết định trong đơn vị", required=False,
        empty_label="Cấp ủy, người đứng đầu của đơn vị",
        help_text="Ví dụ: sở quyết định đối với các đơn vị trực thuộc sở.",
    )  # fmt: skip
    valid_from = day_field("Từ ngày", required=True)

    def __init__(self, *args: Any, offices: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["managed_by"].queryset = offices  # type: ignore[attr-defined]
        self.fields["managing_body"].queryset = bodies  # type: ignore[attr-defined]


class DisciplineForm(EntryForm):
    """A disciplinary decision on somebody or some body chosen before."""

    degree = forms.ChoiceField(label="Hình thức kỷ luật", choices=DisciplineDegree.choices)
    decision_number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = day_field("Ngày quyết định", required=True)
    violation = forms.CharField(
        label="Nội dung vi phạm (vắn tắt)", max_length=200, required=False,
        help_text="Không ghi nội dung mật. Để trống nếu chọn vụ việc đã ghi dưới đây.",
    )  # fmt: skip
    same_case_as = forms.ModelChoiceField(
        DisciplineRecord.objects.none(), label="Cùng vụ việc với", required=False,
        empty_label="Vụ việc riêng",
        help_text="Một vi phạm chỉ tính một lần: các quyết định cùng vụ việc được tính là một.",
    )  # fmt: skip
    self_detected = forms.BooleanField(label="Tự phát hiện, tự báo cáo", required=False)
    remedied = forms.BooleanField(label="Đã khắc phục xong hậu quả", required=False)

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["same_case_as"].queryset = cases  # type: ignore[attr-defined]
        self.fields["same_case_as"].label_from_instance = _case_words  # type: ignore[attr-defined]


class EditDisciplineForm(DisciplineForm, RowForm):
    """Corrections of a disciplinary decision."""


def _case_words(record: DisciplineRecord) -> str:
    return f"{record.violation} ({record.decision_number}, {record.decided_on:%d/%m/%Y})"


def _bodies_of(unit: Organization | None, *, ended: bool = False) -> Any:
    rows = Collective.objects.filter(organization=unit).order_by("name", "pk")
    return rows if ended else rows.filter(Q(valid_to=None))
