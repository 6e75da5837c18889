"""From a document's data to HTML. Templates take plain text and escape all of it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NoReturn

from django.template import Context, Engine

from dossiers.documents import labels
from dossiers.documents.kinds import DocumentData, DocumentKind

TEMPLATES_DIR = Path(__file__).resolve().parents[2] / "templates"

TITLES = {
    DocumentKind.COLLECTIVE_REPORT: "Báo cáo kiểm điểm tập thể",
    DocumentKind.LEADER_REVIEW: "Bản kiểm điểm cá nhân lãnh đạo, quản lý",
    DocumentKind.SELF_ASSESSMENT: "Biểu tự đánh giá",
    DocumentKind.MINUTES: "Biên bản hội nghị kiểm điểm",
    DocumentKind.SUBMISSION_LETTER: "Tờ trình đề nghị đánh giá, xếp loại chất lượng",
    DocumentKind.BOARD_LIST: "Danh sách đánh giá, xếp loại chất lượng",
    DocumentKind.BALLOT_COUNT: "Biên bản kiểm phiếu",
    DocumentKind.DECISION: "Quyết định về đánh giá, xếp loại chất lượng",
    DocumentKind.NOTICE: "Thông báo kết quả đánh giá, xếp loại chất lượng",
    DocumentKind.ANNULMENT: "Quyết định hủy bỏ kết quả xếp loại chất lượng",
    DocumentKind.COMPLAINT_ANSWER: "Trả lời khiếu nại, kiến nghị về kết quả xếp loại",
    DocumentKind.SET_ANNEX: "Phụ lục quy định của kế hoạch",
    DocumentKind.INSPECTION_REPORT: "Báo cáo kết quả kiểm tra việc xếp loại",
    DocumentKind.OPINION_LETTER: "Công văn xin ý kiến đánh giá, xếp loại chất lượng",
    DocumentKind.RESIDENCE_SLIP: "Phiếu xin ý kiến chi ủy nơi cư trú",
    DocumentKind.CV_SUPPLEMENT: "Phiếu bổ sung lý lịch",
    DocumentKind.RESULT_REPORT: "Báo cáo kết quả kiểm điểm, xếp loại chất lượng",
    DocumentKind.STAFF_REPORT: "Báo cáo kết quả xếp loại cán bộ, công chức, người lao động",
    DocumentKind.INVITATION: "Giấy mời dự hội nghị kiểm điểm",
    DocumentKind.CONFERENCE_NOTICE: "Thông báo lịch hội nghị kiểm điểm",
    DocumentKind.OFFICE_LETTER: "Văn bản phát hành",
    DocumentKind.REMEDIATION_REPORT: "Báo cáo kết quả khắc phục hạn chế",
    DocumentKind.RESULT_TABLE: "Biểu tổng hợp kết quả kiểm điểm, xếp loại",
    DocumentKind.DOSSIER_BUNDLE: "Hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng",
    DocumentKind.DISPOSAL_LIST: "Danh mục hồ sơ đề nghị tiêu hủy",
    DocumentKind.DISPOSAL_MINUTES: "Biên bản tiêu hủy hồ sơ",
    DocumentKind.CHANNEL_SUMMARY: "Tổng hợp các kênh thông tin cán bộ",
}


class UnknownTemplateVariable(Exception):
    """A template names something that its document does not have."""


class _Refuse(str):
    """Django prints this for an unknown variable; official paper must not come out with a silent hole."""

    __slots__ = ()

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> NoReturn:
        raise UnknownTemplateVariable(str(variable))


@cache
def _engine() -> Engine:
    # Not the engine of the pages: this one works without settings, so the limited process stays small.
    loaders = [
        ("django.template.loaders.cached.Loader", [("django.template.loaders.filesystem.Loader", [TEMPLATES_DIR])])
    ]
    return Engine(
        loaders=loaders,
        builtins=["dossiers.documents.filters"],
        string_if_invalid=_Refuse("%s"),
    )


def title_of(kind: DocumentKind, data: DocumentData) -> str:
    """The title in the file's metadata: what it is, about whom, for which year."""
    about = getattr(data, "full_name", "") or getattr(data, "collective", "")
    return f"{TITLES[kind]} năm {data.year}" + (f" – {about}" if about else "")


def html_of(kind: DocumentKind, data: DocumentData) -> str:
    """The document as HTML."""
    values = {"data": data, "head": data.letterhead, "document_title": title_of(kind, data), "labels": labels}
    return html_from(f"documents/{kind.value}.html", values)


def html_from(template: str, values: Mapping[str, object]) -> str:
    """One of our templates with plain values, all of them escaped."""
    return _engine().get_template(template).render(Context(dict(values), use_l10n=False, use_tz=False))
