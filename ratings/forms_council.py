"""The form of the appraisal council."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from orgchart.forms.fields import DAY_INPUT
from orgchart.models import Organization, Person
from ratings.models import AppraisalCouncil


class CouncilForm(forms.Form):
    """The decision, the chair, the members, the office that serves the council."""

    decision_number = forms.CharField(
        label="Quyết định thành lập số", max_length=60, error_messages={"required": "Ghi số quyết định thành lập."}
    )
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY_INPUT)
    chair = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Chủ tịch hội đồng",
        error_messages={"required": "Chọn chủ tịch hội đồng."},
        empty_label="– Chọn –",
    )
    members = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label="Thành viên",
        error_messages={"required": "Chọn thêm thành viên: hội đồng có chủ tịch và ít nhất một thành viên khác."},
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text="Giữ phím Ctrl để chọn nhiều đồng chí.",
    )
    standing_office = forms.ModelChoiceField(
        queryset=Organization.objects.none(),
        label="Bộ phận thường trực",
        error_messages={"required": "Chọn bộ phận thường trực."},
        empty_label="– Chọn –",
    )

    def __init__(self, *args: Any, council: AppraisalCouncil | None, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "members"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        units = Organization.objects.filter(valid_to=None).order_by("path")
        self.fields["standing_office"].queryset = units  # type: ignore[attr-defined]
        if council is not None:
            self.initial = {
                "decision_number": council.decision_number,
                "decided_on": council.decided_on,
                "chair": council.chair_id,
                "members": [member.person_id for member in council.members.all()],
                "standing_office": council.standing_office_id,
            }

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "decision_number": data["decision_number"],
            "decided_on": data["decided_on"],
            "chair_id": data["chair"].pk if data["chair"] else None,
            "member_ids": [person.pk for person in data["members"]],
            "standing_office_id": data["standing_office"].pk if data["standing_office"] else None,
        }
