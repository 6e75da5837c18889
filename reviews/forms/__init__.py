"""Forms of the pages about reviews."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT, MOMENT_INPUT
from orgchart.models import Collective, Person, Post
from reviews import places
from reviews.models import Attendance, Audience, Level, SubjectKind, Verdict
from reviews.queries.regulations import SetChoice
from reviews.queries.scope import STATES
from reviews.states import Phase, ReviewState


class ReviewListForm(forms.Form):
    """What narrows the list of reviews."""

    tim = forms.CharField(label="Tìm theo tên, có dấu hoặc không dấu", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *ReviewState.choices]
    )
    don_vi = forms.IntegerField(label="Đơn vị", required=False, min_value=1, max_value=2**63 - 1)


class CirculateForm(forms.Form):
    """The head has approved what somebody else sends for the collective (HY-B.I.4.1a-1)."""

    approved = forms.BooleanField(
        label="Người đứng đầu đã duyệt dự thảo báo cáo này",
        required=False,
        help_text="Báo cáo của tập thể do người đứng đầu trực tiếp chỉ đạo chuẩn bị; người khác chỉ nhập và gửi thay.",
    )


class FinaliseForm(forms.Form):
    """The own level, confirmed together with the final text."""

    self_level = forms.ChoiceField(label="Mức tự nhận", choices=Level.choices, widget=forms.RadioSelect)
    confirmed = forms.BooleanField(
        label="Tôi xác nhận đây là bản hoàn chỉnh sau khi tiếp thu ý kiến góp ý",
        error_messages={"required": "Mời đồng chí xác nhận bản hoàn chỉnh."},
    )


class CycleForm(forms.Form):
    """A new year; the deadlines of the regulation set come by themselves."""

    year = forms.IntegerField(label="Năm", min_value=2018, max_value=2100)
    title = forms.CharField(label="Tên đợt", max_length=200)
    set_code = forms.ChoiceField(label="Bộ quy định áp dụng")
    rating_date = forms.DateField(
        label="Ngày bỏ phiếu xếp loại",
        widget=DAY_INPUT,
        help_text="Mốc tính thời gian giữ chức vụ, danh sách cán bộ và nơi sinh hoạt.",
    )
    plan_number = forms.CharField(label="Số kế hoạch", max_length=60, required=False)
    plan_date = forms.DateField(label="Ngày kế hoạch", widget=DAY_INPUT, required=False)


class ScopeListForm(forms.Form):
    """What narrows the list of subjects."""

    tim = forms.CharField(label="Tìm theo tên, có dấu hoặc không dấu", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *SubjectKind.choices])
    trang_thai = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), *((name, words) for name, (words, _) in STATES.items())],
    )


class RulingForm(forms.Form):
    """What the authorised body decided on an open case, who it was, when and why."""

    body_name = forms.CharField(label="Nơi quyết định", max_length=200, help_text="Ví dụ: Ban Thường vụ Đảng ủy")
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY_INPUT)
    decision_number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class EqualPostsForm(RulingForm):
    """Which of equivalent posts gives the place and the level."""

    post = forms.TypedChoiceField(label="Chức vụ làm căn cứ kiểm điểm, xếp loại", coerce=int, widget=forms.RadioSelect)
    field_order = ("post",)

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (post.pk, f"{post.title} – {post.organization} ({post.working_share}% thời gian)") for post in posts
        ]


class AudienceForm(RulingForm):
    """Before whom leaders are reviewed under the one-head regime."""

    audience = forms.ChoiceField(
        label="Thành phần hội nghị",
        choices=[(value, label) for value, label in Audience.choices if value in places.ONE_HEAD.values()],
        widget=forms.RadioSelect,
    )
    field_order = ("audience",)


class BodyForm(RulingForm):
    """A collective: as a further place, or as a further line of the list."""

    collective = forms.ModelChoiceField(Collective.objects.none(), label="Tập thể lãnh đạo, quản lý")
    field_order = ("collective",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Collective.objects.filter(valid_to=None).select_related("organization")
        self.fields["collective"].queryset = rows.order_by("name", "pk")  # type: ignore[attr-defined]


class DeadlineForm(forms.Form):
    """A step of the committee's own plan."""

    title = forms.CharField(label="Việc phải xong", max_length=200)
    last_day = forms.DateField(label="Chậm nhất ngày", widget=DAY_INPUT)
    receiver = forms.CharField(label="Nơi nhận", max_length=200, required=False)
    phase = forms.ChoiceField(
        label="Mốc này kết thúc việc", choices=[("", "Việc khác"), *Phase.choices], required=False
    )


class ChooseSetForm(forms.Form):
    """Another regulation set for a year in preparation."""

    set_code = forms.ChoiceField(label="Bộ quy định")

    def __init__(self, *args: Any, choices: Iterable[SetChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["set_code"].choices = [(one.code, one.title) for one in choices]  # type: ignore[attr-defined]


class ExplanationForm(forms.Form):
    """Why two contradicting dates stand all the same."""

    about = forms.CharField(max_length=120, widget=forms.HiddenInput)
    text = forms.CharField(label="Giải trình", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ScheduleForm(forms.Form):
    """When and where a conference is held, who chairs and who writes; the lists are filled by the page."""

    starts_at = forms.DateTimeField(label="Bắt đầu lúc", widget=MOMENT_INPUT, help_text="Ví dụ: 15/11/2024 08:00")
    days = forms.DecimalField(
        label="Thời lượng (ngày)",
        initial=Decimal("0.5"),
        max_digits=3,
        decimal_places=1,
        min_value=Decimal("0.5"),
        localize=True,
        help_text="Nửa ngày ghi 0,5",
    )
    location = forms.CharField(label="Địa điểm", max_length=200, required=False)
    chair = forms.TypedChoiceField(label="Chủ trì", coerce=int, empty_value=None, required=False)
    chair_reason = forms.CharField(
        label="Lý do người khác chủ trì",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi người chủ trì không phải người đứng đầu.",
    )
    secretary = forms.TypedChoiceField(
        label="Thư ký", coerce=int, empty_value=None, required=False,
        help_text="Chủ trì, thư ký phải chọn trước khi thông báo hội nghị.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Person] = (), has_begun: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].disabled = has_begun
        choices = [("", "Chưa chọn"), *((person.pk, person.full_name) for person in people)]
        for name in ("chair", "secretary"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("starts_at", "days", "location", "chair_reason")}
        return plain | {"chair_id": data["chair"], "secretary_id": data["secretary"]}


class PlanningForm(ScheduleForm):
    """The schedule of a new conference, and which bodies of the same agency confer at the same sitting."""

    further = forms.TypedMultipleChoiceField(
        label="Kết hợp kiểm điểm với",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mỗi tập thể giữ báo cáo, kết luận và phần biên bản riêng; ai có mặt ở nhiều tập thể chỉ trình bày "
        "một lần. Chỉ kết hợp các tập thể trong cùng cơ quan, đơn vị.",
    )

    def __init__(self, *args: Any, combinable: Iterable[Collective] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(body.pk, body.name) for body in combinable]
        if choices:
            self.fields["further"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["further"]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return super().values() | {"further_ids": self.cleaned_data.get("further", [])}


class AttendanceForm(forms.Form):
    """One line a person: here, or away with a reason."""

    def __init__(self, *args: Any, attendances: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendances = list(attendances)
        for row in self.attendances:
            here = {None: "", True: "co", False: "vang"}[row.is_present]
            self.fields[f"present-{row.pk}"] = forms.ChoiceField(
                label=row.guest_name or str(row.person),
                choices=[("co", "Có mặt"), ("vang", "Vắng")],
                widget=forms.RadioSelect,
                initial=here,
                required=False,
            )
            self.fields[f"reason-{row.pk}"] = forms.CharField(
                label=f"Lý do vắng của {row.guest_name or row.person}",
                widget=forms.TextInput(attrs={"placeholder": "Lý do, nếu vắng"}),
                max_length=200,
                required=False,
                initial=row.reason,
            )

    def presence(self) -> dict[int, tuple[bool, str]]:
        """Lines that were answered, by their id; those that the writer left as the page showed them are left out.

        With `others_here` everybody without an answer is here.
        """
        data = self.cleaned_data
        given = {
            row.pk: (data[f"present-{row.pk}"] == "co", data[f"reason-{row.pk}"])
            for row in self.attendances
            if data[f"present-{row.pk}"] and self._is_changed(row)
        }
        if "others_here" in self.data:
            given |= {row.pk: (True, "") for row in self.attendances if not data[f"present-{row.pk}"]}
        return given

    def seen(self) -> dict[int, int]:
        """The version of each line that the page showed; without it the line counts as seen as it stands."""
        versions = {row.pk: str(self.data.get(f"version-{row.pk}", "")) for row in self.attendances}
        return {pk: int(text) for pk, text in versions.items() if text.isascii() and text.isdigit() and len(text) < 10}

    def _is_changed(self, row: Attendance) -> bool:
        was = self.data.get(f"was-{row.pk}")
        now = f"{self.cleaned_data[f'present-{row.pk}']}|{self.cleaned_data[f'reason-{row.pk}']}"
        return was is None or was != now

    def lines(self) -> list[tuple[Attendance, forms.BoundField, forms.BoundField]]:
        """Each person with the two fields."""
        return [(row, self[f"present-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.attendances]


class GuestForm(forms.Form):
    """A guest by name and post."""

    name = forms.CharField(label="Đại biểu dự (họ tên, chức vụ)", max_length=120)


class StartForm(forms.Form):
    """Who chairs the item that begins, who presents the report, why other places are not waited for."""

    chair = forms.TypedChoiceField(label="Chủ trì nội dung này", coerce=int, empty_value=None, required=False)
    presenter = forms.TypedChoiceField(
        label="Người trình bày báo cáo",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Bỏ trống: người đứng đầu.",
    )
    authorisation = forms.CharField(
        label="Văn bản, cách ủy quyền",
        max_length=200,
        required=False,
        help_text="Khi người trình bày không phải người đứng đầu.",
    )
    without_others = forms.CharField(label="Lý do không chờ kết quả nơi khác", max_length=300, required=False)
    late_waiver = forms.CharField(
        label="Ý kiến người chủ trì đồng ý dù bản kiểm điểm gửi muộn", max_length=300, required=False
    )

    def __init__(
        self, *args: Any, people: Iterable[Person] = (), presenters: Iterable[Person] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, persons in (("chair", people), ("presenter", presenters)):
            choices = [(person.pk, person.full_name) for person in persons]
            self.fields[name].choices = [("", "Người đứng đầu"), *choices] if name == "presenter" else choices  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    """On whose order and why a review is held again."""

    ordered_by = forms.CharField(
        label="Nơi yêu cầu kiểm điểm lại", max_length=200, help_text="Kèm số, ngày văn bản nếu có"
    )
    reason = forms.CharField(
        label="Nội dung chưa đạt yêu cầu", max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CommentForm(forms.Form):
    """What a participant said."""

    person = forms.TypedChoiceField(label="Đồng chí góp ý", coerce=int)
    text = forms.CharField(label="Nội dung góp ý", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody is chosen before the writer chooses: a remark under the wrong name is worse than a refused one.
        choices = [("", "Chọn đồng chí"), *((person.pk, person.full_name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


class GuestRemarkForm(forms.Form):
    """What a guest says, in the own name."""

    text = forms.CharField(
        label="Ý kiến góp ý của đồng chí", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi vào biên bản với tên của đồng chí.",
    )  # fmt: skip


class ConclusionForm(forms.Form):
    """The chair's conclusion, with the version that it started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    strengths = forms.CharField(
        label="Ưu điểm",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Ghi ưu điểm trong kết luận của người chủ trì."},
    )
    weaknesses = forms.CharField(
        label="Hạn chế, khuyết điểm",
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng là một hạn chế, khuyết điểm; khi kết thúc hội nghị mỗi dòng được theo dõi khắc phục riêng.",
    )
    silence_confirmed = forms.BooleanField(label="Các đồng chí còn lại không có ý kiến khác", required=False)


class AbsenceForm(forms.Form):
    """Why somebody is not reviewed today."""

    reason = forms.CharField(label="Lý do vắng mặt", max_length=300)


class VerdictForm(forms.Form):
    """What becomes of a comment."""

    verdict = forms.ChoiceField(
        label="Kết quả", choices=[choice for choice in Verdict.choices if choice[0] != Verdict.PENDING]
    )
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)
