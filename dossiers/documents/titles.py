"""What the lists call each printed document; its own title stands in `layout`."""

from dossiers.documents.kinds import DocumentKind

SHORT_TITLES = {
    DocumentKind.COLLECTIVE_REPORT: "Báo cáo kiểm điểm tập thể",
    DocumentKind.LEADER_REVIEW: "Bản kiểm điểm cá nhân",
    DocumentKind.SELF_ASSESSMENT: "Biểu tự đánh giá",
    DocumentKind.SUBMISSION_LETTER: "Tờ trình đề nghị xếp loại",
    DocumentKind.MINUTES: "Biên bản hội nghị kiểm điểm",
    DocumentKind.DECISION: "Quyết định xếp loại chất lượng",
    DocumentKind.ANNULMENT: "Quyết định hủy bỏ kết quả xếp loại",
    DocumentKind.COMPLAINT_ANSWER: "Văn bản trả lời khiếu nại, kiến nghị",
    DocumentKind.BALLOT_COUNT: "Biên bản kiểm phiếu",
    DocumentKind.BOARD_LIST: "Danh sách trình hội nghị xếp loại",
    DocumentKind.NOTICE: "Thông báo kết quả xếp loại",
    DocumentKind.SET_ANNEX: "Phụ lục quy định của kế hoạch",
    DocumentKind.INSPECTION_REPORT: "Báo cáo kết quả kiểm tra việc xếp loại",
    DocumentKind.OPINION_LETTER: "Công văn xin ý kiến",
    DocumentKind.RESIDENCE_SLIP: "Phiếu xin ý kiến chi ủy nơi cư trú",
    DocumentKind.CV_SUPPLEMENT: "Phiếu bổ sung lý lịch",
    DocumentKind.RESULT_REPORT: "Báo cáo kết quả kiểm điểm, xếp loại",
    DocumentKind.REMEDIATION_REPORT: "Báo cáo kết quả khắc phục hạn chế",
    DocumentKind.OFFICE_LETTER: "Văn bản phát hành",
    DocumentKind.STAFF_REPORT: "Báo cáo kết quả xếp loại cán bộ, công chức, người lao động",
    DocumentKind.CHANNEL_SUMMARY: "Tổng hợp các kênh thông tin",
    DocumentKind.INVITATION: "Giấy mời dự hội nghị kiểm điểm",
    DocumentKind.CONFERENCE_NOTICE: "Thông báo lịch hội nghị kiểm điểm",
    DocumentKind.DOSSIER_BUNDLE: "Tập hồ sơ có bìa, mục lục",
    DocumentKind.RESULT_TABLE: "Biểu tổng hợp kết quả kiểm điểm, xếp loại",
    DocumentKind.DISPOSAL_LIST: "Danh mục hồ sơ đề nghị tiêu hủy",
    DocumentKind.DISPOSAL_MINUTES: "Biên bản tiêu hủy hồ sơ",
}
