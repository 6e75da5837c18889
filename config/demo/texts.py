"""Texts of the demo's reviews: ordinary office prose, varied a little from body to body."""

import random

COLLECTIVE = {
    "I-1": [
        (
            "- Đã tổ chức {n} hội nghị quán triệt nghị quyết, chỉ thị của cấp trên, tỷ lệ đảng viên tham gia đạt 97%.\n"
            "- Ban hành chương trình công tác năm ngay từ tháng 01, cụ thể hóa thành kế hoạch từng quý, phân công rõ người, rõ việc."
        ),
        (
            "- Kịp thời quán triệt các chủ trương của Đảng, chính sách, pháp luật của Nhà nước tới toàn thể cán bộ, đảng viên.\n"
            "- Chương trình công tác năm được xây dựng sát tình hình thực tế, đã hoàn thành {n} trên {m} nội dung đề ra."
        ),
    ],
    "I-2": [
        (
            "- Lãnh đạo hoàn thành {n} trên {m} chỉ tiêu được giao; thu ngân sách đạt 108% kế hoạch.\n"
            "- Giải quyết đúng hạn 98,6% hồ sơ của công dân; không có đơn thư kéo dài."
        ),
        "- Hoàn thành {n} trên {m} nhiệm vụ được giao trong năm; phong trào xây dựng đô thị văn minh được nhân dân hưởng ứng.",
    ],
    "I-3": [
        (
            "- Thực hiện nghiêm nguyên tắc tập trung dân chủ; các vấn đề quan trọng đều được bàn bạc tập thể và quyết định theo đa số.\n"
            "- Duy trì chế độ giao ban hằng tuần, họp định kỳ hằng tháng theo quy chế làm việc."
        ),
    ],
    "I-4": [
        (
            "- Gắn học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh với nhiệm vụ chuyên môn, có {n} mô hình được biểu dương.\n"
            "- Chủ động rà soát, không có cán bộ, đảng viên có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”."
        ),
    ],
    "I-5": [
        "- Hoàn thành {n} cuộc kiểm tra, giám sát theo chương trình; công tác thi đua, khen thưởng bảo đảm đúng người, đúng việc.",
    ],
    "II-1": [
        "- Công tác kiểm tra, đôn đốc có việc chưa thường xuyên.\n- Chất lượng một số buổi sinh hoạt chuyên đề còn hạn chế.",
        "- Tiến độ giải ngân một số công trình còn chậm so với kế hoạch.\n- Việc ứng dụng công nghệ thông tin chưa đồng đều.",
    ],
    "II-2": [
        (
            "- Khách quan: khối lượng công việc tăng, một số văn bản hướng dẫn ban hành chậm.\n"
            "- Chủ quan: một số thành viên chưa chủ động trong phối hợp, theo dõi công việc."
        ),
    ],
    "III": [
        "Đã xây dựng kế hoạch khắc phục các hạn chế được chỉ ra ở kỳ kiểm điểm trước, phân công từng thành viên theo dõi."
    ],
    "IV": [""],
    "V": [
        (
            "Trách nhiệm trước hết thuộc về tập thể lãnh đạo; người đứng đầu chịu trách nhiệm trong chỉ đạo chung, "
            "các thành viên chịu trách nhiệm ở lĩnh vực được phân công phụ trách."
        ),
    ],
    "VI": [
        (
            "- Rà soát, bổ sung quy chế làm việc, hoàn thành trong quý I năm sau.\n"
            "- Đồng chí cấp phó trực tiếp theo dõi, báo cáo tiến độ khắc phục vào cuối mỗi quý."
        ),
    ],
}
PERSON = {
    "I-1a": [
        "Luôn kiên định mục tiêu, lý tưởng của Đảng; chấp hành nghiêm chủ trương, nghị quyết, pháp luật của Nhà nước."
    ],
    "I-1b": ["Giữ gìn phẩm chất đạo đức, lối sống giản dị, gương mẫu; gia đình chấp hành tốt quy định nơi cư trú."],
    "I-1c": ["Chấp hành sự phân công của tổ chức, thực hiện đúng quy chế làm việc; tham gia sinh hoạt đảng đầy đủ."],
    "I-1d": ["Tác phong làm việc khoa học, gần dân, sát cơ sở; tôn trọng ý kiến của đồng nghiệp và nhân dân."],
    "I-1e": ["Qua đối chiếu với 27 biểu hiện, bản thân không có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”."],
    "I-2a": [
        "Thực hiện đầy đủ chức trách, quyền hạn được giao; chủ động tham mưu cho tập thể những việc thuộc lĩnh vực phụ trách."
    ],
    "I-2b": ["Hoàn thành {n} trên {m} nhiệm vụ được giao trong năm, trong đó có 03 nhiệm vụ vượt tiến độ."],
    "I-2c": [
        "Cùng tập thể chịu trách nhiệm về tiến độ một số việc còn chậm ở lĩnh vực, địa bàn được phân công phụ trách."
    ],
    "I-3": ["Đã thực hiện đủ các nội dung cam kết tu dưỡng, rèn luyện, phấn đấu năm; mỗi quý tự rà soát một lần."],
    "II-1": [
        "- Việc đi cơ sở nắm tình hình có thời điểm chưa thường xuyên.",
        "- Có việc còn nể nang trong phê bình, góp ý đồng chí.",
    ],
    "II-2": ["Chủ yếu do chưa sắp xếp công việc khoa học; một phần do khối lượng công việc cuối năm tăng."],
    "III": [
        "Đã nghiêm túc tiếp thu, xây dựng kế hoạch và từng bước khắc phục các hạn chế được chỉ ra ở kỳ kiểm điểm trước."
    ],
    "IV": [""],
    "V": ["Nhận trách nhiệm cá nhân trong việc đôn đốc, kiểm tra các nội dung được phân công phụ trách còn chậm."],
    "VI": ["Mỗi tháng dành ít nhất 04 ngày đi cơ sở; báo cáo kết quả khắc phục vào cuối mỗi quý."],
}
SHORTCOMINGS = [
    "Công tác kiểm tra, giám sát chuyên đề chưa đạt kế hoạch đề ra.",
    "Chất lượng sinh hoạt chi bộ có nội dung còn hình thức.",
    "Tiến độ giải quyết một số kiến nghị của cử tri còn chậm.",
    "Việc theo dõi, đôn đốc sau kết luận chưa thường xuyên.",
    "Công tác phát triển đảng viên mới chưa đạt chỉ tiêu.",
]
STRENGTHS = "Hoàn thành các nhiệm vụ trọng tâm; nội bộ đoàn kết, thống nhất; báo cáo chuẩn bị nghiêm túc, đúng gợi mở của cấp trên."
COMMENTS = [
    "Nhất trí với báo cáo; đề nghị làm rõ thêm trách nhiệm trong việc đôn đốc các nội dung còn chậm.",
    "Đánh giá cao tinh thần trách nhiệm; cần tăng cường đi cơ sở, nắm chắc tình hình nhân dân.",
    "Nhất trí với mức tự nhận; đề nghị bổ sung số liệu cụ thể vào phần kết quả thực hiện nhiệm vụ.",
]


def text_for(key: str, *, is_person: bool, seed: int) -> str:
    """The text under one heading; the same seed gives the same text."""
    pick = random.Random(f"{seed}-{key}")  # noqa: S311 – variety, not secrecy
    variants = (PERSON if is_person else COLLECTIVE).get(key, [""])
    total = pick.randint(8, 16)
    return pick.choice(variants).format(n=f"{total - pick.randint(0, 2):02d}", m=f"{total:02d}")
