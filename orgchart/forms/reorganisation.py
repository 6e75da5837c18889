"""Forms of merger, split, transfer and dissolution: what goes over is chosen person by person."""

from collections.abc import Sequence
from typing import Any

from django import forms

from orgchart.forms.fields import EntryForm, day_field
from orgchart.kinds import PostRole
from orgchart.models import CellMembership, Organization, Post

PARTS = 3
NEW = "new"
STAYS, AS_THE_REST = "stay", ""


class ReorganisationForm(EntryForm):
    """What every reorganisation says."""

    happened_on = day_field("Có hiệu lực từ ngày", required=True)
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)


def post_words(post: Post) -> str:
    """A post with its holder and place, for a list of choices."""
    return f"{post.title} – {post.person.full_name} ({post.collective or post.organization})"


class MergeOrganizationsForm(ReorganisationForm):
    """Two or more organisations become one; the others were ticked on the page before."""

    def __init__(self, *args: Any, ending: Sequence[Organization], posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = [(NEW, "Thành lập tổ chức mới"), *((str(row.pk), f"Nhập vào {row.name}") for row in ending)]
        self.fields["into"] = forms.ChoiceField(label="Sau khi sáp nhập", choices=targets)
        self.fields["name"] = forms.CharField(
            label="Tên tổ chức mới", max_length=200, required=False, help_text="Để trống khi nhập vào tổ chức đã có."
        )
        heads = [post for post in posts if post.role == PostRole.HEAD]
        kept = [str(post.pk) for post in posts if post.role != PostRole.HEAD or len(heads) == 1]
        self.fields["posts"] = forms.MultipleChoiceField(
            label="Chức vụ chuyển sang tổ chức sau sáp nhập", required=False, initial=kept,
            choices=[(str(post.pk), post_words(post)) for post in posts], widget=forms.CheckboxSelectMultiple,
            help_text="Chức vụ không chọn thì kết thúc vào hôm trước. Đảng viên chuyển sinh hoạt cùng tổ chức.",
        )  # fmt: skip

    def service_data(self) -> dict[str, Any]:
        """The target by its row, the posts by number."""
        data = super().service_data()
        return {
            "happened_on": data["happened_on"],
            "decision_number": data["decision_number"],
            "into": None if data["into"] == NEW else int(data["into"]),
            "name": data["name"],
            "carried_posts": [int(pk) for pk in data["posts"]],
        }


class SplitOrganizationForm(ReorganisationForm):
    """One organisation becomes several; for every post and member a choice of the part."""

    goes_on = forms.BooleanField(label="Tổ chức này tiếp tục hoạt động, chỉ tách một phần ra", required=False)

    def __init__(self, *args: Any, posts: Sequence[Post], members: Sequence[CellMembership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(PARTS):
            label = f"Tên tổ chức mới thứ {number + 1}"
            self.fields[f"part_{number}"] = forms.CharField(label=label, max_length=200, required=False)
        parts = [(str(number), f"Tổ chức mới thứ {number + 1}") for number in range(PARTS)]
        stays = (STAYS, "Không chuyển: ở lại, hoặc kết thúc cùng tổ chức này")
        self.fields["rest"] = forms.ChoiceField(
            label="Những người không chọn riêng dưới đây", choices=[*parts, stays], initial="0"
        )
        choices = [(AS_THE_REST, "Theo mục chung"), *parts, stays]
        self._posts = [(f"post_{post.pk}", post) for post in posts]
        self._members = [(f"member_{row.pk}", row) for row in members]
        labels = {name: post_words(post) for name, post in self._posts}
        labels |= {name: f"Đảng viên {row.person.full_name}" for name, row in self._members}
        for name, label in labels.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def service_data(self) -> dict[str, Any]:
        """Names of the parts, and where everybody goes by number of the part."""
        data = super().service_data()
        names = [data[f"part_{number}"] for number in range(PARTS)]
        given = [number for number, name in enumerate(names) if name.strip()]
        place = {str(number): position for position, number in enumerate(given)}
        goes = {name: place.get(self._chosen(name)) for name, _ in (*self._posts, *self._members)}
        return {
            "happened_on": data["happened_on"],
            "decision_number": data["decision_number"],
            "goes_on": data["goes_on"],
            "names": [names[number] for number in given],
            "posts": {row.pk: goes[name] for name, row in self._posts if goes[name] is not None},
            "members": {row.pk: goes[name] for name, row in self._members if goes[name] is not None},
        }

    def _chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or self.cleaned_data.get("rest", STAYS))

    @property
    def people(self) -> list[Any]:
        """The fields of posts and members, for a table of their own."""
        return [self[name] for name, _ in (*self._posts, *self._members)]

    @property
    def others(self) -> list[Any]:
        """All other fields."""
        names = {name for name, _ in (*self._posts, *self._members)}
        return [field for field in self if field.name not in names]

    def clean(self) -> dict[str, Any]:
        """Nobody goes to a part without a name."""
        data = super().clean() or {}
        for name in ["rest", *(name for name, _ in (*self._posts, *self._members))]:
            chosen = data.get(name) or STAYS
            if chosen != STAYS and not (data.get(f"part_{chosen}") or "").strip():
                self.add_error(name, f"Chưa ghi tên tổ chức mới thứ {int(chosen) + 1}; ghi tên hoặc chọn nơi khác.")
        return data

    def take_errors(self, refusal: Any) -> None:
        """Names of parts are refused at the first of them, posts on top."""
        refusal.errors = {
            {"parts": "part_0", "name": "part_0", "members": "rest", "posts": "rest"}.get(key, key): text
            for key, text in refusal.errors.items()
        }
        super().take_errors(refusal)


class TransferOrganizationForm(ReorganisationForm):
    """An organisation comes under another superior."""

    new_parent = forms.ModelChoiceField(
        Organization.objects.none(), label="Cấp trên mới trong sơ đồ", required=False,
        empty_label="Chuyển ra ngoài, sang đơn vị khác",
    )  # fmt: skip
    new_superior = forms.CharField(
        label="Nơi tiếp nhận ngoài sơ đồ", max_length=200, required=False,
        help_text="Chỉ ghi khi chuyển ra ngoài; tổ chức kết thúc trong sơ đồ này.",
    )  # fmt: skip
    former_opinion = forms.CharField(
        label="Nhận xét của cấp trên nơi chuyển giao", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Làm cơ sở để đánh giá, xếp loại tổ chức mới được chuyển giao trong năm.",
    )  # fmt: skip

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_parent"].queryset = parents  # type: ignore[attr-defined]


class DissolveOrganizationForm(ReorganisationForm):
    """An organisation ends without a successor."""

    members_to = forms.ModelChoiceField(
        Organization.objects.none(),
        label="Chi bộ tiếp nhận đảng viên",
        required=False,
        empty_label="Không có đảng viên",
    )

    def __init__(self, *args: Any, cells: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members_to"].queryset = cells  # type: ignore[attr-defined]
