"""The fixed words of the forms, in correct spelling, in the order in which they are printed."""

from collections.abc import Mapping

from dossiers.documents.parts import Bloc, Capacity, Degree, Level, Remedy, Signature

LEVEL_NAMES: Mapping[Level, str] = {
    "XS": "Hoàn thành xuất sắc nhiệm vụ",
    "HTT": "Hoàn thành tốt nhiệm vụ",
    "HT": "Hoàn thành nhiệm vụ",
    "KHT": "Không hoàn thành nhiệm vụ",
    "NR": "Không xếp loại",
}
PROPOSABLE_LEVELS: tuple[Level, ...] = ("XS", "HTT", "HT", "KHT")

DEGREE_NAMES: Mapping[Degree, str] = {"X": "Xuất sắc", "T": "Tốt", "TB": "Trung bình", "K": "Kém"}

REMEDY_NAMES: Mapping[Remedy, str] = {
    "done": "Đã khắc phục",
    "ongoing": "Đang khắc phục",
    "open": "Chưa khắc phục",
}

# The party writes these with a slash, the state with a dot.
CAPACITIES: Mapping[tuple[Bloc, Capacity], str] = {
    ("party", "behalf"): "T/M",
    ("party", "for_head"): "K/T",
    ("party", "by_order"): "T/L",
    ("state", "behalf"): "TM.",
    ("state", "for_head"): "KT.",
    ("state", "by_order"): "TL.",
}

# Who confirms a form of a person signs on the day and with the name that the pen gives.
CONFIRMER = Signature(note="Ký, ghi rõ họ tên, chức vụ và đóng dấu")

RESIDENCE_POINTS: tuple[str, ...] = (
    "Chấp hành chủ trương, pháp luật và quy định nơi cư trú",
    "Phẩm chất đạo đức, lối sống; sự gương mẫu của gia đình",
    "Giữ mối liên hệ với chi ủy, tham gia hoạt động nơi cư trú",
)
CURRICULUM_POINTS: tuple[str, ...] = (
    "Thay đổi về chức vụ, công việc, nơi công tác, nơi cư trú",
    "Đào tạo, bồi dưỡng; văn bằng, chứng chỉ được cấp trong năm (tên, nơi cấp, ngày cấp)",
    "Khen thưởng, kỷ luật",
    "Đi nước ngoài (nước, mục đích, thời gian)",
    "Hoàn cảnh gia đình; thay đổi về cha, mẹ, vợ hoặc chồng, con",
)

COLLECTIVE_MERITS: tuple[str, ...] = (
    (
        "Việc quán triệt, tổ chức thực hiện các chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước, "
        "nghị quyết, chỉ thị, quyết định, kết luận của cấp trên; xây dựng và tổ chức thực hiện các chương trình, "
        "kế hoạch công tác của tập thể."
    ),
    (
        "Công tác lãnh đạo, chỉ đạo các mặt công tác của địa phương, cơ quan, đơn vị trong năm; kết quả thực hiện các "
        "chỉ tiêu, nhiệm vụ được cấp có thẩm quyền giao, phê duyệt trong năm."
    ),
    "Việc thực hiện nguyên tắc tập trung dân chủ và các quy định, quy chế làm việc.",
    (
        "Việc đấu tranh ngăn chặn, đẩy lùi những biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống, "
        "“tự diễn biến”, “tự chuyển hóa” trong nội bộ gắn với đẩy mạnh học tập và làm theo tư tưởng, đạo đức, "
        "phong cách Hồ Chí Minh và công tác đấu tranh phòng, chống tham nhũng, lãng phí."
    ),
    "Kết quả lãnh đạo, chỉ đạo, thực hiện công tác kiểm tra, giám sát, kỷ luật đảng và thi đua, khen thưởng.",
)

CONDUCT_LINES: tuple[tuple[str, str], ...] = (
    ("ideology", "Về tư tưởng chính trị"),
    ("morals", "Về phẩm chất đạo đức, lối sống"),
    ("discipline", "Về ý thức tổ chức kỷ luật"),
    ("working_style", "Về tác phong, lề lối làm việc"),
    (
        "self_identification",
        (
            "Việc đấu tranh phòng, chống các biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống, "
            "“tự diễn biến”, “tự chuyển hóa” của cá nhân (đối chiếu với 27 biểu hiện, cá nhân tự nhận diện)"
        ),
    ),
)

DUTY_LINES: tuple[tuple[str, str], ...] = (
    ("duties", "Việc thực hiện chức trách, quyền hạn theo quy định (đảng, chính quyền, đoàn thể)"),
    ("results", "Kết quả thực hiện các chỉ tiêu, nhiệm vụ được giao trong năm"),
    (
        "field_responsibility",
        (
            "Trách nhiệm cá nhân liên quan đến kết quả, hạn chế, khuyết điểm ở lĩnh vực, địa phương, tổ chức, "
            "cơ quan, đơn vị do mình phụ trách"
        ),
    ),
)
