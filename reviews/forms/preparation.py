"""Forms of the page that prepares a conference."""

from django import forms

from orgchart.forms import DAY_INPUT
from reviews.models import InvitedKind, SendingWay


class PointForm(forms.Form):
    """One more thing to get ready."""

    title = forms.CharField(label="Việc cần chuẩn bị", max_length=200)


class InvitationForm(forms.Form):
    """One more body or person to invite."""

    kind = forms.ChoiceField(label="Loại đại biểu", choices=InvitedKind.choices, initial=InvitedKind.OTHER)
    name = forms.CharField(label="Cơ quan, hoặc họ tên, chức vụ", max_length=200)


class SendingForm(forms.Form):
    """When and how an invitation went out."""

    sent_on = forms.DateField(label="Ngày gửi", widget=DAY_INPUT)
    sent_way = forms.ChoiceField(label="Cách gửi", choices=SendingWay.choices)


class DirectionForm(forms.Form):
    """What the person in charge said, and when."""

    giver = forms.CharField(label="Đồng chí cho ý kiến (họ tên, chức vụ)", max_length=200)
    given_on = forms.DateField(label="Ngày cho ý kiến", widget=DAY_INPUT)
    text = forms.CharField(label="Nội dung ý kiến", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
