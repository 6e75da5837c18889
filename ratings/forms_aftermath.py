"""Forms of what follows a decision: looking at it again, complaints and answers, publication."""

from collections.abc import Iterable
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from ratings.models import Complaint, ComplaintKind, Ground, Outcome, RatingCase
from ratings.services.complaints import MOST_POINTS, Answer
from ratings.services.decisions import Signer
from ratings.services.reconsiderations import Annulment
from reviews.models import RatingPlace


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=DAY_INPUT)


class ReconsiderForm(forms.Form):
    """Why a decided level is looked at again."""

    ground = forms.ChoiceField(label="Căn cứ xem xét lại", choices=Ground.choices)
    facts = forms.CharField(
        label="Tình tiết mới", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nêu nội dung, số và ngày văn bản làm căn cứ",
    )  # fmt: skip


class KeepForm(forms.Form):
    """The level stands."""

    conclusion = forms.CharField(label="Kết luận giữ nguyên", max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))


class AnnulForm(forms.Form):
    """The decision by which a level is annulled; its number comes from the register."""

    conclusion = forms.CharField(label="Kết luận hủy bỏ", max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))
    annulled_on = _day("Ngày quyết định hủy bỏ")
    signer_name = forms.CharField(label="Người ký", max_length=120)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120)

    def annulment(self) -> Annulment:
        """What was typed, for the service."""
        typed = self.cleaned_data
        signer = Signer(typed["signer_name"], typed["signer_title"])
        return Annulment(annulled_on=typed["annulled_on"], signer=signer, conclusion=typed["conclusion"])


class ComplaintForm(forms.Form):
    """A reservation or complaint, point by point; the body concludes on each."""

    kind = forms.ChoiceField(
        label="Đồng chí gửi", choices=ComplaintKind.choices, widget=forms.RadioSelect,
        initial=ComplaintKind.COMPLAINT,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_POINTS + 1):
            self.fields[f"point_{place}"] = forms.CharField(
                label=f"Nội dung {place}", max_length=5000, required=place == 1,
                widget=forms.Textarea(attrs={"rows": 3 if place == 1 else 2}),
            )  # fmt: skip

    def points(self) -> list[str]:
        """The points in their order."""
        return [self.cleaned_data.get(f"point_{place}", "") for place in range(1, MOST_POINTS + 1)]

    def first_fields(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self["kind"], self["point_1"]]

    def more_fields(self) -> list[forms.BoundField]:
        """Further points, for whoever has some."""
        return [self[f"point_{place}"] for place in range(2, MOST_POINTS + 1)]


class AnswerForm(forms.Form):
    """The written answer: a conclusion on every point, the outcome, day and signer; the number comes by itself."""

    outcome = forms.ChoiceField(label="Kết luận chung", choices=Outcome.choices, widget=forms.RadioSelect)
    answered_on = _day("Ngày văn bản trả lời")
    signer_name = forms.CharField(label="Người ký", max_length=120)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120)

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, self.places = self.fields, [one.position for one in complaint.points.order_by("position")]
        self.fields = {}
        for place in self.places:
            self.fields[f"conclusion_{place}"] = forms.CharField(
                label=f"Kết luận về nội dung {place}", max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields.update(own)
        if complaint.case.subject.rating == RatingPlace.SUPERIOR:
            self.fields["code"] = forms.CharField(label="Số văn bản trả lời của cấp trên", max_length=60)

    def answer(self) -> Answer:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return Answer(
            conclusions={place: typed[f"conclusion_{place}"] for place in self.places},
            outcome=typed["outcome"],
            answered_on=typed["answered_on"],
            signer=Signer(typed["signer_name"], typed["signer_title"]),
            code=typed.get("code", ""),
        )


class PublishForm(forms.Form):
    """From when a decision's levels are public; circle and days follow the set."""

    starts_on = _day("Công khai từ ngày")


class AwardForm(forms.Form):
    """Who is proposed for which award; an exception needs its reason."""

    case = forms.TypedChoiceField(label="Tập thể, cá nhân", coerce=int)
    form = forms.CharField(label="Hình thức khen thưởng", max_length=120, initial="Giấy khen")
    exception = forms.CharField(
        label="Lý do ngoại lệ", max_length=400, required=False,
        help_text="Bắt buộc khi không được xếp loại Hoàn thành xuất sắc nhiệm vụ",
    )  # fmt: skip

    def __init__(self, *args: Any, cases: Iterable[RatingCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(one.pk), f"{one.subject.name} – {one.get_level_display()}") for one in cases]
        self.fields["case"].choices = found  # type: ignore[attr-defined]


class AwardedForm(forms.Form):
    """The decision that gave an award."""

    decision_code = forms.CharField(label="Số quyết định khen thưởng", max_length=120)
    awarded_on = _day("Ngày quyết định")
