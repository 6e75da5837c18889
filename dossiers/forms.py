"""Forms of dossiers; what they accept is checked again by the services."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dossiers.models import BatchKind
from orgchart.forms import DAY_INPUT
from reviews.models import Subject
from reviews.regulations.clauses import DOCUMENTS


class FilesInput(forms.FileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked by the service."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files in the order in which they were chosen."""
        clean = super().clean
        return [clean(one, initial) for one in data] if data else [clean(data, initial)]


class UploadForm(forms.Form):
    """A file for one item of the checklist, or photographs of its pages."""

    file = FilesField(label="Tệp", error_messages={"required": "Chọn tệp để tải lên."})
    declared_year = forms.IntegerField(label="Năm của bản kê khai", required=False, min_value=2000, max_value=2100)


class NoteForm(forms.Form):
    """Where the paper is kept, or why there is none; without a button of the page nothing is done."""

    action = forms.ChoiceField(
        choices=[("paper", "Lưu bản giấy"), ("absent", "Không có trường hợp này"), ("clear", "Bỏ nội dung đã ghi")],
        error_messages={"required": "Bấm một trong các nút để ghi."},
    )

    note = forms.CharField(label="Nơi lưu, số hiệu bản giấy hoặc lý do không có", max_length=300, required=False)


class ConfirmForm(forms.Form):
    """Who has confirmed a paper with signature and seal, or certified a copy."""

    body = forms.CharField(
        label="Cơ quan, tổ chức xác nhận",
        max_length=200,
        error_messages={"required": "Ghi tên cơ quan, tổ chức đã xác nhận."},
    )
    name = forms.CharField(
        label="Người ký", max_length=200, error_messages={"required": "Ghi họ tên người ký xác nhận."}
    )
    on = forms.DateField(
        label="Ngày xác nhận", widget=DAY_INPUT, error_messages={"required": "Ghi ngày xác nhận trên giấy."}
    )


class AcceptForm(forms.Form):
    """The own subject that an arrived dossier is about."""

    subject = forms.ChoiceField(label="Ghép với đối tượng trong danh sách của đợt")

    def __init__(self, *args: Any, subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), f"{row.name} – {row.position}" if row.position else row.name) for row in subjects]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Why a dossier is sent back: as a whole, or paper by paper."""

    reason = forms.CharField(
        label="Lý do chung, nội dung cần bổ sung",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _ in papers]
        for number, (_, label) in enumerate(papers):
            self.fields[f"giay-{number}"] = forms.CharField(
                label=label, max_length=500, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
            )

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        data = super().clean() or {}
        if not self.errors and not data.get("reason", "").strip() and not self.remarks():
            self.add_error("reason", "Ghi rõ lý do trả lại, chung hoặc ở từng giấy tờ.")
        return data

    def remarks(self) -> dict[str, str]:
        """What is wrong with which paper, by its code."""
        told = {code: self.cleaned_data.get(f"giay-{number}", "") for number, code in enumerate(self.codes)}
        return {code: text for code, text in told.items() if text}


class HandSignatureForm(forms.Form):
    """The paper has been signed by hand: its scan, or where it is kept."""

    signed_on = forms.DateField(
        label="Ngày ký", widget=DAY_INPUT, error_messages={"required": "Ghi ngày ký trên bản giấy."}
    )
    file = forms.FileField(
        label="Bản quét đã ký, đóng dấu",
        required=False,
        help_text="PDF hoặc ảnh, tối đa 20 MB, không nhận tài liệu mật",
    )
    kept_at = forms.CharField(label="Hoặc nơi lưu bản giấy", max_length=300, required=False)


class SignedFileForm(forms.Form):
    """A PDF that another program has signed."""

    file = forms.FileField(label="Tệp PDF đã ký số", error_messages={"required": "Chọn tệp PDF đã ký số để tải lên."})


class CodeForm(forms.Form):
    """The code at the foot of a page."""

    code = forms.CharField(
        label="Mã văn bản",
        max_length=40,
        help_text="16 chữ số và chữ cái ở chân trang, ví dụ K7Q4-M2X9-RTA3-BCDE",
        error_messages={"required": "Nhập mã văn bản ở chân trang."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ExamineForm(forms.Form):
    """A PDF to be compared with what was issued."""

    file = forms.FileField(
        label="Tệp PDF cần kiểm tra",
        help_text="Tối đa 20 MB. Tệp chỉ được đọc để đối chiếu, không lưu lại.",
        error_messages={"required": "Chọn tệp PDF cần kiểm tra."},
    )


AREAS = {
    "rating": "Đánh giá, xếp loại", "form": "Bản kiểm điểm",
    "conference": "Hội nghị, nơi kiểm điểm", "dossier": "Hồ sơ",
    "deadline": "Thời hạn",
    "orgchart": "Tổ chức, cán bộ", "participation": "Mời dự, lấy ý kiến",
    "remediation": "Khắc phục hạn chế", "document": "Văn bản in", "cycle": "Đợt, bộ quy định", "roles": "Vai trò",
    "inspection": "Kiểm tra", "publication": "Thông báo, công khai", "decision": "Quyết định", "voting": "Bỏ phiếu",
    "appeal": "Khiếu nại",
}  # fmt: skip


class ClauseFilterForm(forms.Form):
    """What of the ledger is shown."""

    tim = forms.CharField(label="Tìm trong điều khoản", required=False, max_length=100)
    van_ban = forms.ChoiceField(label="Văn bản", required=False, choices=[("", "Mọi văn bản"), *DOCUMENTS.items()])
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", required=False, choices=[("", "Mọi lĩnh vực"), *AREAS.items()])
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Tất cả"), ("co", "Đã được kiểm chứng"), ("chua", "Chưa có hoặc chưa được kiểm chứng")],
    )


class BatchForm(forms.Form):
    """What is printed for a whole year."""

    kind = forms.ChoiceField(
        label="Văn bản cần in",
        choices=BatchKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại văn bản cần in."},
    )


class ScanForm(forms.Form):
    """A pile of signed papers, scanned in one or several files."""

    scans = FilesField(
        label="Bản quét",
        help_text="PDF hoặc ảnh JPG, PNG; chọn được nhiều tệp. Thứ tự tờ không quan trọng.",
        error_messages={"required": "Chọn các tệp đã quét."},
    )
    signed_on = forms.DateField(
        label="Ngày ký", widget=DAY_INPUT, error_messages={"required": "Ghi ngày ký trên bản giấy."}
    )
