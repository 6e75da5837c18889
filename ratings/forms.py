"""Forms of appraisal, meetings and ballots; what they accept is judged again by the services."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from orgchart.forms import DAY_INPUT
from orgchart.models import Collective
from ratings.models import CapGroup, CorrectionKind, GroupKind, RatingCase
from ratings.queries.ballots import Paper
from ratings.queries.regulation import attestations_of, criteria_of
from ratings.queries.scores import ScoreLine, conditions_of, score_lines
from ratings.services.appraisal import Appraisal
from ratings.services.ballots import Count
from ratings.services.corrections import Answer
from ratings.services.inspections import Question
from reviews.models import Degree, Level, SubjectKind
from reviews.queries import set_choices
from reviews.queries.targets import Share
from reviews.regulations.rows import FrameCriterion
from reviews.regulations.scoring import bare
from reviews.regulations.sets import RegulationSet


def _day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DAY_INPUT, **more)


class AppraisalForm(forms.Form):
    """The appraisal sheet of one case: its fields follow the criteria and conditions of the subject's set."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    targets_met_percent = forms.DecimalField(
        label="Tỷ lệ chỉ tiêu, nhiệm vụ hoàn thành (%)", min_value=0, max_value=100, max_digits=5, decimal_places=2,
        required=False,
    )  # fmt: skip
    main_targets_met = forms.BooleanField(label="Các chỉ tiêu chủ yếu đều đạt 100%", required=False)
    force_majeure = forms.CharField(
        label="Công nhận trường hợp bất khả kháng",
        required=False,
        max_length=300,
        help_text="Số, ngày văn bản và nơi ban hành",
    )
    disunity = forms.CharField(
        label="Kết luận mất đoàn kết nội bộ", required=False, max_length=300,
        help_text="Số, ngày kết luận và cấp có thẩm quyền; đơn thư chưa có kết luận thì để trống",
    )  # fmt: skip
    degradation = forms.CharField(
        label="Kết luận có thành viên suy thoái", required=False, max_length=300,
        help_text="Số, ngày kết luận và cấp có thẩm quyền",
    )  # fmt: skip
    new_head_transferred_on = _day("Ngày chuyển đến", required=False)
    new_head_reason = forms.CharField(
        label="Lý do không liên quan đến kết quả của nơi mới đến", required=False, max_length=300
    )
    note = forms.CharField(
        label="Nhận xét thẩm định", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposed_level = forms.ChoiceField(label="Mức đề nghị", choices=Level.choices, required=False)

    def __init__(self, *args: Any, case: RatingCase, regulation: RegulationSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(case.subject, regulation)
        self.conditions = attestations_of(case.subject, regulation)
        for criterion in self.criteria:
            self.fields[f"degree_{criterion.code}"] = _degree(criterion)
        for number, condition in enumerate(self.conditions):
            self.fields[f"attestation_{number}"] = forms.CharField(
                label=condition, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.lines = score_lines(case.subject, regulation)
        add_points(self, self.lines)
        self.questions = conditions_of(case.subject, regulation)
        for question in self.questions:
            self.fields[f"condition_{question.key}"] = forms.CharField(
                label=question.title, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.with_facts = case.subject.kind != SubjectKind.INDIVIDUAL
        self.share: Share | None = None
        self.with_exception = regulation.value("ceiling.newHeadException") is True and case.subject.role == "head"

    def appraisal(self) -> Appraisal:
        """What was typed, for the service."""
        typed = self.cleaned_data
        percent = typed.get("targets_met_percent")
        return Appraisal(
            degrees={one.code: typed.get(f"degree_{one.code}", "") for one in self.criteria},
            attestations={name: typed.get(f"attestation_{number}", "") for number, name in enumerate(self.conditions)},
            points=points_typed(typed, self.lines),
            conditions={one.key: typed.get(f"condition_{one.key}", "") for one in self.questions},
            targets_met_percent=Decimal(100) if percent is None else percent,
            main_targets_met=typed.get("main_targets_met", False) if self.with_facts else True,
            proposed_level=typed.get("proposed_level", ""),
            new_head_transferred_on=typed.get("new_head_transferred_on"),
            **{key: typed.get(key, "") for key in _TEXTS},
        )


_TEXTS = ("force_majeure", "disunity", "degradation", "new_head_reason", "note")


def _degree(criterion: FrameCriterion) -> forms.ChoiceField:
    return forms.ChoiceField(label=f"Tiêu chí {criterion.code}", choices=Degree.choices, required=False)


def add_points(form: forms.Form, lines: Sequence[ScoreLine]) -> None:
    """One number for each line of the score sheet; which of them have to be there is for the services to say."""
    for line in lines:
        form.fields[f"points_{line.key}"] = forms.DecimalField(
            label=line.title, min_value=0, max_value=line.most, max_digits=5, decimal_places=2, required=False,
        )  # fmt: skip


def points_typed(typed: Mapping[str, Any], lines: Sequence[ScoreLine]) -> dict[str, Decimal | None]:
    """The points of a sheet by line."""
    return {line.key: typed.get(f"points_{line.key}") for line in lines}


class ScoreForm(forms.Form):
    """One column of a score sheet: what the subject scores itself, or what the decision fixed."""

    def __init__(self, *args: Any, lines: Sequence[ScoreLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        add_points(self, lines)

    def points(self) -> dict[str, Decimal | None]:
        """What was typed, for the service."""
        return points_typed(self.cleaned_data, self.lines)


def appraisal_initial(
    case: RatingCase,
    conditions: Sequence[str],
    degrees: dict[str, str],
    lines: Sequence[ScoreLine],
    share: Share | None = None,
) -> dict[str, Any]:
    """The stored appraisal as the form shows it; until somebody appraises, what the subject thinks stands in.

    So does the share of targets met that the list of the year comes to. (HY-B.I.3.1-2)
    """
    untouched = case.appraised_at is None
    facts = case.facts
    return {
        "version": case.version,
        "targets_met_percent": facts.get("targets_met_percent", str(share.percent) if share else "100"),
        "main_targets_met": facts.get("main_targets_met", share.all_main_met if share else True),
        "force_majeure": facts.get("force_majeure", ""),
        "disunity": facts.get("disunity", ""),
        "degradation": facts.get("degradation", ""),
        "new_head_transferred_on": case.new_head_transferred_on,
        "new_head_reason": case.new_head_reason,
        "note": case.appraisal_note,
        "proposed_level": case.proposed_level or case.self_level,
        **{f"degree_{code}": degree for code, degree in degrees.items()},
        **{f"points_{one.key}": bare(one.own if untouched else one.accepted) for one in lines},
        **{f"condition_{key}": text for key, text in case.conditions.items()},
        **{f"attestation_{number}": case.attestations.get(name, "") for number, name in enumerate(conditions)},
    }


class SelfRatingForm(forms.Form):
    """An own level that comes on paper, for subjects whose review is written elsewhere."""

    self_level = forms.ChoiceField(label="Mức tự xếp loại", choices=Level.choices)


class ExternalDecisionForm(forms.Form):
    """A decision of the superior that came on paper."""

    level = forms.ChoiceField(label="Mức xếp loại", choices=Level.choices)
    decision_code = forms.CharField(label="Số quyết định", max_length=120)
    decided_on = _day("Ngày quyết định")
    body = forms.CharField(label="Nơi quyết định", max_length=200)


class GroupChoiceForm(forms.Form):
    """The cap group of a case."""

    group = forms.ChoiceField(label="Nhóm xếp loại", required=False)

    def __init__(self, *args: Any, groups: Iterable[CapGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Không đưa vào nhóm nào"), *((str(group.pk), group.name) for group in groups)]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """A new cap group."""

    name = forms.CharField(label="Tên nhóm", max_length=200)
    kind = forms.ChoiceField(label="Loại đối tượng", choices=GroupKind.choices)
    supplement_to = forms.TypedChoiceField(
        label="Bổ sung cho nhóm đã bỏ phiếu", required=False, coerce=int, empty_value=None,
        help_text="Phiên bổ sung dùng chung số chỗ Hoàn thành xuất sắc với nhóm này",
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Iterable[CapGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [("", "Không, là một nhóm riêng"), *((str(one.pk), one.name) for one in groups)]
        self.fields["supplement_to"].choices = found  # type: ignore[attr-defined]


class BoardForm(forms.Form):
    """A meeting of the deciding body."""

    title = forms.CharField(label="Tên phiên họp", max_length=200)
    body = forms.ChoiceField(label="Cấp có thẩm quyền quyết định")
    held_on = _day("Ngày họp")
    groups = forms.MultipleChoiceField(
        label="Nhóm đối tượng đưa ra xếp loại", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Mời đồng chí chọn ít nhất một nhóm đối tượng."},
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Iterable[Collective], groups: Iterable[CapGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(str(one.pk), one.name) for one in bodies]  # type: ignore[attr-defined]
        self.fields["groups"].choices = [(str(one.pk), one.name) for one in groups]  # type: ignore[attr-defined]


class OpenBoardForm(forms.Form):
    """How many came."""

    present = forms.IntegerField(label="Số thành viên có mặt", min_value=0, max_value=999)


class ConfirmationForm(forms.Form):
    """How the executive committee voted on the counted ballots."""

    held_on = _day("Ngày Ban Chấp hành họp")
    present = forms.IntegerField(label="Số ủy viên có mặt", min_value=0, max_value=999)
    in_favour = forms.IntegerField(label="Số tán thành", min_value=0, max_value=999)


class WithdrawForm(forms.Form):
    """Why counts are taken back."""

    reason = forms.CharField(label="Lý do hủy kết quả đã nhập", max_length=300)


class DecisionForm(forms.Form):
    """Date and signer of the decision; the number comes from the register."""

    decided_on = _day("Ngày ban hành")
    signer_name = forms.CharField(label="Người ký", max_length=120)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120)


class InspectionForm(forms.Form):
    """Whose finished year is checked, by which set, and the file with its levels."""

    body_name = forms.CharField(label="Nơi được kiểm tra", max_length=200, help_text="Tên đầy đủ của đảng bộ, cơ quan")
    year = forms.IntegerField(label="Năm xếp loại", min_value=1990, help_text="Năm đã có quyết định xếp loại")
    set_code = forms.ChoiceField(label="Bộ quy định áp dụng cho năm đó")
    rating_date = _day(
        "Ngày xếp loại", help_text="Ngày cấp có thẩm quyền họp xếp loại; tháng giữ chức vụ tính đến ngày này"
    )
    file = forms.FileField(
        label="Tệp kết quả xếp loại",
        help_text="Bảng tính Excel theo tệp mẫu, hoặc tệp bảng xếp loại JSON; không quá 5 MB",
    )

    def __init__(self, *args: Any, until: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["set_code"] = forms.ChoiceField(
            label=self.fields["set_code"].label, choices=[(one.code, one.title) for one in set_choices()]
        )
        self.fields["year"] = forms.IntegerField(
            label=self.fields["year"].label, min_value=1990, max_value=until, help_text=self.fields["year"].help_text
        )

    def question(self) -> Question:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return Question(**{key: typed[key] for key in ("body_name", "year", "set_code", "rating_date")})


class CorrectionForm(forms.Form):
    """What the inspected body reports about one demand."""

    kind = forms.ChoiceField(label="Kết quả khắc phục", choices=CorrectionKind.choices, widget=forms.RadioSelect)
    decision_number = forms.CharField(
        label="Số quyết định hủy bỏ, xếp loại lại",
        required=False,
        max_length=120,
        help_text="Chỉ để trống khi giải trình, giữ nguyên kết quả",
    )
    done_on = _day("Ngày thực hiện")
    answer = forms.CharField(
        label="Nội dung đã thực hiện, giải trình", max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def report(self) -> Answer:
        """What was typed, for the service."""
        return Answer(**self.cleaned_data)


class OwnYearForm(forms.Form):
    """Which own finished year is checked."""

    own_year = forms.IntegerField(label="Đợt đã kết thúc", min_value=1990, max_value=9999)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_year"].widget = forms.Select(choices=[(year, f"Năm {year}") for year in years])


class BallotForm(forms.Form):
    """The counted papers of one round: papers on top, then one number for each name on the paper."""

    round = forms.IntegerField(widget=forms.HiddenInput)
    sitting = forms.IntegerField(widget=forms.HiddenInput)
    issued = forms.IntegerField(label="Số phiếu phát ra", min_value=0, max_value=999)
    returned = forms.IntegerField(label="Số phiếu thu về", min_value=0, max_value=999)
    valid = forms.IntegerField(
        label="Số phiếu hợp lệ", min_value=0, max_value=999,
        help_text="Phiếu chọn quá số chỗ là không hợp lệ; số không hợp lệ bằng số thu về trừ số hợp lệ",
    )  # fmt: skip
    overmarked = forms.IntegerField(
        label="Trong đó phiếu chọn quá số chỗ", min_value=0, max_value=999, required=False,
        help_text="Đã nằm trong số không hợp lệ; để trống là không có",
    )  # fmt: skip

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        for case in paper.cases:
            self.fields[f"votes_{case.pk}"] = forms.IntegerField(
                label=case.subject.name, min_value=0, max_value=999, help_text=case.subject.position
            )
            self.fields[f"again_{case.pk}"] = forms.IntegerField(
                label=f"Đối chiếu: {case.subject.name}", min_value=0, max_value=999, required=False
            )

    @property
    def invalid(self) -> int | None:
        """Papers that came back without counting."""
        returned, valid = self.cleaned_data.get("returned"), self.cleaned_data.get("valid")
        return None if returned is None or valid is None else returned - valid

    def clean(self) -> dict[str, Any]:
        """Counts of a second teller, where they are given, are the same name by name."""
        typed = super().clean() or self.cleaned_data
        second = {case.pk: typed.get(f"again_{case.pk}") for case in self.paper.cases}
        if any(votes is not None for votes in second.values()):
            for case in self.paper.cases:
                first, again = typed.get(f"votes_{case.pk}"), second[case.pk]
                if first is not None and first != again:
                    shown = "chưa nhập" if again is None else again
                    self.add_error(f"again_{case.pk}", f"Hai lần đếm lệch nhau: lần đầu {first}, lần hai {shown}.")
        return typed

    def vote_fields(self) -> list[forms.BoundField]:
        """The fields of the names."""
        return [self[f"votes_{case.pk}"] for case in self.paper.cases]

    def again_fields(self) -> list[forms.BoundField]:
        """The same once more, for the second teller."""
        return [self[f"again_{case.pk}"] for case in self.paper.cases]

    def count(self) -> Count:
        """What was typed, for the service."""
        typed = self.cleaned_data
        votes = {case.pk: typed[f"votes_{case.pk}"] for case in self.paper.cases}
        papers = {key: typed[key] for key in ("issued", "returned", "valid")}
        return Count(**papers, overmarked=typed.get("overmarked") or 0, votes=votes)


def ballot_form(paper: Paper, present: int, data: Any = None) -> BallotForm:
    """An empty form for a paper; everybody present usually gets, returns and fills one in."""
    papers = {"issued": present, "returned": present, "valid": present}
    initial = {"round": paper.round, "sitting": paper.sitting, **papers}
    return BallotForm(data, paper=paper, initial=initial)
